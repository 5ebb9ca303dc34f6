"""The gold cases: an inquiry, the facts at hand, and the reply an excellent person would send.

`show(slug, ...)` prints the composer's draft beside the gold: `python tests/drafters/composer_gold.py 03 27`.
"""

import shlex
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import frontmatter
import yaml

from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Pressure, Question, Topic, VehicleMention, When
from assistant.core.message import Channel
from assistant.core.thread import Line

GOLD = Path(__file__).parent / "gold"
ZONE = ZoneInfo("America/Denver")
WEEK = {day: (time(9), time(19)) for day in range(5)} | {5: (time(9), time(17))}
STORE = Store(
    name="Northgate Motors",
    hours=BusinessHours(ZONE, WEEK, {date(2026, 11, 26): "Thanksgiving"}),
    address="2400 Mill Road, Fort Hale",
    phone="555-0100",
    domains=("northgate.example",),
)
SIGNERS = {
    "dana": Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example"),
    "luis": Signer("Luis Ortega", "Service adviser", "555-0151", "luis@northgate.example", "service"),
    "priya": Signer("Priya Nair", "Parts", "555-0163", "priya@northgate.example", "parts"),
}
SURNAMES = {"Tom": "Becker", "Maria": "Lopez", "Victor": "Hale", "Greg": "Stone"}


@dataclass(frozen=True)
class Case:
    slug: str
    inquiry: Inquiry
    context: Context
    gold: str


@cache
def cases(folder: str = "gold") -> tuple[Case, ...]:
    return tuple(_case(path) for path in sorted((GOLD.parent / folder).glob("[0-9]*.md")))


def _case(path: Path) -> Case:
    post = frontmatter.loads(path.read_text(encoding="utf-8"))
    held = post.metadata
    now = _moment(str(held.get("now", "2026-11-17T09:20")))
    signer = SIGNERS[held.get("signer", "dana")]
    text = str(held.get("text") or "")
    inquiry = Inquiry(
        kind=Kind(held["kind"]),
        questions=tuple(_question(line, text) for line in held.get("questions") or ()),
        pressure=Pressure(held.get("pressure", "none")),
        pressure_reason=held.get("pressure_reason", ""),
        vehicles=tuple(_vehicle(words) for words in held.get("vehicles") or ()),
        times=tuple(_time(line) for line in held.get("times") or ()),
        text=text,
        harm=held.get("harm", ""),
        praise=held.get("praise", ""),
        language=held.get("language", "en"),
    )
    first, _, verified = str(held.get("to") or "").partition(" ")
    name = f"{first} {SURNAMES.get(first, '')}".strip()
    context = Context(
        now=now,
        store=STORE,
        signer=signer,
        recipient=Recipient(name, f"{first.lower() or 'x'}@mail.example", bool(verified), first),
        channel=Channel(held.get("channel", "email")),
        facts=tuple(fact for named in held.get("facts") or () for fact in _facts(named, now)),
        thread=tuple(_line(words) for words in held.get("thread") or ()),
    )
    return Case(path.stem, inquiry, context, post.content.replace("$SIGN", signer.signature))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def _question(line: str, text: str) -> Question:
    topic, _, words = line.partition(" | ")
    start = text.find(words)
    return Question(words, Topic(topic), start, start + len(words) if start >= 0 else -1)


def _vehicle(words: str) -> VehicleMention:
    given = dict(pair.split("=", 1) for pair in shlex.split(words))
    own = given.pop("own", "") == "yes"
    return VehicleMention(" ".join(given.values()), own=own, **given)


def _time(line: str) -> When:
    text, _, rest = line.partition(" | ")
    given = dict(pair.split("=", 1) for pair in rest.split())
    day = date.fromisoformat(given["day"]) if "day" in given else None
    early, late = (time.fromisoformat(given[key]) if key in given else None for key in ("earliest", "latest"))
    return When(text, day, early, late)


def _line(words: str) -> Line:
    head, _, text = words.partition(" | ")
    side, *author, at = head.split()
    return Line(" ".join(author), side == "them", text, _moment(at))


def _facts(named: str | dict[str, str], now: datetime) -> list[Fact]:
    rows = _world()[named] if isinstance(named, str) else [named]
    return [_fact(dict(row), now) for row in rows]


def _fact(row: dict[str, str], now: datetime) -> Fact:
    kind, id_, text = (row.pop(key) for key in ("kind", "id", "text"))
    at = _moment(row["at"]) if "at" in row else now
    return Fact(id_, FactKind(kind), text, "the sample store", at, {k: str(v) for k, v in row.items()})


@cache
def _world() -> dict[str, list[dict[str, str]]]:
    return yaml.safe_load((GOLD / "world.yaml").read_text(encoding="utf-8"))


def show(*starts: str) -> None:
    """Prints drafts beside their gold, with what the checks say."""
    from assistant.core.checks import check
    from assistant.drafters.composer import Composer
    from assistant.prompts import Prompts
    from assistant.tools import phrases

    prompts = Prompts()
    composer, lists = Composer(prompts), phrases.load(prompts)
    for case in cases():
        if not starts or case.slug.startswith(starts):
            draft = composer.draft(case.inquiry, case.context)
            print(f"\n===== {case.slug}\n> {case.inquiry.text}\n--- gold\n{case.gold}")
            print(f"--- composer\n{draft.text}")
            for finding in check(draft, case.inquiry, case.context, lists):
                part = draft.text[finding.start : finding.end][:70]
                print(f"    [{finding.severity} {finding.rule}] {finding.why} | {part}")


if __name__ == "__main__":
    show(*sys.argv[1:])
