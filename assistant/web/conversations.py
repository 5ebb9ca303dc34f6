"""One conversation: the thread, the draft, the customer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.states import DeliveryState, DraftState
from assistant.pipeline import closing, handing, review, seeing, summing_up, vary, welcome
from assistant.pipeline.review import Stopped, Tick
from assistant.records import (
    Ask,
    Conversation,
    Customer,
    Draft,
    Hint,
    Outside,
    Record,
    Session,
    Teammate,
    Vehicle,
    Wish,
    absence,
    asking,
    desk,
    outgoing,
)
from assistant.web import consents, find, readied, watching
from assistant.web.here import services, user
from assistant.web.shown import asks as shown_asks
from assistant.web.shown import away as shown_away
from assistant.web.shown import conversation as shown_conversation
from assistant.web.shown import customer as shown_customer
from assistant.web.shown import draft as shown_draft
from assistant.web.shown import handoffs as shown_handoffs
from assistant.web.shown import heard as shown_heard
from assistant.web.shown import leaving_open as shown_leaving
from assistant.web.shown import snooze as shown_snooze
from assistant.web.shown.calls import calls
from assistant.web.shown.thread import Thread, thread
from assistant.web.shown.times import Telling

blueprint = Blueprint("conversations", __name__)


@dataclass(frozen=True)
class Halted:
    """A press that was stopped, as the page shows it again: nothing that was typed is lost."""

    stopped: Stopped
    ticks: tuple[Tick, ...] = ()
    overrule: str = ""


@blueprint.get("/conversations/<int:conversation_id>")
def page(conversation_id: int) -> ResponseReturnValue:
    """Of an erased customer only the tombstone stays."""
    with find.reading() as session:
        conversation = find.one(session, desk.conversation(find.stores(), conversation_id))
        if conversation.erased:
            return redirect(url_for("customers.page", customer_id=conversation.customer_id))
    seeing.opened(services(), user(), conversation_id, services().clock())
    return render(conversation_id)


@blueprint.get("/conversations/<int:conversation_id>/latest")
def latest(conversation_id: int) -> ResponseReturnValue:
    """While the page is before somebody's eyes, what it tells is seen."""
    if request.args.get("looking") == "yes":
        find.must_exist(desk.conversation(find.stores(), conversation_id))
        seeing.opened(services(), user(), conversation_id, services().clock())
    return render(conversation_id, template="conversation/_conversation.html")


def render(
    conversation_id: int, *, halted: Halted | None = None, template: str = "conversation/page.html"
) -> str:
    with find.reading() as session:
        conversation = find.one(session, desk.conversation(find.stores(), conversation_id))
        tell = find.telling(conversation.store)
        people = session.scalars(desk.teammates([conversation.store_id])).all()
        asks = session.scalars(asking.asks_in(conversation.id)).all()
        mine = conversation.leading_draft
        customer = customer_of(session, conversation.customer, tell)
        watching.saw(
            Did.SAW_CONVERSATION,
            conversation.store_id,
            customer_id=conversation.customer_id,
            conversation_id=conversation.id,
        )
        return render_template(
            template,
            c=shown_conversation.head(conversation, tell, user()),
            tell=tell,
            thread=_thread(session, conversation, tell),
            draft=mine and _card(session, mine, conversation, people, tell, asks, halted),
            outgoing=_outgoing(session, conversation, tell),
            others=shown_conversation.others(conversation.drafts, mine, tell),
            customer=customer,
            snooze=shown_snooze.snooze(conversation, asks, customer.promises, tell),
            **_colleagues(session, conversation, people, tell),
            asks=[shown_asks.shown(ask, tell, user()) for ask in asks],
            hints=shown_heard.hints(session.scalars(Hint.open_in(conversation.id)).all(), tell),
            leaves=shown_leaving.things(closing.open_in(session, conversation.id), tell),
            ready=readied.in_conversation(session, conversation.id, tell),
            outside=_outside(session, conversation, tell),
            ask_due=tell.field(shown_asks.due(tell)),
            next_id=_next(session, conversation.id),
            halted=halted,
            proposals=consents.proposals(session, conversation.customer, tell),
        )


def _thread(session: Session, conversation: Conversation, tell: Telling) -> Thread:
    arrived = frozenset(session.scalars(outgoing.arrived_in(conversation.id)))
    return thread(conversation.messages, tell, session.scalars(Record.mails_in(conversation.id)), arrived)


def _card(
    session: Session,
    draft: Draft,
    conversation: Conversation,
    people: Sequence[Teammate],
    tell: Telling,
    asks: Sequence[Ask],
    halted: Halted | None,
) -> dict[str, object]:
    wishes, against = _wishes(session, draft), _against(session, draft)
    return card(draft, conversation, people, tell, asks, halted, wishes=wishes, against=against)


def _outside(session: Session, conversation: Conversation, tell: Telling) -> list[shown_heard.OutsideShown]:
    """Whom outside is waited for here."""
    waited = session.scalars(Outside.open_in(conversation.id))
    return [shown_heard.outside(row, tell, user()) for row in waited]


def card(
    draft: Draft,
    conversation: Conversation,
    people: Sequence[Teammate],
    tell: Telling,
    asks: Sequence[Ask] = (),
    halted: Halted | None = None,
    *,
    wishes: Sequence[Wish] = (),
    against: str = "",
) -> dict[str, object]:
    """What the draft's card needs; `wishes` are other drafts that the model is writing.

    `against` is why it may not leave by now, whatever the checks said when it was written.
    """
    seen = _reviewed(draft, people, tell, asks, halted, against)
    return {
        "id": draft.id,
        "text": draft.text,
        "version": draft.version,
        "subject": draft.subject,
        "writer": shown_draft.writer(draft),
        "written": tell.moment(draft.written_at),
        "editable": draft.state is DraftState.AWAITING_REVIEW,
        "signer": draft.signer,
        "to": ", ".join(review.recipients_of(conversation))
        or shown_conversation.NOWHERE[conversation.channel],
        "calls": calls(conversation, review.recipients_of(conversation)),
        "dead": shown_conversation.dead(conversation),
        "footer": review.footer_of(draft),
        "digest": review.message_digest(draft),
        "notes": draft.notes,
        "review": seen,
        "marks": json.dumps([mark.as_json() for mark in seen.marks]),
        "rows": shown_draft.rows(draft.text),
        "ways": shown_draft.ways(vary.offered(services(), draft)),
        "awaited": [vary.NAMES[wish.way] for wish in wishes],
    }


def _reviewed(
    draft: Draft,
    people: Sequence[Teammate],
    tell: Telling,
    asks: Sequence[Ask],
    halted: Halted | None,
    against: str,
) -> shown_draft.ReviewShown:
    return shown_draft.review(
        draft,
        draft.text,
        shown_draft.held_back(shown_draft.stored(draft), against),
        teammates=people,
        tell=tell,
        ticks=halted.ticks if halted else (),
        never=review.never_overruled(user(), typed=draft.touched),
        asks=asks,
        me=user(),
    )


def _against(session: Session, draft: Draft) -> str:
    """Only a letter that nobody asked for may have become unwelcome meanwhile."""
    ready = draft.state is DraftState.AWAITING_REVIEW and (draft.unasked or draft.commercial)
    return welcome.against(session, draft, services().clock()) if ready else ""


def _wishes(session: Session, draft: Draft) -> Sequence[Wish]:
    return session.scalars(Wish.open_of(draft.message_id)).all() if draft.message_id else ()


def customer_of(session: Session, customer: Customer, tell: Telling) -> shown_customer.CustomerShown:
    promises = session.scalars(desk.promises_open_of(customer.id)).all()
    events = shown_customer.timeline(
        session.scalars(desk.messages_of_customer(customer.id)).all(),
        session.scalars(Record.of_customer(customer.id)).all(),
        tell,
    )
    return shown_customer.customer(
        customer,
        vehicles=session.scalars(Vehicle.owned_by(customer.id)).all(),
        promises=[shown_customer.promise(p, tell, me_id=user().id) for p in promises],
        timeline=events,
        tell=tell,
        wants=consents.wants(session, customer),
    )


def _colleagues(
    session: Session, conversation: Conversation, people: Sequence[Teammate], tell: Telling
) -> dict[str, object]:
    """Who is there, who is away, the handoff that waits for a yes, and the form to ask for one."""
    absent = shown_away.marks(absence.until(session, [conversation.store_id], tell.now), tell)
    asked = session.scalars(desk.handoffs_open(conversation.id)).first()
    form = shown_handoffs.form(
        people,
        conversation.owner_id,
        absent,
        summary=summing_up.summary(session, conversation, tell.now),
        due=handing.due(conversation, tell.now),
        tell=tell,
    )
    handoff = shown_handoffs.shown(asked, tell, user()) if asked else None
    return {"people": people, "absent": absent, "handoff": handoff, "handing": form}


def _outgoing(
    session: Session, conversation: Conversation, tell: Telling
) -> shown_conversation.Outgoing | None:
    """The newest delivery, while it asks for attention or has just left."""
    deliveries = session.scalars(outgoing.deliveries_of(conversation.id))
    newest = next((d for d in deliveries if d.state is not DeliveryState.UNDONE), None)
    return shown_conversation.outgoing(newest, conversation, tell) if newest else None


def _next(session: Session, but: int) -> int | None:
    """Who waits longest for me besides this one."""
    query = desk.next_waiting(find.stores(), user().id, but=but)
    return session.scalars(query).first()
