"""Today: who waits, what was promised, what was handed over; the landing page."""

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assistant.core.roles import Action
from assistant.records import (
    Ask,
    Conversation,
    Hint,
    MailAccount,
    Promise,
    Session,
    Store,
    arrivals,
    asking,
    desk,
    outgoing,
)
from assistant.web import colleagues, find, ledger, merges, touches
from assistant.web.here import services, user
from assistant.web.shown import asks, customer, today
from assistant.web.shown.times import Telling, Told

if TYPE_CHECKING:
    from sqlalchemy import Select

ANSWERED_SINCE = timedelta(hours=12)  # how long an answer of a colleague stands on Today
UNREAD_AFTER = timedelta(minutes=15)  # a server that is away for a moment is no news

blueprint = Blueprint("today", __name__)


@blueprint.get("/")
def root() -> ResponseReturnValue:
    return redirect(url_for("today.page"))


@blueprint.get("/today")
def page() -> ResponseReturnValue:
    return render_template("today/page.html", **shown())


@blueprint.get("/today/latest")
def latest() -> ResponseReturnValue:
    return render_template("today/_today.html", **shown())


def shown() -> dict[str, object]:
    """Everything that the page shows; a constant number of queries."""
    me, stores = user(), find.stores()
    with find.reading() as session:
        waiting = session.scalars(Conversation.waiting(stores)).unique().all()
        mine, others = today.split(waiting, me.id)
        promises = _promises(session)
        return {
            "tell": find.telling(find.home()),
            "headline": today.headline(len(mine), len(promises)),
            "troubles": _troubles(session),
            "unread": _unread(session) if me.may(Action.READ_LEDGER) else (),
            "waiting": [_row(c) for c in mine],
            "others": [_row(c) for c in others],
            "promises": promises,
            "heard": session.scalars(Hint.open_for(me.id, stores)).all(),
            **colleagues.between(session),
            "asked": _asks(asking.asks_of(me.id, stores), session),
            "asked_by_me": _asks(asking.asks_by(me.id, stores, services().clock() - ANSWERED_SINCE), session),
            "worth": touches.on_today(session),
            "snoozed": _snoozed(session),
            "no_answer": [_row(c) for c in session.scalars(Conversation.no_answer(stores)).unique()],
            "twice": merges.on_today(session),
            "ledger": _ledger(session) if me.may(Action.READ_LEDGER) else None,
        }


def _row(conversation: Conversation) -> today.Row:
    return today.row(conversation, find.telling(conversation.store))


def _snoozed(session: Session) -> list[tuple[today.Row, Told | None]]:
    """What I put aside, and everyone's for a manager: each with the time until which it sleeps."""
    found = session.scalars(Conversation.snoozed(find.stores())).unique()
    mine = [c for c in found if user().may(Action.ASSIGN) or c.owner_id == user().id]
    return [(_row(c), _until(c)) for c in mine]


def _until(conversation: Conversation) -> Told | None:
    until = conversation.snoozed_until
    return find.telling(conversation.store).moment(until) if until else None


def _promises(session: Session) -> list[customer.PromiseLine]:
    """Mine that are late or due today."""
    tells = {store.id: find.telling(store) for store in user().stores}
    return [
        customer.promise(p, tells[p.store_id], me_id=user().id)
        for p in session.scalars(desk.promises_open(find.stores()))
        if p.who_id == user().id and _due_today(p, tells[p.store_id])
    ]


def _due_today(promise: Promise, tell: Telling) -> bool:
    midnight = tell.hours.local(tell.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return promise.due < midnight + timedelta(days=1)


def _asks(query: "Select[Ask]", session: Session) -> list[asks.AskShown]:
    tells = {store.id: find.telling(store) for store in user().stores}
    return [asks.shown(ask, tells[ask.store_id], user()) for ask in session.scalars(query)]


def _troubles(session: Session) -> list[today.Trouble]:
    """Deliveries to look at: mine, and everyone's for a manager."""
    found = []
    for delivery in session.scalars(outgoing.in_trouble(find.stores())):
        conversation = delivery.approval.draft.conversation
        if user().may(Action.ASSIGN) or user().id in (conversation.owner_id, delivery.approval.teammate_id):
            found.append(today.trouble(delivery, conversation, find.telling(_store(conversation))))
    return found


def _unread(session: Session) -> list[tuple[str, Told, str]]:
    """Mailboxes that cannot be read: address, since when, and why."""
    found = session.scalars(MailAccount.unread_since(find.stores(), services().clock() - UNREAD_AFTER))
    tell = find.telling(find.home())
    return [(a.inbox.address, tell.moment(a.reached_at or a.made_at), a.trouble) for a in found]


def _store(conversation: Conversation) -> Store:
    return next(store for store in user().stores if store.id == conversation.store_id)


def _ledger(session: Session) -> dict[str, object]:
    """What arrived lately; what waits for a person, however old, and since when the oldest does."""
    counts = ledger.lately(session)
    many, oldest = arrivals.counted(list(session.execute(arrivals.waiting(find.stores()))))
    since = find.telling(find.home()).moment(oldest) if oldest else None
    line = today.ledger_line(counts)
    return {"line": line, "aside": many, "since": since, "seen": counts["seen"]}
