"""The two stores of the sample, their people and inboxes, and what they know and allow."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import frontmatter

from assistant.core.message import Channel
from assistant.records import Inbox, Knowledge, KnowledgeKind, Role, Session, Store, Teammate
from assistant.sample.files import lines, rows
from assistant.tools.holidays import closed_days

WEEK = {str(day): ["09:00", "19:00"] for day in range(5)} | {"5": ["09:00", "17:00"]}
STORES = (
    {
        "slug": "northgate",
        "name": "Northgate Motors",
        "zone": "America/New_York",
        "address": "2210 Northgate Parkway, Columbus, OH 43229",
        "phone": "614-555-0100",
        "directions": "Off I-71 at exit 117, the second light east; customer parking is left of the main "
        "door, the service drive is on the right side of the building.",
        "domains": ["northgate.example"],
    },
    {
        "slug": "lakeside",
        "name": "Lakeside Motors",
        "zone": "America/Chicago",
        "address": "58 Shore Drive, Madison, WI 53703",
        "phone": "608-555-0100",
        "directions": "On Shore Drive across from the boat ramp; turn in at the blue sign, service is "
        "behind the showroom.",
        "domains": ["lakeside.example"],
    },
)
INBOXES = (
    (Channel.EMAIL, "sales", "sales"),
    (Channel.EMAIL, "service", "service"),
    (Channel.CHAT, "sales", "sales"),
    (Channel.FORM, "sales", "sales"),
    (Channel.API, "sales", "sales"),
)
LEVELS = [  # of both stores
    {
        "name": "Regular",
        "counts": "services",
        "at": 5,
        "taste": "A loaner then stands ready for you at each visit, and your car goes home washed by hand.",
    }
]
PRESENCE = "We read every message ourselves. You hear from a person, by name, during opening hours."


@dataclass(frozen=True)
class SignInData:
    """A sign-in that works; the password is known only here, at the moment it is made."""

    role: str
    name: str
    email: str
    password: str


def make_stores(session: Session, now: datetime) -> dict[str, Store]:
    """By slug."""
    stores = {}
    for given in STORES:
        year = now.astimezone(ZoneInfo(str(given["zone"]))).year
        footer = f"{given['name']} · {given['address']} · {given['phone']}"
        store = Store(**given, week=WEEK, closed=closed_days("US", year), footer=footer, presence=PRESENCE)
        store.touch_rules = {"levels": LEVELS}
        session.add(store)
        stores[store.slug] = store
    session.flush()
    return stores


def make_people(session: Session, stores: dict[str, Store]) -> tuple[SignInData, ...]:
    """The eight teammates; one of each role is to sign in, the others never get a password."""
    sign_ins: dict[str, SignInData] = {}
    for row in rows("teammates.csv"):
        if row["role"] not in sign_ins and row["signs_in"] == "yes":
            password = secrets.token_urlsafe(12)
            sign_ins[row["role"]] = SignInData(row["role"], row["name"], row["email"], password)
        session.add(
            Teammate(
                name=row["name"],
                email=row["email"],
                role=Role(row["role"]),
                department=row["department"],
                title=row["title"],
                direct_line=row["direct_line"],
                voice=row["voice"],
                stores=[stores[slug] for slug in row["stores"].split()],
            )
        )
    session.flush()
    return tuple(sign_ins.values())


def make_inboxes(session: Session, stores: dict[str, Store], seal: Callable[[str], str]) -> None:
    """Of every channel, each with a random secret for its webhook address."""
    for slug, store in stores.items():
        mates = list(session.scalars(Teammate.of_store(store.id)))
        for channel, name, department in INBOXES:
            owner = next(mate for mate in mates if mate.department == department)
            session.add(
                Inbox(
                    store_id=store.id,
                    channel=channel,
                    address=f"{name}@{slug}.example",
                    department=department,
                    owner_id=owner.id,
                ).answers_to(secrets.token_urlsafe(24), seal)
            )
    session.flush()


def make_knowledge(session: Session, stores: dict[str, Store], now: datetime) -> None:
    """What both stores know and allow; each entry is a short header and its text."""
    entries = "\n".join(lines("knowledge.md")).split("\n=====\n")
    for number, entry in enumerate(entries):
        post = frontmatter.loads(entry.strip())
        limit = post.get("limit")
        for store in stores.values():
            session.add(
                Knowledge(
                    store_id=store.id,
                    kind=KnowledgeKind(str(post["kind"])),
                    title=str(post["title"]),
                    text=" ".join(post.content.split()),
                    topics=str(post.get("topics", "")).split(),
                    limit_cents=int(str(limit)) * 100 if limit is not None else None,
                    owner_id=_keeper(session, store, str(post.get("owner", ""))),
                    confirmed_at=now - timedelta(days=int(str(post.get("days", 5 + 3 * (number % 20))))),
                )
            )


def _keeper(session: Session, store: Store, department: str) -> int | None:
    """Who answers for an entry: the first of a department of that store."""
    mates = session.scalars(Teammate.of_store(store.id)) if department else ()
    return next((mate.id for mate in mates if mate.department == department), None)
