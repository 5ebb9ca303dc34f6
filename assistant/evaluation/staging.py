"""The thread of a scenario so far, and then its message, by the way that a real one comes."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from assistant.core.message import Channel
from assistant.evaluation.rows import Row, Rows
from assistant.evaluation.scenario import BadScenario, Scenario, moment
from assistant.pipeline import filing, receive, understand
from assistant.pipeline.services import Services
from assistant.records import (
    Conversation,
    Customer,
    IdentityKind,
    Inbox,
    Message,
    Session,
    Store,
    Teammate,
)
from assistant.records.values import as_json
from assistant.sample import past

SLUG = "northgate"
CHANNEL_INBOX = {"form": Channel.FORM, "feedback": Channel.FORM, "adf": Channel.API, "chat": Channel.CHAT}


def staged(services: Services, session: Session, scenario: Scenario, at: datetime) -> Message:
    """The message, filed in the caller's transaction with everything that came before it."""
    store = next(one for one in session.query(Store) if one.slug == SLUG)
    people = {mate.name: mate for mate in session.scalars(Teammate.of_store(store.id))}
    Rows(session, store, scenario, at, people).add()
    stage = Stage(services, session, scenario, at, store, people)
    stage.talk()
    message = stage.arrive()
    if name := scenario.given.get("signer"):
        message.conversation.owner = people[name]
    session.flush()
    return message


@dataclass
class Stage:
    services: Services
    session: Session
    scenario: Scenario
    at: datetime
    store: Store
    people: dict[str, Teammate]
    last: Message | None = None

    def talk(self) -> None:
        """Exchanges so far, `{at, them, us, by, answered, promise, due}`; `us` is missing where none came."""
        conversation: Conversation | None = None
        for number, row in enumerate(self.scenario.given.get("thread") or ()):
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
