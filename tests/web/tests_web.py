"""A store with people at work in it, and what the tests of pages do with a browser."""

import re
from dataclasses import dataclass
from datetime import timedelta

from assistant.core.checks.finding import Finding, Severity
from assistant.core.draft import Answer, AnswerState, Author, Citation, ProposedPromise
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Pressure, Question
from assistant.core.message import Channel
from assistant.core.states import ConversationState
from assistant.records import (
    Conversation,
    Customer,
    Draft,
    IdentityKind,
    Inbox,
    LedgerEntry,
    Message,
    Promise,
    Raw,
    Record,
    RecordKind,
    Role,
    StockState,
    Store,
    StoredAttachment,
    Teammate,
    Vehicle,
)
from assistant.records.message import Direction
from assistant.records.values import all_as_json, as_json
from assistant.tools import passwords

WEEK = {str(day): ["09:00", "19:00"] for day in range(6)}
PASSWORD = "correct horse battery"
REPLY = """Hi Tom,

Yes, the 2022 Outback Touring, P1234, is here, and Thursday at 4:15 or 5:00 suits us well.

I would gladly take the 2019 in trade. I will mail you a range by Wednesday at 5 pm.

Warmly,
Dana Ruiz · Sales · 555-0142 · dana@northgate.example"""
ASKED = (
    "Hi, is the 2022 Outback Touring you have on the site still there? And would you take my 2019 on trade, "
    "roughly what would it bring?\n\nI could come by Thursday after 4. Please just answer by mail."
)


@dataclass
class World:
    """Ids of what the tests speak of."""

    store: int
    dana: int
    luis: int
    robin: int
    mallory: int
    tom: int
    conversation: int
    draft: int
    message: int
    attachment: int
    promise: int
    entry: int


def signed_in(app, email, password=PASSWORD):
    client = app.test_client()
    token = token_of(client.get("/sign-in"))
    client.post("/sign-in", data={"csrf_token": token, "email": email, "password": password})
    return client


def token_of(answer) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', answer.text)[1]


def post(client, path, **fields):
    """As a form of the page does: with a token of this browser."""
    token = token_of(client.get("/examples"))  # the page that is made soonest
    return client.post(path, data={"csrf_token": token, **fields})


def build(sessions, now, seal) -> World:
    with sessions.begin() as session:
        north = Store(
            slug="northgate", name="Northgate Subaru", zone="America/New_York", week=WEEK,
            address="12 North Gate Road", phone="555-0100", footer="Northgate Subaru, 12 North Gate Road",
        )  # fmt: skip
        lake = Store(slug="lakeside", name="Lakeside Ford", zone="America/Chicago", week=WEEK)
        hashed = passwords.hash(PASSWORD)
        dana = person("Dana Ruiz", north, hashed, "Sales")
        luis = person("Luis Ortega", north, hashed, "Service adviser")
        robin = person("Robin Okafor", north, hashed, "Manager", Role.MANAGER)
        mallory = person("Mallory Stone", lake, hashed, "Sales")
        session.add_all([north, lake, dana, luis, robin, mallory])
        session.flush()
        inboxes = {
            channel: Inbox(
                store_id=north.id, channel=channel, address="sales@northgate.example", owner_id=dana.id,
            ).answers_to(f"token-{channel.value}", seal)
            for channel in Channel
        }  # fmt: skip
        session.add_all(inboxes.values())
        session.flush()
        entry, aside = ledger(session, north, inboxes[Channel.EMAIL], now)
        tom = customer(session, north, now)
        conversation, message = waiting(session, north, inboxes[Channel.EMAIL], tom, dana, entry, now)
        draft = drafted(session, conversation, message, dana, now)
        promise = Promise(
            store_id=north.id, customer_id=tom.id, conversation_id=conversation.id, who_id=dana.id,
            what="call about the steering recall", made_at=now - timedelta(days=190),
            due=now + timedelta(hours=2),
        )  # fmt: skip
        session.add(promise)
        session.flush()
        return World(
            store=north.id, dana=dana.id, luis=luis.id, robin=robin.id, mallory=mallory.id, tom=tom.id,
            conversation=conversation.id, draft=draft.id, message=message.id,
            attachment=message.attachments[0].id, promise=promise.id, entry=aside.id,
        )  # fmt: skip


def person(name, store, hashed, title, role=Role.MEMBER):
    first = name.split()[0].lower()
    return Teammate(
        name=name, email=f"{first}@{store.slug}.example", role=role, title=title,
        password_hash=hashed, direct_line="555-0142", stores=[store],
    )  # fmt: skip


def ledger(session, store, inbox, now):
    raw = b"From: tom.becker@mail.example\r\nSubject: Outback\r\n\r\n" + ASKED.encode()
    made = [
        LedgerEntry(
            store_id=store.id, inbox_id=inbox.id, channel=Channel.EMAIL, form="email", entry="hook",
            arrived_at=now - timedelta(minutes=11), digest=digest, raw=Raw(content=content),
        )
        for digest, content in (("a", raw), ("b", b"\xff\xfe<script>alert(1)</script>"))
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    made[0].file()
    made[1].set_aside("No sender could be read in it.")
    return made


def customer(session, store, now):
    tom = Customer(store_id=store.id, name="Tom Becker", since=now - timedelta(days=2400), prefers="e-mail")
    session.add(tom)
    session.flush()
    tom.proves(IdentityKind.EMAIL, "tom.becker@mail.example", "sale of 2019", now)
    tom.claims(IdentityKind.PHONE, "+15550100177", "typed in a form", now)
    session.add_all(
        [
            Vehicle(
                store_id=store.id, customer_id=tom.id, state=StockState.OWNED, year=2019, make="Subaru",
                model="Outback", trim="Limited", mileage=61200, vin="4S4BSANC5K3200017", plate="KLM-4821",
                seen_at=now,
            ),
            Record(
                store_id=store.id, customer_id=tom.id, kind=RecordKind.REPAIR, key="RO-10342",
                at=now - timedelta(days=190), text="30k service; recall notice for the steering software",
                data={"number": "RO-10342", "teammate": "Luis Ortega"},
            ),
            Record(
                store_id=store.id, customer_id=tom.id, kind=RecordKind.SALE, key="S-1",
                at=now - timedelta(days=2400), text="Bought the 2019 Outback Limited from Dana",
            ),
        ]
    )  # fmt: skip
    return tom


def waiting(session, store, inbox, tom, owner, entry, now):
    at = now - timedelta(minutes=11)
    conversation = Conversation(
        store_id=store.id, customer=tom, inbox=inbox, owner=owner, channel=Channel.EMAIL,
        token="abcdefghijkmnpqr", subject="2022 Outback Touring, stock P1234", recipient_name="Tom Becker",
        recipient_email="tom.becker@mail.example", state=ConversationState.WAITING,
        waiting_since=at, unanswered_since=at, newest_at=at, opened_at=at,
    )  # fmt: skip
    inquiry = Inquiry(
        kind=Kind.QUESTION,
        questions=(
            Question("Is the 2022 Outback Touring you have on the site still there?"),
            Question("What would my 2019 bring?"),
            Question("Thursday after 4?"),
        ),
        pressure=Pressure.NONE,
        text=ASKED,
    )
    message = Message(
        conversation=conversation, entry_id=entry.id, direction=Direction.IN, at=at, sender_name="Tom Becker",
        sender_email="tom.becker@mail.example", subject="Outback", text=ASKED + "\n\n> older words",
        visible_text=ASKED, html="<p>Hi <script>alert(1)</script><img src='https://spy.example/x.png'></p>",
        message_id="<tom-1@mail.example>", inquiry=as_json(inquiry), understood_at=at,
    )  # fmt: skip
    message.attachments.append(
        StoredAttachment(name="my car.html", content_type="text/html", size=12_400, content=b"<b>x</b>")
    )
    session.add_all([conversation, message])
    session.flush()
    return conversation, message


def drafted(session, conversation, message, signer, now):
    def finding(quote, rule, severity, why, better=""):
        start = REPLY.index(quote)
        return Finding(rule, severity, start, start + len(quote), why, better)

    sentence = "Yes, the 2022 Outback Touring, P1234, is here, and Thursday at 4:15 or 5:00 suits us well."
    promised = "I will mail you a range by Wednesday at 5 pm."
    fact = Fact(
        "stock:P1234", FactKind.STOCK, "The 2022 Outback Touring, P1234, is here.", "Stock list",
        now - timedelta(hours=2),
    )  # fmt: skip
    draft = Draft(
        conversation=conversation, message=message, signer=signer, author=Author.COMPOSER,
        drafter=Author.COMPOSER, written_at=now, subject="Re: 2022 Outback Touring, stock P1234", text=REPLY,
        first_text=REPLY, facts=all_as_json([fact]), ways=["warmer"],
        answers=all_as_json(
            [
                Answer(0, AnswerState.ANSWERED, sentence),
                Answer(1, AnswerState.OWNED, promised),
                Answer(2, AnswerState.OPEN),
            ]
        ),
        citations=all_as_json([Citation("the 2022 Outback Touring, P1234, is here", "stock:P1234")]),
        promises=all_as_json(
            [ProposedPromise("Dana Ruiz", "mail Tom a trade-in range", now + timedelta(days=2), promised)]
        ),
        findings=all_as_json(
            [
                finding(
                    "Thursday at 4:15 or 5:00", "grounded", Severity.WARN,
                    "No appointment is in the book for Thursday 4:15.", "Thursday at 4:30",
                )
            ]
        ),
    )  # fmt: skip
    session.add(draft)
    session.flush()
    return draft
