"""The store of the year: ten teammates, customers with cars and a past, inboxes, what the store knows."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.bench.year.calendar import HOLIDAYS, WEEK
from assistant.core.message import Channel
from assistant.core.roles import Role
from assistant.records import (
    Customer,
    IdentityKind,
    Inbox,
    Knowledge,
    KnowledgeKind,
    Record,
    RecordKind,
    Session,
    Sessions,
    SignIn,
    StockState,
    Store,
    Teammate,
    Vehicle,
)

DOMAIN = "year.example"
PEOPLE = (
    ("Sam Whitfield", "sales", Role.MEMBER),
    ("Nora Lind", "sales", Role.MEMBER),
    ("Olga Berg", "sales", Role.MEMBER),
    ("Tom Reyes", "sales", Role.MEMBER),
    ("Luis Ortega", "service", Role.MEMBER),
    ("Ana Costa", "service", Role.MEMBER),
    ("Priya Shah", "service", Role.MEMBER),
    ("Jim Novak", "parts", Role.MEMBER),
    ("Robin Okafor", "sales", Role.MANAGER),
    ("Grace Kim", "service", Role.ADMIN),
)
FIRST = ("Dana", "Lee", "Marta", "Victor", "Ruth", "Amos", "Ines", "Keith", "Helen", "Rob", "Ximena", "Paul")
LAST = ("Ruiz", "Park", "Novak", "Stone", "Alvarez", "Weber", "Iyer", "Frost", "Moreau", "Haddad")
CARS = ("Outback", "Forester", "Crosstrek", "Impreza", "Ascent", "Legacy")
WORK = ("oil change", "brake pads", "tire rotation", "battery", "60,000-mile service")


@dataclass(frozen=True)
class Person:
    id: int
    customer_id: int
    name: str
    email: str
    car: str


@dataclass(frozen=True)
class Made:
    store_id: int
    team: tuple[int, ...]
    signed_in: dict[int, int]
    inboxes: dict[str, int]
    people: tuple[Person, ...]


def make(sessions: Sessions, dice: random.Random, customers: int, now: datetime, days: int) -> Made:
    with sessions.begin() as session:
        store = Store(
            slug="year", name="Year Motors", zone="America/New_York", week=WEEK, phone="614-555-0100",
            address="1 Long Road, Columbus, OH 43004", footer="Year Motors, 1 Long Road, Columbus, OH 43004",
            domains=[DOMAIN], closed={day.isoformat(): why for day, why in HOLIDAYS.items()},
        )  # fmt: skip
        session.add(store)
        team = [
            Teammate(
                name=name, email=f"{name.split()[0].lower()}@{DOMAIN}", role=role, department=department,
                title=department.capitalize(), direct_line="614-555-0142", stores=[store],
            )
            for name, department, role in PEOPLE
        ]  # fmt: skip
        session.add_all(team)
        session.flush()
        signed_in = {one.id: sign_in(session, one.id, now, days) for one in team}
        inboxes = {name: _inbox(session, store, name) for name in ("sales", "service")}
        _knowledge(session, store, now)
        people = tuple(_person(session, store, team, dice, n, now) for n in range(customers))
        return Made(store.id, tuple(one.id for one in team), signed_in, inboxes, people)


def sign_in(session: Session, teammate_id: int, now: datetime, days: int) -> int:
    row = SignIn(
        teammate_id=teammate_id,
        token_hash=secrets.token_hex(32),
        started_at=now,
        expires_at=now + timedelta(days=days + 30),
    )
    session.add(row)
    session.flush()
    return row.id


def _inbox(session: Session, store: Store, name: str) -> int:
    row = Inbox(store_id=store.id, channel=Channel.EMAIL, address=f"{name}@{DOMAIN}", department=name)
    row.token_hash = secrets.token_hex(32)  # of a token that nobody has
    session.add(row)
    session.flush()
    return row.id


def _knowledge(session: Session, store: Store, now: datetime) -> None:
    for kind, title, text in (
        (KnowledgeKind.POLICY, "Saturday", "Service is open on Saturday from 10 am to 4 pm."),
        (KnowledgeKind.OPTION, "Loaner", "A loaner car while theirs is in the shop."),
        (KnowledgeKind.OPTION, "Car wash", "A free car wash with any service visit."),
    ):
        session.add(Knowledge(store_id=store.id, kind=kind, title=title, text=text, confirmed_at=now))


def _person(
    session: Session, store: Store, team: list[Teammate], dice: random.Random, n: int, now: datetime
) -> Person:
    name, email = f"{dice.choice(FIRST)} {dice.choice(LAST)}", f"c{n}@mail.example"
    bought = now - timedelta(days=dice.randint(5, 1100), hours=dice.randint(0, 9))
    customer = Customer(store_id=store.id, name=name, since=bought)
    session.add(customer)
    customer.proves(IdentityKind.EMAIL, email, "import", now)
    session.flush()
    car = dice.choice(CARS)
    owned = Vehicle(
        store_id=store.id, customer_id=customer.id, state=StockState.OWNED, year=dice.randint(2015, 2026),
        make="Subaru", model=car, seen_at=bought,
    )  # fmt: skip
    session.add(owned)
    session.flush()
    seller = dice.choice([one for one in team if one.department == "sales"])
    _record(session, customer, owned, seller, RecordKind.SALE, bought, f"Bought the {car}.", n)
    if dice.random() < 0.6:
        adviser = dice.choice([one for one in team if one.department == "service"])
        at, work = bought + (now - bought) * dice.random(), dice.choice(WORK)
        text = f"{work.capitalize()}."
        _record(session, customer, owned, adviser, RecordKind.REPAIR, at, text, n, work=work)
    return Person(n, customer.id, name, email, car)


def _record(
    session: Session,
    customer: Customer,
    car: Vehicle,
    by: Teammate,
    kind: RecordKind,
    at: datetime,
    text: str,
    n: int,
    **more: str,
) -> None:
    data = {"vehicle": car.name, "teammate": by.name, "at": at.isoformat(), **more}
    data |= {"status": "done"} if kind is RecordKind.REPAIR else {}
    session.add(
        Record(
            store_id=customer.store_id, customer_id=customer.id, vehicle_id=car.id, teammate_id=by.id,
            kind=kind, key=f"{kind}-{n}", at=at, text=text, data=data, source="import",
        )
    )  # fmt: skip
