"""Two customers side by side, and what a merge moved, in words."""

from dataclasses import dataclass

from assistant.pipeline.merging import Before
from assistant.records import Customer, IdentityKind, Likeness, Session, Vehicle, alike, erasure
from assistant.web.shown.customer import Way, way

NAMES = {
    "conversation": ("conversation", "conversations"),
    "identity": ("way to reach them", "ways to reach them"),
    "vehicle": ("vehicle", "vehicles"),
    "record": ("entry of their history", "entries of their history"),
    "promise": ("promise", "promises"),
    "touch": ("reason to write first", "reasons to write first"),
    "remembered": ("day to remember", "days to remember"),
    "notice": ("notice", "notices"),
    "opt_out": ("wish to be left alone", "wishes to be left alone"),
    "consent": ("consent", "consents"),
    "fingerprint": ("print of a reply", "prints of replies"),
    "sighting": ("habit that a reply taught", "habits that replies taught"),
}


@dataclass(frozen=True)
class Side:
    """One of the two; `counts` are words."""

    id: int
    called: str
    since: str
    company: str
    address: str
    key: str
    ways: tuple[Way, ...]
    vehicles: tuple[Vehicle, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    one_id: int
    other_id: int
    one: str
    other: str
    why: str


@dataclass(frozen=True)
class BeforeShown:
    back: tuple[str, ...]
    stays: tuple[str, ...]
    blocked: str


def pair(found: Likeness, why: str) -> Pair:
    said = why or "They were alike when this was noted; what is on record says so no more."
    return Pair(found.one_id, found.other_id, found.one.called, found.other.called, said)


def side(session: Session, customer: Customer) -> Side:
    counts = erasure.counts(session, customer.id)
    shown = ("conversations", "promises", "records")
    return Side(
        id=customer.id,
        called=customer.called,
        since=f"{customer.since:%Y}",
        company=customer.company,
        address=customer.address,
        key=customer.key or "",
        ways=tuple(way(i) for i in customer.identities if i.kind is not IdentityKind.VISITOR),
        vehicles=tuple(alike.cars_of(session, [customer.id]).get(customer.id, [])),
        counts=tuple(
            f"{counts[name]} {name if counts[name] != 1 else name[:-1]}" for name in shown if counts[name]
        ),
    )


def before(found: Before) -> BeforeShown:
    return BeforeShown(counted(found.back), counted(found.stays), found.blocked)


def counted(rows: dict[str, int]) -> tuple[str, ...]:
    return tuple(f"{many} {NAMES[name][many != 1]}" for name, many in rows.items() if name in NAMES)


def place(text: str) -> tuple[int, int] | None:
    """ "7.12": the weight and the id of the last pair of the page before; None where it is none."""
    weight, _, key = text.partition(".")
    good = key.isdigit() and weight.removeprefix("-").isdigit() and len(text) < 20
    return (int(weight), int(key)) if good else None


def place_of(found: Likeness) -> str:
    return f"{found.weight}.{found.id}"
