"""The cast of the stories: who they are, and what each can do, as verbs."""

import json
import secrets
from datetime import timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from assistant.core.message import Channel
from assistant.pipeline import review
from assistant.pipeline.accounts import safe
from assistant.pipeline.receive import receive
from assistant.records import (
    Conversation,
    Customer,
    Draft,
    IdentityKind,
    Inbox,
    LedgerEntry,
    Message,
    Promise,
    Role,
    SignIn,
    Store,
    Teammate,
)

WEEK = {str(day): ["09:00", "18:00"] for day in range(6)}
INBOX = "sales@northgate.example"
DANA = "dana@mail.example"


class Cast:
    """One store, Northgate, with Sam (member) and Robin (manager); Dana is a customer on record."""

    def __init__(self, parts, clock):
        self.parts, self.services, self.clock = parts, parts.services, clock
        with self.services.sessions.begin() as session:
            store = Store(
                slug="northgate", name="Northgate Motors", zone="America/New_York", week=WEEK,
                phone="555-0100", address="1 North Gate Road", domains=["northgate.example"],
                closed={"2026-11-26": "Thanksgiving"}, footer="Northgate Motors, 1 North Gate Road",
            )  # fmt: skip
            sam = _teammate("Sam Whitfield", Role.MEMBER, store)
            robin = _teammate("Robin Okafor", Role.MANAGER, store)
            session.add_all([store, sam, robin])
            session.flush()
            self.tokens = {}
            for channel in Channel:
                inbox = Inbox(
                    store_id=store.id, channel=channel, address=INBOX, owner_id=sam.id,
                )  # fmt: skip
                token = secrets.token_hex(12)
                session.add(inbox.answers_to(token, safe(self.services).seal))
                session.flush()
                self.tokens[channel] = (inbox.id, token)
            dana = Customer(store_id=store.id, name="Dana Ruiz", since=clock() - timedelta(days=2000))
            session.add(dana)
            dana.proves(IdentityKind.EMAIL, DANA, "import", clock())
            session.flush()
            self.store_id, self.sam, self.robin, self.dana_id = store.id, sam, robin, dana.id
            self.sign_ins = {who.id: _sign_in(session, who, clock()) for who in (sam, robin)}

    # what arrives

    def writes(self, text, *, sender=f"Dana Ruiz <{DANA}>", subject="A question", to=INBOX, **headers):
        """A mail, worked off as far as a draft; the id of its ledger entry."""
        return self.arrives(mail(text, sender=sender, subject=subject, to=to, **headers))

    def arrives(self, raw, *, form="email", channel=Channel.EMAIL):
        entry = receive(
            self.services,
            inbox_id=self.tokens[channel][0],
            form=form,
            entry="test",
            raw=raw,
            now=self.clock(),
        )
        self.works()
        return entry

    def posts(self, form, channel, **fields):
        return self.arrives(json.dumps(fields).encode(), form=form, channel=channel)

    def works(self):
        return self.parts.engine.run_all()

    # what is there

    def all(self, kind):
        with self.services.sessions() as session:
            return session.query(kind).order_by(kind.id).all()

    def entry(self, entry_id):
        with self.services.sessions() as session:
            return session.get_one(LedgerEntry, entry_id)

    def conversation(self, entry_id=None):
        """The conversation of this entry, or the newest."""
        with self.services.sessions() as session:
            query = session.query(Message)
            if entry_id:
                query = query.filter(Message.entry_id == entry_id)
            message = query.order_by(Message.id.desc()).first()
            return session.get_one(Conversation, message.conversation_id)

    def draft(self, conversation_id=None):
        """The leading draft, of the newest conversation."""
        key = conversation_id or self.conversation().id
        with self.services.sessions() as session:
            return session.get_one(Conversation, key).leading_draft

    def promises(self):
        return self.all(Promise)

    # what people do

    def approves(self, draft=None, *, by=None, text=None, seen=None, overrule="", promises=()):
        """Presses the button, with the page showing the newest message; what came of it."""
        by = by or self.sam
        draft = draft or self.draft()
        with self.services.sessions() as session:
            newest = session.get_one(Draft, draft.id).conversation.newest_inbound
        press = review.Press(
            by_id=by.id,
            sign_in_id=self.sign_ins[by.id],
            text=draft.text if text is None else text,
            newest_seen_id=newest.id if seen is None else seen,
            promises=tuple(promises),
            overrule=overrule,
        )
        return review.approve(self.services, draft.id, press, now=self.clock())

    def outbox(self):
        """The mails that left, oldest first."""
        folder = self.services.settings.outbox_folder
        files = sorted(folder.glob("*.eml"), key=lambda f: f.stat().st_mtime_ns) if folder.exists() else []
        return [BytesParser(policy=default).parsebytes(file.read_bytes()) for file in files]


def mail(text, *, sender=f"Dana Ruiz <{DANA}>", subject="A question", to=INBOX, **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = "Mon, 23 Nov 2026 09:58:00 -0500"
    made["Message-ID"] = headers.pop("message_id", f"<{secrets.token_hex(8)}@mail.example>")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def _teammate(name, role, store):
    first = name.split()[0].lower()
    return Teammate(
        name=name, email=f"{first}@northgate.example", role=role, title="Sales", direct_line="555-0142",
        stores=[store],
    )  # fmt: skip


def _sign_in(session, teammate, now):
    made = SignIn(
        teammate_id=teammate.id, token_hash=secrets.token_hex(16), started_at=now - timedelta(hours=1),
        expires_at=now + timedelta(days=30),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id
