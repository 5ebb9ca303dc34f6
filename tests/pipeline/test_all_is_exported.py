"""What erasure empties is the customer's: all of it stands in the export, or here with the reason."""

from datetime import datetime

import pytest
from sqlalchemy import Enum, event
from sqlalchemy.orm import Session
from test_erase import ada, dana, erases  # noqa: F401  # fixtures

from assistant.core.consent import Basis, Scope, Way
from assistant.core.draft import Author
from assistant.core.inquiry import Kind
from assistant.core.states import DraftState, OptOutState
from assistant.core.touches import TouchKind
from assistant.core.voice.lesson import Habit, Lesson
from assistant.pipeline import dossier, merging, send
from assistant.pipeline.review import Tick
from assistant.records import (
    Ask,
    Base,
    Consent,
    Conversation,
    Customer,
    Delivery,
    Draft,
    Heard,
    Hint,
    IdentityKind,
    LedgerEntry,
    Likeness,
    Message,
    ModelCall,
    OptOut,
    Outside,
    Preference,
    Promise,
    Record,
    Remembered,
    Sighting,
    Slot,
    StoredAttachment,
    Touch,
    Vehicle,
    erasure,
)
from assistant.records.base import Moment
from assistant.records.message import Direction

LEFT_OUT = {
    "attachment.content_type": "how the file is kept; the file itself is there",
    "attachment.inline": "as above",
    "attachment.size": "as above",
    "conversation.snoozed_mark": "a digest of records that stand there",
    "ledger.raw_gone_why": "says only that the bytes are gone",
    "ask.reminded": "how often we reminded a colleague",
    "remembered.month_day": "as the day says",
    "likeness.weight": "how like somebody else they are: that one is not theirs to know",
    "vehicle.stock": "a car that goes has none",
    "vehicle.price_cents": "stands there in dollars",
}
WORDS = {
    "subject": "w1",
    "text": "w2",
    "visible_text": "w3",
    "html": "w4",
    "page": "w5",
    "message_id": "<w6>",
}


@pytest.fixture
def filled(cast, dana, clock):  # noqa: F811
    """Something in every column that erasure empties."""
    with cast.services.sessions() as session:
        waiting = session.query(Draft).join(Conversation).filter(Conversation.customer_id == dana)
        newest = waiting.filter(Draft.state == DraftState.AWAITING_REVIEW).order_by(Draft.id).first()
    text = "Hi Dana,\n\nLook at https://elsewhere.example/van."
    tick = Tick("call you about w38", cast.sam.id, clock.forward(hours=2))
    approved = cast.approves(newest, text=text, overrule="w37", promises=[tick])
    send.send(cast.services, approved.delivery_id, clock())
    with cast.services.sessions.begin() as session:
        talk = session.query(Conversation).filter_by(customer_id=dana).first()
        talk.closed_reason, talk.recipient_name, talk.visitor = "w7", "w8", "w9"
        talk.snoozed_mark = "of w39"
        message = Message(
            conversation_id=talk.id, direction=Direction.IN, at=clock(), recipients=["w10"],
            references=["<w11>"], notes=["w12"], lead={"comments": "w13"}, rating=7,
            inquiry={"kind": "thanks", "text": "w14"}, understood_at=clock(), sender_name="w15",
            sender_email="w16@mail.example", **WORDS,
        )  # fmt: skip
        session.add(message)
        session.flush()
        lists = ("answers", "citations", "promises", "findings", "facts")
        draft = Draft(
            conversation_id=talk.id, message_id=message.id, signer_id=cast.sam.id, written_at=clock(),
            author=Author.COMPOSER, drafter=Author.COMPOSER, state=DraftState.DISCARDED, subject="w17",
            text="w18", first_text="w19", discarded_why="w20", notes=["w21"], answered_by_hand=[77],
            footer="w55",
            **{name: [{"text": f"w-{name}"}] for name in lists},
        )  # fmt: skip
        file = StoredAttachment(
            message_id=message.id, name="w22", content_type="a/b", size=3, inline=True, content=b"w23"
        )
        slot = Slot(
            store_id=cast.store_id, department="parts", starts_at=clock(), ends_at=clock(), held_by_id=talk.id
        )
        call = ModelCall(at=clock(), message_id=message.id, prompt="p", model="m", error="w24")
        habit = Preference.of(
            Lesson(Habit.OTHER, "w40", "w41", "w42"),
            teammate_id=cast.sam.id,
            store_id=cast.store_id,
            at=clock(),
        )
        sight = Sighting(conversation_id=talk.id, customer_id=dana, kind=Kind.LEAD, follows=True, at=clock())
        habit.sight(sight)
        here = {"conversation_id": talk.id, "store_id": cast.store_id, "who_id": cast.sam.id}
        hint = Hint(**here, heard=Heard.CALL, said="w43", what="w44", at=clock())
        outside = Outside(
            **here, whom="w45", what="w46", answer="w47", asked=78,
            since=clock(), asked_at=clock(), ask_again=clock(),
        )  # fmt: skip
        message.left_open = ["w48"]
        touch = Touch(
            store_id=cast.store_id, customer_id=dana, kind=TouchKind.DATE, matter="date:1", reason="w50",
            names="w51", ended_why="w52", owner_id=cast.sam.id, made_at=clock(), from_at=clock(),
            best_before=clock(),
        )  # fmt: skip
        day = Remembered(
            store_id=cast.store_id, customer_id=dana, teammate_id=cast.sam.id, what="w53", day="2027-05-04",
            month_day=504, yearly=True, at=clock(),
        )  # fmt: skip
        draft.unasked = {"kind": "status", "text": "w54"}
        left = OptOut(
            store_id=cast.store_id, customer_id=dana, way=Way.EMAIL, scope=Scope.ALL, words="w56", how="w57",
            state=OptOutState.WITHDRAWN, said_at=clock(), ended_why="w58",
        )  # fmt: skip
        agreed = Consent(
            store_id=cast.store_id, customer_id=dana, basis=Basis.EXPRESS, since=clock(), words="w59"
        )
        session.add_all([draft, file, slot, call, habit, touch, day, hint, outside, left, agreed])
        entry = session.query(LedgerEntry).filter_by(state="filed").first()
        entry.reason, entry.envelope, entry.left_why = "w25", {"from": "w26"}, "w67"
        delivery = session.query(Delivery).first()
        delivery.reason, delivery.provider_id = "w27", "w28"
        session.query(Ask).one().reminded = 3
        promise = session.query(Promise).first()
        promise.key, promise.ended_how = "w29", "w30"
        car = session.query(Vehicle).filter(Vehicle.stock.is_(None)).one()
        session.query(Record).filter_by(vehicle_id=car.id).one().key = "w39"
        car.mileage, car.make, car.model, car.trim, car.color = 61234, "w31", "w32", "w33", "w34"
        car.features, car.year, car.seats, car.price_cents = "w35", 1998, 5, 1234500
        session.get_one(Customer, dana).language = "w36"
        was = Customer(
            store_id=cast.store_id, name="w60", company="w61", address="w62", prefers="w63", language="w64",
            key="w65", since=clock(),
        )  # fmt: skip
        session.add(was)
        session.flush()
        was.claims(IdentityKind.PHONE, "+15550107777", "w66", clock())
        address = session.get_one(Customer, dana).identities[0]
        address.dead_at, address.dead_why = clock(), "w68"
        merged = was.id
    merging.merge(cast.services, dana, merged, by=cast.robin, now=clock())
    with cast.services.sessions.begin() as session:
        session.query(Likeness).one().weight = 3
    return dana


def rows(cast, customer_id):
    """All, without originals that hold the words of others as well: of them only a part is theirs."""
    with cast.services.sessions() as session:
        mixed = erasure.shared_with_others(session, customer_id)
        return {
            (table.name, row.id): dict(row._mapping)
            for table in Base.metadata.sorted_tables
            if "id" in table.c
            for row in session.execute(table.select())
            if row._mapping.get("entry_id") not in mixed and (table.name != "ledger" or row.id not in mixed)
        }


def holds_words(column):
    return not (column.foreign_keys or column.primary_key or isinstance(column.type, (Moment, Enum)))


def emptied_while(do):
    """(table, column) of all that a bulk statement sets to something or deletes."""
    found = set()

    @event.listens_for(Session, "do_orm_execute")
    def watch(state):
        if state.is_update or state.is_delete:
            table = state.statement.table
            named = set(table.c.keys()) if state.is_delete else set(state.statement.compile().params)
            found.update((table.name, name) for name in named & set(table.c.keys()))

    try:
        do()
    finally:
        event.remove(Session, "do_orm_execute", watch)
    return {(t, c) for t, c in found if holds_words(Base.metadata.tables[t].c[c])}


def leaves(value):
    if isinstance(value, dict):
        return [one for inner in value.values() for one in leaves(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in leaves(inner)]
    return [] if value in ("", None, False) or isinstance(value, datetime) else [value]


def exported(cast, customer_id, clock):
    with cast.services.sessions() as session:
        told = dossier.dossier(session, session.get_one(Customer, customer_id), clock())
        files = [dossier.content(session, one) for one in dossier.files(session, customer_id)]
    return {str(one) for one in leaves(told)}, b"\n".join(files)


def test_all_that_erasure_empties_stands_in_the_export(cast, ada, filled, clock):  # noqa: F811
    told, files = exported(cast, filled, clock)
    before = rows(cast, filled)
    emptied = emptied_while(lambda: erases(cast, ada, filled, clock))
    after = rows(cast, filled)
    gone = {}
    for (table, key), row in before.items():
        for name, value in row.items():
            if (after.get((table, key)) or {}).get(name) != value and holds_words(
                Base.metadata.tables[table].c[name]
            ):
                gone.setdefault((table, name), []).extend(leaves(value))
    whole = "\n".join(told)
    missing = {
        f"{table}.{name}"
        for (table, name), values in gone.items()
        for value in values
        if not (value in files if isinstance(value, bytes) else str(value) in whole)
    }
    never_filled = {f"{table}.{name}" for table, name in emptied if not gone.get((table, name))}
    assert missing - set(LEFT_OUT) == set()
    assert never_filled - set(LEFT_OUT) == set(), "fill it here, else nobody knows whether it is exported"


def test_an_export_names_nobody_whom_a_note_suggests(cast, filled, clock):
    with cast.services.sessions.begin() as session:
        message = session.query(Message).filter(Message.visible_text == "w3").one()
        message.notes = ["w12", "The phone number is on record for Priya Nair."]
    told, _ = exported(cast, filled, clock)
    assert "w12" in told and "Priya" not in "\n".join(told)
