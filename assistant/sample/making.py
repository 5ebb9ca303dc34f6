"""Make the sample dealership, or make it fresh: every time in it is relative to `now`."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from assistant.core.errors import RightbackError
from assistant.core.message import Channel
from assistant.pipeline.touching import propose
from assistant.records import Customer, Deed, Inbox, Promise, Remembered, Session, Sessions, Store, Teammate
from assistant.records.database import clear
from assistant.records.remembered import number
from assistant.sample import history, past
from assistant.sample.files import rows, text
from assistant.sample.moments import Calendar
from assistant.sample.stores import (
    SignInData,
    make_inboxes,
    make_knowledge,
    make_people,
    make_stores,
)

MARK = "made the sample dealership"


class NotASample(RightbackError):
    """The database holds a store that the sample did not make."""


class Receive(Protocol):
    """pipeline.receive with its services given."""

    def __call__(
        self,
        *,
        inbox_id: int | None,
        form: str,
        entry: str,
        raw: bytes,
        now: datetime,
        envelope: Mapping[str, str] | None = None,
    ) -> int: ...


@dataclass(frozen=True)
class SampleCredentials:
    """The three sign-ins, to be shown once: only hashes are kept."""

    sign_ins: tuple[SignInData, ...]


def make(
    sessions: Sessions,
    *,
    now: datetime,
    hash_password: Callable[[str], str],
    seal: Callable[[str], str],
    receive: Receive,
) -> SampleCredentials:
    """Two stores at work, with inquiries that arrived in the last hour; only into an empty database."""
    with sessions.begin() as session:
        if session.query(Store).first() is not None:
            raise NotASample("There is a store already; a sample is made in an empty database only.")
        stores = make_stores(session, now)
        sign_ins = make_people(session, stores)
        make_inboxes(session, stores, seal)
        make_knowledge(session, stores, now)
        about = {"stores": sorted(store.id for store in stores.values())}
        session.add(Deed(at=now, what=MARK, about=about))
        calendars = {slug: Calendar(now, store.hours()) for slug, store in stores.items()}
        ids = {slug: store.id for slug, store in stores.items()}
    with ThreadPoolExecutor() as aside:  # hashing takes its time on purpose, and another processor
        hashes = {one.email: aside.submit(hash_password, one.password) for one in sign_ins}
        for slug, calendar in calendars.items():
            history.fill(sessions, ids[slug], slug, calendar)
    words: dict[str, str] = {}
    with sessions.begin() as session:
        for email, hashed in hashes.items():
            session.scalars(Teammate.by_email(email)).one().password_hash = hashed.result()
        for slug, calendar in calendars.items():
            words |= _past(session, ids[slug], slug, calendar)
    for inquiry in sorted(rows("index.csv", "inquiries"), key=lambda row: -int(row["minutes"])):
        slug = inquiry["store"]
        _arrive(sessions, ids[slug], inquiry, calendars[slug], words, receive)
    with sessions.begin() as session:
        for store_id in ids.values():
            propose(session, session.get_one(Store, store_id), now)
    return SampleCredentials(sign_ins)


def renew(
    sessions: Sessions,
    *,
    now: datetime,
    hash_password: Callable[[str], str],
    seal: Callable[[str], str],
    receive: Receive,
) -> SampleCredentials:
    """Wipe the sample and make it anew; NotASample, and nothing changed, where a store is a real one."""
    with sessions.begin() as session:
        if not is_sample(session):
            raise NotASample(
                "This database holds a store that is not of the sample. Nothing was changed: renewing wipes "
                "everything, and only a sample may be wiped. Use another --data folder for a sample."
            )
        clear(session)
    return make(sessions, now=now, hash_password=hash_password, seal=seal, receive=receive)


def is_sample(session: Session) -> bool:
    """Whether every store here was made by the sample; an empty database may become one."""
    marks = session.scalars(Deed.of_kind(MARK)).all()
    made = {int(number) for mark in marks for number in mark.about.get("stores", ())}
    return {store.id for store in session.query(Store)} <= made


def _past(session: Session, store_id: int, slug: str, calendar: Calendar) -> dict[str, str]:
    """Earlier letters and promises; gives the ids and addresses that later letters speak of."""
    people = {mate.name: mate for mate in session.scalars(Teammate.of_store(store_id))}
    known = {inbox.address: inbox for inbox in session.query(Inbox) if inbox.channel is Channel.EMAIL}
    words = {}
    for letter in past.letters(slug, calendar):
        customer = session.scalars(Customer.with_keys(store_id, [letter.customer])).one()
        inbox = known[f"{letter.inbox}@{slug}.example"]
        sent = past.write(session, letter, customer, inbox, people)
        words[f"{letter.name}_id"] = sent.message_id
        words[f"{letter.name}_address"] = sent.conversation.reply_address
    for row in rows("promises.csv"):
        if row["store"] == slug:
            customer = session.scalars(Customer.with_keys(store_id, [row["customer"]])).one()
            _promise(session, customer, people[row["who"]], row, calendar)
    for row in rows("dates.csv"):
        if row["store"] == slug:
            customer = session.scalars(Customer.with_keys(store_id, [row["customer"]])).one()
            _date(session, customer, people[row["by"]], row, calendar)
    return words


def _date(
    session: Session, customer: Customer, by: Teammate, row: dict[str, str], calendar: Calendar
) -> None:
    """A day that they told us, so many days from now."""
    day = calendar.now.date() + timedelta(days=int(row["in"]))
    session.add(
        Remembered(
            store_id=customer.store_id,
            customer=customer,
            teammate=by,
            what=row["what"],
            day=day.isoformat(),
            month_day=number(day),
            yearly=row["yearly"] == "yes",
            at=calendar.now - timedelta(days=40),
        )
    )


def _promise(
    session: Session, customer: Customer, who: Teammate, row: dict[str, str], calendar: Calendar
) -> None:
    made, due = (datetime.fromisoformat(calendar.fill(row[name])) for name in ("made", "due"))
    promise = Promise(
        store_id=customer.store_id, customer=customer, who=who, what=row["what"], made_at=made, due=due
    )
    session.add(promise)
    session.flush()
    ended = datetime.fromisoformat(calendar.fill(row["ended"])) if row["ended"] else due
    if row["state"] == "kept":
        promise.keep(who, row["how"], ended)
    elif row["state"] == "released":
        promise.release(who, row["how"], ended)


def _arrive(
    sessions: Sessions,
    store_id: int,
    inquiry: Mapping[str, str],
    calendar: Calendar,
    words: Mapping[str, str],
    receive: Receive,
) -> None:
    """One waiting inquiry, by the way that a real one comes."""
    channel = Channel(inquiry["channel"])
    with sessions() as session:
        inbox = next(
            one
            for one in session.get_one(Store, store_id).inboxes
            if one.channel is channel and one.address.startswith(f"{inquiry['inbox']}@")
        )
        inbox_id, address = inbox.id, inbox.address
    raw = calendar.fill(text(inquiry["file"], "inquiries"), words)
    if inquiry["form"] == "email":
        raw = raw.replace("\n", "\r\n")
    receive(
        inbox_id=inbox_id,
        form=inquiry["form"],
        entry=inquiry["entry"],
        raw=raw.encode(),
        now=calendar.minutes(inquiry["minutes"]),
        envelope={"to": address} if inquiry["form"] == "email" else None,
    )
