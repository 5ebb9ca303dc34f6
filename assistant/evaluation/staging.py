"""A scenario's rows: people, history, promises, stock, the thread so far, and then the message, as it comes."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

from assistant.core.message import Channel
from assistant.evaluation.scenario import BadScenario, Scenario, moment
from assistant.pipeline import filing, receive, understand
from assistant.pipeline.services import Services
from assistant.records import (
    Conversation,
    Customer,
    IdentityKind,
    Inbox,
    Message,
    Promise,
    Record,
    RecordKind,
    Session,
    StockState,
    Store,
    Teammate,
    Vehicle,
)
from assistant.records.values import as_json
from assistant.sample import past

SLUG = "northgate"
CHANNEL_INBOX = {"form": Channel.FORM, "feedback": Channel.FORM, "adf": Channel.API, "chat": Channel.CHAT}
Row = Mapping[str, Any]


def staged(services: Services, session: Session, scenario: Scenario, at: datetime) -> Message:
    """The message, filed in the caller's transaction with everything that came before it."""
    stage = Stage(services, session, scenario, at)
    stage.set()
    message = stage.arrive()
    if name := scenario.given.get("signer"):
        message.conversation.owner = stage.people[name]
    session.flush()
    return message


@dataclass
class Stage:
    services: Services
    session: Session
    scenario: Scenario
    at: datetime

    def __post_init__(self) -> None:
        self.store = next(one for one in self.session.query(Store) if one.slug == SLUG)
        self.people = {mate.name: mate for mate in self.session.scalars(Teammate.of_store(self.store.id))}
        self.last: Message | None = None

    def rows(self, name: str) -> Iterable[Row]:
        return self.scenario.given.get(name) or ()

    def set(self) -> None:
        for row in self.rows("customers"):
            self._customer(row)
        for row in self.rows("stock"):
            self._stock(row)
        self.session.flush()
        for row in self.rows("history"):
            self._record(row)
        for row in self.rows("promises"):
            self._promise(row)
        self.session.flush()
        self._thread()

    def _customer(self, row: Row) -> None:
        since = moment(row.get("since"), self.at - timedelta(days=700))
        made = Customer(store_id=self.store.id, key=row["key"], name=row["name"], since=since)
        if row.get("email"):
            made.proves(IdentityKind.EMAIL, row["email"], "imported", since)
        self.session.add(made)
        self.session.flush()
        if owns := row.get("owns"):
            year, make, model, *trim = str(owns).split()
            self.session.add(
                Vehicle(
                    store_id=self.store.id,
                    customer_id=made.id,
                    state=StockState.OWNED,
                    year=int(year),
                    make=make,
                    model=model,
                    trim=" ".join(trim),
                    seen_at=since,
                )
            )

    def _stock(self, row: Row) -> None:
        """A change of a car of the sample, or one more."""
        known = self.session.scalars(Vehicle.known(self.store.id, vins=[], stocks=[row["stock"]])).first()
        car = known or Vehicle(store_id=self.store.id, stock=row["stock"])
        for name in ("year", "make", "model", "trim", "color", "mileage", "features", "seats", "condition"):
            if name in row:
                setattr(car, name, row[name])
        if "price" in row:
            car.price_cents = int(row["price"]) * 100
        car.state, car.seen_at = StockState(row.get("status", "here")), self.at - timedelta(hours=2)
        self.session.add(car)

    def _record(self, row: Row) -> None:
        """`{repair: the sentence, customer: N1001, at: …, work: …}`: further keys are the fact's data."""
        kind = next((kind for kind in RecordKind if kind.value in row), None)
        if kind is None:
            raise BadScenario(
                f"{self.scenario.slug}: a row of the history has no kind of {list(RecordKind)}."
            )
        data = {k: str(v) for k, v in row.items() if k not in (kind.value, "customer", "at")}
        for name in ("ready_at",):
            if name in data:
                data[name] = moment(data[name], self.at).isoformat()
        self.session.add(
            Record(
                store_id=self.store.id,
                customer_id=self._of(row).id,
                kind=kind,
                at=moment(row.get("at"), self.at),
                text=row[kind.value],
                data={"text": row[kind.value], **data},
            )
        )

    def _promise(self, row: Row) -> None:
        self.session.add(
            Promise(
                store_id=self.store.id,
                customer=self._of(row),
                who=self.people[row["who"]],
                what=row["what"],
                made_at=moment(row["made"], self.at),
                due=moment(row["due"], self.at),
            )
        )

    def _of(self, row: Row) -> Customer:
        return self.session.scalars(Customer.with_keys(self.store.id, [row["customer"]])).one()

    def _thread(self) -> None:
        """Exchanges so far, `{at, them, us, by, answered, promise, due}`; `us` is missing where none came."""
        conversation: Conversation | None = None
        for number, row in enumerate(self.rows("thread")):
            letter = self._letter(number, row)
            mate = self.people[letter.by]
            if conversation is None:
                conversation = past.opened(
                    self.session, letter, self._writer(), self._inbox(Channel.EMAIL), mate
                )
            asked = past.asked(self.session, letter, conversation)
            self.session.refresh(conversation)
            asked.inquiry = as_json(self.services.reader.read(understand.turn(asked)))
            self.last = asked
            if letter.reply:
                self.last = past.answered(self.session, letter, conversation, asked, mate)
            self.session.flush()

    def _letter(self, number: int, row: Row) -> past.Letter:
        asked = moment(row["at"], self.at)
        return past.Letter(
            name=f"{self.scenario.slug}-{number}",
            store=SLUG,
            customer="",
            inbox="",
            kind=self.scenario.kind,
            asked=asked,
            answered=moment(row.get("answered"), asked + timedelta(minutes=50)),
            by=row.get("by", "Dana Ruiz"),
            subject=str(self.scenario.given.get("subject") or "Your message").removeprefix("Re: "),
            question=str(row["them"]),
            reply=str(row.get("us", "")),
            promise=row.get("promise", ""),
            due=moment(row["due"], self.at) if "due" in row else None,
        )

    def _writer(self) -> Customer:
        """Who wrote the thread: on record under this address, else new."""
        name, address = parseaddr(str(self.scenario.given["from"]))
        for one in self.session.scalars(Customer.whole().where(Customer.store_id == self.store.id)):
            if one.identity(IdentityKind.EMAIL, address):
                return one
        made = Customer(store_id=self.store.id, name=name, since=self.at - timedelta(days=3))
        made.claims(IdentityKind.EMAIL, address, "their mail", made.since)
        self.session.add(made)
        self.session.flush()
        return made

    def _inbox(self, channel: Channel) -> Inbox:
        wanted = f"{self.scenario.given.get('to', 'sales')}@"
        found = [one for one in self.store.inboxes if one.channel is channel]
        return next((one for one in found if one.address.startswith(wanted)), found[0])

    def arrive(self) -> Message:
        """Parsed and filed by the way that a real one comes."""
        form = str(self.scenario.given.get("form", "email"))
        inbox = self._inbox(CHANNEL_INBOX.get(form, Channel.EMAIL))
        raw = self._raw(form, inbox)
        digest, message_id = receive.fingerprint(form, raw)
        entry = receive.take(
            self.session,
            inbox=inbox,
            channel=receive.CHANNEL_OF[form],
            form=form,
            entry="eval",
            raw=raw,
            digest=digest,
            message_id=message_id,
            queue=self.services.queue,
            now=self.at,
        )
        made = filing.file_in(self.services, self.session, entry, filing.parsed(form, raw, self.at), self.at)
        if not made:
            raise BadScenario(f"{self.scenario.slug} was not filed: {entry.reason}")
        return made[0]

    def _raw(self, form: str, inbox: Inbox) -> bytes:
        given, text = self.scenario.given, self.scenario.text
        if form == "adf":
            return text.encode()
        name, address = parseaddr(str(given.get("from", "")))
        if form == "chat":
            return json.dumps(
                {"visitor": hashlib.sha256(self.scenario.slug.encode()).hexdigest()[:24], "text": text}
            ).encode()
        if form in ("form", "feedback"):
            fields = {"name": name, "email": address, "message": text, "page": given.get("page", "")}
            return json.dumps(
                fields | ({"rating": str(given["rating"])} if "rating" in given else {})
            ).encode()
        mail = EmailMessage()
        mail["Date"] = format_datetime(self.at)
        mail["From"], mail["To"] = str(given["from"]), inbox.address
        mail["Subject"] = str(given.get("subject", ""))
        mail["Message-ID"] = f"<{self.scenario.slug}@mail.example>"
        if self.last is not None:
            mail["In-Reply-To"] = mail["References"] = self.last.message_id
        mail.set_content(text + "\n")
        return mail.as_bytes()
