"""`rightback bench corpus`: real mails and leads of others, read and compared with what is expected of them.

The corpora are data beside the repository (`--corpora`, `RIGHTBACK_CORPORA`); nothing of them is part of it.
A share of them is held out by the digest of its name: measured, and never looked at while rules are made.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.bench.corpus.chain import chain
from assistant.bench.corpus.disputed import DISPUTED
from assistant.bench.corpus.fixtures import Fixture, fixtures, mails
from assistant.bench.corpus.judging import Verdict, judged
from assistant.channels.anything import read

DEFAULT = Path("../shared/corpora")
VISIBLE = ("visible text", "visible text within 5 %")


def run(corpora: Path = DEFAULT, misses: bool = False) -> dict[str, Any]:
    """Shares read right by field and by folder, beside the best chain of libraries; `misses` lists the rest.

    ValueError where there are no corpora.
    """
    found = list(fixtures(corpora))
    if not found:
        raise ValueError(f"There are no corpora in {corpora}: name their folder with --corpora.")
    crashes = [crash for path in mails(corpora) if (crash := _crash(path))]
    verdicts = [verdict for fixture in found for verdict in judged(fixture)]
    others = [
        verdict for fixture in found for verdict in judged(fixture, newest=chain) if verdict.field in VISIBLE
    ]
    measured: dict[str, Any] = {"crashes": len(crashes), "disputed": len(DISPUTED)}
    measured |= _shares(verdicts)
    measured |= _shares(others, name="libraries: ")
    measured |= _shares(verdicts, by_folder=True)
    if misses:
        measured["misses"] = [*crashes, *(str(one) for one in verdicts if not one.right)]
    return measured


def _crash(path: Path) -> str:
    try:
        read(path.read_bytes(), path.name)
    except Exception as error:  # whatever it is, it is what is looked for
        return f"crash: {path.name}: {type(error).__name__}: {error}"
    return ""


def _shares(
    verdicts: Iterable[Verdict], name: str = "", *, by_folder: bool = False
) -> dict[str, dict[str, float]]:
    """{"subject": {"right": 99, "of": 100, "share": 0.99, "held out": 0.98}}."""
    grouped: dict[str, list[Verdict]] = {}
    for one in verdicts:
        key = f"{one.field}, {one.fixture.folder}" if by_folder else one.field
        grouped.setdefault(name + key, []).append(one)
    return {key: _share(grouped[key]) for key in sorted(grouped)}


def _share(verdicts: list[Verdict]) -> dict[str, float]:
    held = [one.right for one in verdicts if one.fixture.held_out]
    right = sum(one.right for one in verdicts)
    share: dict[str, float] = {"right": right, "of": len(verdicts), "share": round(right / len(verdicts), 4)}
    if held:
        share |= {
            "held out right": sum(held),
            "held out of": len(held),
            "held out": round(sum(held) / len(held), 4),
        }
    return share


def shown(measured: dict[str, Any]) -> dict[str, str]:
    """One line each, for a table."""
    lines = {}
    for what, value in measured.items():
        if isinstance(value, dict):
            lines[what] = f"{value['right']}/{value['of']} ({value['share']:.1%})"
            if "held out" in value:
                lines[what] += (
                    f", held out {value['held out right']}/{value['held out of']} ({value['held out']:.1%})"
                )
        elif isinstance(value, list):
            lines |= {f"{what} {number}": line for number, line in enumerate(value, 1)}
        else:
            lines[what] = str(value)
    return lines


__all__ = ["DEFAULT", "Fixture", "run", "shown"]
