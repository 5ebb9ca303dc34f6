"""First: the letter that nobody asked for, written when a person wants it; where, to whom, and from what."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.inquiry import Inquiry, Kind, VehicleMention
from assistant.core.message import Channel
from assistant.core.states import ConversationState, DraftState
from assistant.core.touches import ABOUT, Occasion, TouchKind
from assistant.pipeline import check, consents, recall, starting, touching, verdicts, voices, writing
from assistant.pipeline.services import Services
from assistant.records import Conversation, Deed, Draft, Session, Teammate, Touch, Vehicle, held
from assistant.records.values import as_json, from_json

WHY = "You write first. The reason: {reason} Nothing has left."
EMPTY = "Nothing on record says any more what this was about: write it yourself, or say never."
AT_THE_SHOP = (TouchKind.SERVICE_DUE,)


def write(services: Services, touch_id: int, *, by: Teammate, now: datetime) -> int:
    """The draft, made once; the id of its conversation. ValueError, with the reason, where none may be."""
    with services.sessions.begin() as session:
        touch = held.touch(session, touch_id)
        if touch.draft is not None and touch.draft.leads():
            return touch.draft.conversation_id
        _may(session, touch, now)
        conversation = _where(session, touch, now)
        _make_room(conversation)
        touch.conversation = conversation
        session.flush()
        made = _written(services, session, touch, conversation, now)
        touch.write(made)
        if not conversation.messages:
            conversation.subject = made.subject
        session.add(Deed.within(conversation, by.id, Did.WROTE_FIRST, now, touch=touch.id))
        services.tell_about(session, conversation)
        return conversation.id


def again(services: Services, session: Session, old: Draft, now: datetime) -> Draft | None:
    """The same letter from what is known now; None where the draft answers a message."""
    touch = session.scalars(Touch.of_draft(old.id)).first() if old.unasked else None
    if touch is None:
        return None
    made = _written(services, session, touch, old.conversation, now)
    touch.draft = made
    return made


def left(session: Session, draft_id: int, by_id: int, now: datetime) -> None:
    """A letter was sent; if it was written first, its reason is done with."""
    touch = session.scalars(Touch.of_draft(draft_id)).first()
    if touch is not None and touch.may_be_sent:
        touch.sent(by_id, now)


def _may(session: Session, touch: Touch, now: datetime) -> None:
    if not touch.open:
        raise ValueError("This reason to write has ended already.")
    if touch.best_before <= now:
        raise ValueError("It is too late for this now: it would not be thought of, but remembered.")
    against = touching.against(session, touch, now)
    if against:
        raise ValueError(against)


def _make_room(conversation: Conversation) -> None:
    """An answer that was put away with its matter steps beside; any other letter comes first."""
    ready = conversation.leading_draft
    if ready is None:
        return
    put_away = conversation.state is ConversationState.CLOSED and not ready.unasked
    if ready.state is not DraftState.AWAITING_REVIEW or not put_away:
        raise ValueError(starting.LIES_READY)
    ready.step_back()


def _where(session: Session, touch: Touch, now: datetime) -> Conversation:
    """The conversation of the matter, where it goes to an address that is surely theirs; else a new one."""
    there = touch.conversation
    if there is not None:
        held.conversation(session, there.id)
        if there.channel is Channel.EMAIL and recall.is_verified(session, there):
            return there
    address = starting.address_of(session, touch.customer)
    inbox = starting.inbox_for(session, touch.store_id, ABOUT[touch.kind].department)
    if not address or inbox is None:
        raise ValueError(starting.NO_ADDRESS)
    return starting.started(session, touch.customer, inbox, owner=touch.owner, address=address, now=now)


def _written(
    services: Services, session: Session, touch: Touch, conversation: Conversation, now: datetime
) -> Draft:
    """Composed and checked in the caller's transaction: the composer is in this process, and quick."""
    newest = conversation.newest_inbound
    inquiry = _inquiry(session, touch, conversation)
    context = recall.context(session, conversation, inquiry, signer=touch.owner, now=now)
    names = (
        f"{touch.names}\n{_page(services, conversation)}" if touch.kind is TouchKind.SURVEY else touch.names
    )
    occasion = Occasion(touch.kind, touch.fact, names)
    subject, proposal = services.composer.first(inquiry, context, occasion)
    if newest is not None:
        subject = writing.subject_for(conversation, newest)
    asked = writing.Asked(inquiry, context, touch.store_id, touch.customer_id, subject)
    looked_up = asked.looked_up(services, session, proposal.text)
    written = voices.in_their_voice(services, proposal, inquiry, looked_up)
    made = writing.store_in(session, conversation, newest, asked, written, now)
    made.signer_id, made.unasked = touch.owner_id, as_json(inquiry)
    made.notes = [WHY.format(reason=touch.reason), *made.notes]
    if not proposal.citations and touch.fact:
        made.notes = [*made.notes, EMPTY]
    if ABOUT[touch.kind].commercial:
        made.write_first(consents.footer(services, conversation.store, touch.customer))
    check.keep(made, check.of_draft(services, session, made, made.text, now))
    made.lead()
    return made


def _page(services: Services, conversation: Conversation) -> str:
    """The feedback page for this conversation; empty where the store's list does not hold its domain."""
    base = services.settings.base_url.rstrip("/")
    host = base.partition("://")[2].partition(":")[0].lower()
    ours = [domain.lower() for domain in conversation.store.domains]
    if not any(host == domain or host.endswith(f".{domain}") for domain in ours):
        return ""
    return f"{base}/feedback/{conversation.store.slug}?about={verdicts.token(services, conversation.id)}"


def _inquiry(session: Session, touch: Touch, conversation: Conversation) -> Inquiry:
    """What we write about, as if somebody had asked: its kind, and their language."""
    newest = conversation.newest_inbound
    wrote = from_json(Inquiry, newest.inquiry) if newest is not None and newest.inquiry else None
    language = touch.customer.language[:2].lower() or (wrote.language if wrote else "en")
    kind = Kind.SERVICE if touch.kind in AT_THE_SHOP else Kind.STATUS
    cars = session.scalars(Vehicle.owned_by(touch.customer_id))
    theirs = tuple(VehicleMention(car.model, make=car.make, model=car.model, own=True) for car in cars)
    return Inquiry(kind, language=language, vehicles=theirs)
