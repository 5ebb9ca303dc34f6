"""Examples: a sent reply is marked as worth sharing; only its shape is kept, for teammates and drafters."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.inquiry import Inquiry
from assistant.core.masking import names_of
from assistant.core.roles import Action
from assistant.core.shape import shape
from assistant.pipeline.services import Services
from assistant.records import (
    Approval,
    Deed,
    Draft,
    Example,
    IntegrityError,
    Message,
    Session,
    Teammate,
    Vehicle,
    held,
    theirs,
)
from assistant.records.values import from_json

AT_MOST = 3  # that a drafter sees
LOOKED_AT = 60  # newest of the kind, among which the likest are chosen
LONGEST = 900  # characters of one


def mark(services: Services, message_id: int, why: str, *, by: Teammate, now: datetime) -> None:
    """ValueError where it is no reply that was approved and sent, or is an example already."""
    why = " ".join(why.split())[:500]
    if not why:
        raise ValueError("Say what is good about it: others learn from the reason.")
    try:
        with services.sessions.begin() as session:
            message = held.message(session, message_id)
            approval = session.get(Approval, message.approval_id) if message.approval_id else None
            if approval is None or message.conversation.erased:
                raise ValueError("Only a reply that was approved and sent can be an example.")
            session.add(_example(session, message, approval, why, by, now))
            _did(session, message, by, Did.MARKED_EXAMPLE, now)
            services.tell_about(session, message.conversation)
    except IntegrityError:
        raise ValueError("It is an example already.") from None


def drop(services: Services, example_id: int, *, by: Teammate, now: datetime) -> None:
    """By whoever marked it, or who keeps the store's data."""
    with services.sessions.begin() as session:
        row = session.get_one(Example, example_id)
        if by.id != row.marked_by_id and not by.may(Action.EDIT_STORE):
            raise ValueError("Only who marked it, or a manager, takes an example down.")
        session.add(
            Deed(
                at=now,
                teammate_id=by.id,
                store_id=row.store_id,
                what=Did.DROPPED_EXAMPLE,
                about={"example": row.id},
            )
        )
        session.delete(row)


def like(session: Session, store_id: int, inquiry: Inquiry) -> tuple[str, ...]:
    """Shapes of the same kind and language, those of the same topics first, then the newest."""
    topics = {question.topic.value for question in inquiry.questions}
    rows = session.scalars(Example.of_kind(store_id, inquiry.kind, inquiry.language, at_most=LOOKED_AT)).all()
    best = sorted(rows, key=lambda row: -len(topics & set(row.topics)))  # stable: newest first among equals
    return tuple(row.text[:LONGEST] for row in best[:AT_MOST])


def _example(
    session: Session, message: Message, approval: Approval, why: str, by: Teammate, now: datetime
) -> Example:
    conversation = message.conversation
    draft = session.get_one(Draft, approval.draft_id)
    inquiry = from_json(Inquiry, draft.inquiry)
    return Example(
        store_id=conversation.store_id,
        conversation_id=conversation.id,
        approval_id=approval.id,
        kind=inquiry.kind,
        topics=sorted({question.topic.value for question in inquiry.questions}),
        language=inquiry.language,
        text=shape(
            approval.text,
            signer=draft.signer.name,
            named=_named(session, message),
            cars=_cars(session, conversation.store_id, inquiry, draft),
        ),
        why=why,
        marked_by_id=by.id,
        at=now,
    )


def _named(session: Session, message: Message) -> list[tuple[str, str]]:
    """Everybody whose name may stand in it: theirs, and our people's."""
    conversation = message.conversation
    on_record = theirs.pointing_to(session, conversation.customer)
    names = [value for kind, value in on_record if kind in ("NAME", "COMPANY")]
    names += [conversation.recipient_name, *(m.sender_name for m in conversation.messages)]
    names += list(theirs.people(session).values())
    return [*(one for one in on_record if one[0] not in ("NAME", "COMPANY")), *names_of(*names)]


def _cars(session: Session, store_id: int, inquiry: Inquiry, draft: Draft) -> set[str]:
    """Makes, models, trims and colours: of this store's cars, of theirs, and of those they speak of."""
    words = {word for row in session.execute(Vehicle.words_of(store_id)) for word in row if word}
    for one in inquiry.vehicles:
        words |= {one.make, one.model, one.trim, one.stock}
    for fact in draft.facts:
        words |= {str(fact["data"].get(key, "")) for key in ("make", "model", "trim", "stock")}
    return {word for word in words if word}


def _did(session: Session, message: Message, by: Teammate, what: Did, now: datetime) -> None:
    session.add(Deed.within(message.conversation, by.id, what, now, message=message.id))
