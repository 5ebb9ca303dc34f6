"""Care: what people do with a conversation besides answering it. Everything has a name and a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.clock import time_in_words
from assistant.core.leaving_open import Said
from assistant.core.states import DeliveryState, DraftState
from assistant.core.waking import Until
from assistant.pipeline import clocks, closing, hints, left, opting, waking
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import (
    Conversation,
    Deed,
    Record,
    RecordKind,
    Session,
    Stopped,
    Teammate,
    held,
)

OVERTAKEN = "{who} spoke with them by phone on {day} at {time}, after this was written"
NOTHING_ASKED = ("Only thanks", "Spam")  # reasons for closing by which nobody waited


def assign(services: Services, conversation_id: int, *, to_id: int, by: Teammate, now: datetime) -> None:
    """A manager gives it to somebody, or a teammate takes it for themselves; the audit says who."""
    with _acting(services, conversation_id, by, Did.ASSIGNED, now) as (session, conversation):
        to = session.get(Teammate, to_id)
        if to is None or not to.active or conversation.store_id not in to.store_ids:
            raise ValueError("Choose a teammate of this store.")
        conversation.give_to(to)


def close(
    services: Services,
    conversation_id: int,
    *,
    reason: str,
    by: Teammate,
    now: datetime,
    said: Sequence[Said] = (),
) -> None:
    """Needs a reason, and a word on each thing that is open here: ValueError without them."""
    with _acting(services, conversation_id, by, Did.CLOSED, now) as (session, conversation):
        moved = closing.settle(session, conversation_id, said, by=by, now=now)
        if reason in NOTHING_ASKED:
            conversation.dismiss(by, reason)
        else:
            conversation.close(by, reason)
        conversation.closed_reason = "; ".join(filter(None, (conversation.closed_reason, moved)))


def reopen(services: Services, conversation_id: int, *, by: Teammate, now: datetime) -> None:
    with _acting(services, conversation_id, by, Did.REOPENED, now) as (_, conversation):
        conversation.customer_wrote(now)
        clocks.wind(conversation)


def snooze(
    services: Services,
    conversation_id: int,
    *,
    until: datetime,
    by: Teammate,
    now: datetime,
    wait_for: Until = Until.TIME,
) -> None:
    """Out of sight until that happens, or until then; the clock runs on, and a new message wakes it."""
    if until <= now:
        raise ValueError("A snooze needs a time that is still to come.")
    with _acting(services, conversation_id, by, Did.SNOOZED, now) as (session, conversation):
        mark = waking.mark_for(session, conversation, wait_for)
        conversation.snooze(until, wait_for, now, mark=mark)


def log_call(
    services: Services,
    conversation_id: int,
    *,
    text: str,
    spoke: bool,
    by: Teammate,
    now: datetime,
    seen_id: int | None = None,
) -> int:
    """A call in which they spoke stops the clock, and needs words; a voicemail does not.

    How many promises the words seem to make: a person says of each whether it is one. `seen_id` is the
    newest message that their page had shown: what came later was not spoken of. None: all that is there.
    """
    leave = opting.read(services, text, now) if spoke else None
    with _acting(services, conversation_id, by, Did.LOGGED_A_CALL, now) as (session, conversation):
        if spoke and not text.strip():
            raise ValueError("Say in a few words what you spoke of: it stops the customer's clock.")
        said = text.strip() or "No answer."
        data = {"text": said, "teammate": by.name, "spoke": "yes" if spoke else "no"}
        session.add(_record(conversation, RecordKind.CALL, said, data, by, now))
        heard = hints.of_call(session, conversation, text, by, now)
        opting.propose_logged(session, conversation, leave, "a logged call", now)
        if spoke:
            newest = conversation.newest_inbound
            there = newest.id if newest else 0
            clocks.stop(
                session,
                conversation,
                by_id=by.id,
                how=Stopped.CALL,
                seen_id=there if seen_id is None else seen_id,
                now=now,
            )
            _overtake(services, session, conversation, by, now)
        return heard


def _overtake(
    services: Services, session: Session, conversation: Conversation, by: Teammate, now: datetime
) -> None:
    """They spoke: the answer that lay ready stands aside; one is written anew where something waits still."""
    ready, newest = conversation.leading_draft, conversation.newest_inbound
    if ready is None or ready.unasked or ready.state is not DraftState.AWAITING_REVIEW:
        return
    at = conversation.store.hours().local(now)
    ready.overtake(OVERTAKEN.format(who=by.first_name, day=f"{at:%B} {at.day}", time=time_in_words(at)))
    if conversation.waiting_since is not None and newest is not None:
        services.queue(session, Step.DRAFT, newest.id, now, now=now)


def add_note(services: Services, conversation_id: int, *, text: str, by: Teammate, now: datetime) -> None:
    if not text.strip():
        raise ValueError("A note needs words.")
    leave = opting.read(services, text, now)
    with _acting(services, conversation_id, by, Did.NOTED, now) as (session, conversation):
        data = {"text": text.strip(), "teammate": by.name}
        session.add(_record(conversation, RecordKind.NOTE, text.strip(), data, by, now))
        opting.propose_logged(session, conversation, leave, "a note", now)


def needs_answer(
    services: Services, conversation_id: int, *, needs: bool, by: Teammate, now: datetime
) -> None:
    """*No answer needed?*: a person's tap clears it, or lets it wait as an inquiry since it came."""
    what = Did.WANTS_ANSWER if needs else Did.NEEDS_NO_ANSWER
    with _acting(services, conversation_id, by, what, now) as (session, conversation):
        if needs:
            newest = conversation.newest_inbound
            conversation.customer_wrote(newest.at if newest else now)
            clocks.wind(conversation)
            if newest is not None:
                services.queue(session, Step.DRAFT, newest.id, now, now=now)
        else:
            conversation.dismiss(by, "needs no answer")


def was_answered(services: Services, conversation_id: int, *, by: Teammate, now: datetime) -> None:
    """What the last reply seemed to leave open was answered by it: a person says so."""
    with _acting(services, conversation_id, by, Did.WAS_ANSWERED, now) as (session, conversation):
        sent = [m for m in conversation.messages if not m.inbound]
        if not sent or conversation.waiting_since is None:
            raise ValueError("There is no reply of ours that could have answered it.")
        last = sent[-1]
        clocks.stop(session, conversation, by_id=by.id, how=Stopped.REPLY, seen_id=last.id, now=last.at)


def settle(services: Services, delivery_id: int, *, sent: bool, by: Teammate, now: datetime) -> None:
    """An uncertain delivery, by a person who looked whether it left."""
    with services.sessions.begin() as session:
        delivery = held.delivery(session, delivery_id)
        if delivery is None or delivery.state is not DeliveryState.UNCERTAIN:
            return
        conversation = session.get_one(Conversation, delivery.approval.conversation_id)
        if sent:
            delivery.accept("", now)
            left.left(session, delivery, conversation, now)
            left.then(services, session, delivery, now)
        else:
            delivery.give_up(f"{by.name} looked: it did not leave", now)
            delivery.approval.draft.reopen()
        _did(services, session, conversation, by, Did.SETTLED, now)


def _record(
    conversation: Conversation,
    kind: RecordKind,
    text: str,
    data: dict[str, str],
    by: Teammate,
    now: datetime,
) -> Record:
    return Record(
        store_id=conversation.store_id,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        teammate_id=by.id,
        kind=kind,
        at=now,
        text=text,
        data=data,
        source=f"Logged by {by.name}",
    )


@contextmanager
def _acting(
    services: Services, conversation_id: int, by: Teammate, what: Did, now: datetime
) -> Iterator[tuple[Session, Conversation]]:
    with services.sessions.begin() as session:
        conversation = held.conversation(session, conversation_id)
        if conversation.erased:
            raise ValueError("This customer was erased; there is nothing left to act on.")
        yield session, conversation
        _did(services, session, conversation, by, what, now)


def _did(
    services: Services,
    session: Session,
    conversation: Conversation,
    by: Teammate,
    what: Did,
    now: datetime,
) -> None:
    session.add(Deed.within(conversation, by.id, what, now))
    services.tell_about(session, conversation)
