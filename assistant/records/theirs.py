"""What is on record about one customer, by name of what it is; for the export of all of it, and for hiding

what points to them.
"""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from assistant.records.approval import Approval
from assistant.records.ask import Ask
from assistant.records.audit import Deed, ModelCall
from assistant.records.consent import Consent, OptOut
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, IdentityKind
from assistant.records.delivery import Delivery
from assistant.records.erasure import conversations_of, entries_of
from assistant.records.example import Example
from assistant.records.handoff import Handoff
from assistant.records.hint import Hint
from assistant.records.knowledge import Vouch
from assistant.records.ledger import LedgerEntry, Raw
from assistant.records.merge import Merge, MergedRow
from assistant.records.message import Message, StoredAttachment
from assistant.records.outside import Outside
from assistant.records.promise import Promise
from assistant.records.record import Record
from assistant.records.remembered import Remembered
from assistant.records.slot import Slot
from assistant.records.teammate import Teammate
from assistant.records.touch import Touch
from assistant.records.vehicle import StockState, Vehicle
from assistant.records.voice import DraftUse, Sighting

HIDDEN_AS = {IdentityKind.EMAIL: "EMAIL", IdentityKind.PHONE: "PHONE"}


def pointing_to(session: Session, customer: Customer) -> frozenset[tuple[str, str]]:
    """What names them, reaches them or is theirs alone, by its kind of placeholder (core.masking); a

    COMPANY is hidden as a NAME, but only as a whole.
    """
    found = {(HIDDEN_AS[i.kind], i.value) for i in customer.identities if i.kind in HIDDEN_AS}
    found |= {("NAME", customer.name), ("COMPANY", customer.company), ("ADDRESS", customer.address)}
    if customer.id is not None:
        for vehicle in session.scalars(vehicles(customer.id)):
            found |= {("VIN", vehicle.vin), ("PLATE", vehicle.plate)}
        found |= {("AMOUNT", amount) for amount in session.scalars(Record.amounts_of(customer.id))}
    return frozenset((kind, value) for kind, value in found if value)


def people(session: Session) -> dict[int, str]:
    return {teammate.id: teammate.name for teammate in session.scalars(select(Teammate))}


def vehicles(customer_id: int) -> Select[Vehicle]:
    return Vehicle.owned_by(customer_id).where(Vehicle.state == StockState.OWNED)


def merges(customer_id: int) -> Select[Merge]:
    """Those in which somebody else's rows became theirs."""
    return select(Merge).where(Merge.survivor_id == customer_id).order_by(Merge.id)


def changed_hands(merge_id: int) -> Select[MergedRow]:
    return select(MergedRow).where(MergedRow.merge_id == merge_id).order_by(MergedRow.id)


def records(customer_id: int) -> Select[Record]:
    return select(Record).where(Record.customer_id == customer_id).order_by(Record.at, Record.id)


def promises(customer_id: int) -> Select[Promise]:
    return select(Promise).where(Promise.customer_id == customer_id).order_by(Promise.made_at, Promise.id)


def opt_outs(customer_id: int) -> Select[OptOut]:
    return OptOut.of_customer(customer_id)


def consents(customer_id: int) -> Select[Consent]:
    return Consent.of_customer(customer_id)


def conversations(customer_id: int) -> Select[Conversation]:
    return (
        select(Conversation)
        .where(Conversation.customer_id == customer_id)
        .options(
            selectinload(Conversation.messages).selectinload(Message.attachments),
            selectinload(Conversation.messages).undefer(Message.html),
            selectinload(Conversation.drafts),
        )
        .order_by(Conversation.id)
    )


def touches(customer_id: int) -> Select[Touch]:
    return select(Touch).where(Touch.customer_id == customer_id).order_by(Touch.id)


def dates(customer_id: int) -> Select[Remembered]:
    return Remembered.of_customer(customer_id)


def handoffs(customer_id: int) -> Select[Handoff]:
    return (
        select(Handoff).where(Handoff.conversation_id.in_(conversations_of(customer_id))).order_by(Handoff.id)
    )


def asks(customer_id: int) -> Select[Ask]:
    return select(Ask).where(Ask.conversation_id.in_(conversations_of(customer_id))).order_by(Ask.id)


def hints(customer_id: int) -> Select[Hint]:
    return select(Hint).where(Hint.conversation_id.in_(conversations_of(customer_id))).order_by(Hint.id)


def outside(customer_id: int) -> Select[Outside]:
    of = Outside.conversation_id.in_(conversations_of(customer_id))
    return select(Outside).where(of).order_by(Outside.id)


def examples(customer_id: int) -> Select[Example]:
    of = Example.conversation_id.in_(conversations_of(customer_id))
    return select(Example).where(of).order_by(Example.id)


def draft_uses(customer_id: int) -> Select[DraftUse]:
    of = DraftUse.conversation_id.in_(conversations_of(customer_id))
    return select(DraftUse).where(of).order_by(DraftUse.id)


def sightings(customer_id: int) -> Select[Sighting]:
    """What replies to them taught of how somebody writes."""
    of = Sighting.conversation_id.in_(conversations_of(customer_id))
    return select(Sighting).where(of).order_by(Sighting.id).options(selectinload(Sighting.preference))


def vouches(customer_id: int) -> Select[Vouch]:
    return select(Vouch).where(Vouch.conversation_id.in_(conversations_of(customer_id))).order_by(Vouch.id)


def approvals(customer_id: int) -> Select[Approval]:
    return (
        select(Approval)
        .where(Approval.conversation_id.in_(conversations_of(customer_id)))
        .order_by(Approval.id)
    )


def deliveries(customer_id: int) -> Select[Delivery]:
    return (
        select(Delivery)
        .join(Approval, Approval.id == Delivery.approval_id)
        .where(Approval.conversation_id.in_(conversations_of(customer_id)))
        .order_by(Delivery.id)
    )


def slots(customer_id: int) -> Select[Slot]:
    return select(Slot).where(Slot.held_by_id.in_(conversations_of(customer_id))).order_by(Slot.starts_at)


def model_calls(customer_id: int) -> Select[ModelCall]:
    messages = select(Message.id).where(Message.conversation_id.in_(conversations_of(customer_id)))
    return select(ModelCall).where(ModelCall.message_id.in_(messages)).order_by(ModelCall.id)


def arrived(customer_id: int) -> Select[LedgerEntry]:
    """What was filed with them, as the ledger keeps it."""
    return select(LedgerEntry).where(LedgerEntry.id.in_(entries_of(customer_id))).order_by(LedgerEntry.id)


def deeds(customer_id: int) -> Select[Deed]:
    family = Customer.family(customer_id)
    of = Deed.customer_id.in_(family), Deed.conversation_id.in_(conversations_of(customer_id))
    return select(Deed).where(or_(*of, Deed.shows(customer_id))).order_by(Deed.id)


def attachments(customer_id: int) -> Select[int, str, int | None]:
    return (
        select(StoredAttachment.id, StoredAttachment.name, Message.entry_id)
        .join(Message, Message.id == StoredAttachment.message_id)
        .where(Message.conversation_id.in_(conversations_of(customer_id)))
        .order_by(StoredAttachment.id)
    )


def originals(customer_id: int) -> Select[int, str]:
    """(id, form) of those whose bytes are still there."""
    return (
        select(LedgerEntry.id, LedgerEntry.form)
        .where(LedgerEntry.id.in_(entries_of(customer_id)), LedgerEntry.raw_gone_at.is_(None))
        .order_by(LedgerEntry.id)
    )


def attachment(session: Session, key: int) -> bytes:
    return session.scalar(select(StoredAttachment.content).where(StoredAttachment.id == key)) or b""


def original(session: Session, entry_id: int) -> bytes:
    return session.scalar(select(Raw.content).where(Raw.entry_id == entry_id)) or b""
