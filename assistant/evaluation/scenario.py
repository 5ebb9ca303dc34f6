"""One scenario: Markdown with front matter under scenarios/, the message, `-----`, the gold reply."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import frontmatter

from assistant.core.errors import RightbackError
from assistant.core.inquiry import Kind

HERE = Path(__file__).parent / "scenarios"
GOLD = re.compile(r"^-----$", re.M)
KNOWN = frozenset(
    """title kind turn trap form from to subject rating page references signer at customers history promises
    stock thread asks must must_not""".split()  # noqa: SIM905
)


class BadScenario(RightbackError):
    """A scenario file says something that the runner does not know."""


@dataclass(frozen=True)
class Scenario:
    """`asks` has words of each question that a reader must find; `must`, `must_not` are patterns by label.

    `given` is the front matter as it stands: who writes, by which form, and the rows of the history.
    """

    slug: str
    title: str
    kind: Kind
    text: str
    gold: str
    given: Mapping[str, Any]
    asks: tuple[str, ...] = ()
    must: tuple[tuple[str, re.Pattern[str]], ...] = ()
    must_not: tuple[tuple[str, re.Pattern[str]], ...] = ()

    @property
    def trap(self) -> str:
        """Which way of failing it lays out; empty for a plain one."""
        return str(self.given.get("trap", ""))

    @property
    def letter(self) -> bool:
        return str(self.given.get("turn", "letter")) == "letter"


def scenarios(only: Iterable[str] = (), folder: Path = HERE) -> list[Scenario]:
    """By file name; those whose name begins with one of `only`, where any is given."""
    starts = tuple(only)
    found = [read(path) for path in sorted(folder.glob("*.md"))]
    return [one for one in found if not starts or one.slug.startswith(starts)]


def read(path: Path) -> Scenario:
    post = frontmatter.loads(path.read_text(encoding="utf-8"))
    given: dict[str, Any] = dict(post.metadata)
    if unknown := set(given) - KNOWN:
        raise BadScenario(f"{path.name}: unknown in the front matter: {', '.join(sorted(unknown))}.")
    parts = GOLD.split(post.content, maxsplit=1)
    try:
        return Scenario(
            slug=path.stem,
            title=str(given["title"]),
            kind=Kind(given["kind"]),
            text=parts[0].strip(),
            gold=parts[1].strip() if len(parts) > 1 else "",
            given=given,
            asks=tuple(map(str, given.get("asks") or ())),
            must=_patterns(given.get("must")),
            must_not=_patterns(given.get("must_not")),
        )
    except (KeyError, ValueError, re.error) as error:
        raise BadScenario(f"{path.name}: {error}") from error


def _patterns(given: Mapping[str, str] | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((label, re.compile(words, re.I | re.S)) for label, words in (given or {}).items())


def moment(given: Any, fallback: datetime) -> datetime:
    """A moment of the front matter, in the zone of `fallback` where it names none."""
    if given in (None, ""):
        return fallback
    found = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    return found if found.tzinfo else found.replace(tzinfo=fallback.tzinfo)
