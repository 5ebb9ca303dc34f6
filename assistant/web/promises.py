"""Promises: late, today, ahead; each is kept, renewed, broken or released by a person."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.clock import day_in_words
from assistant.core.kept import Ended, counted
from assistant.core.roles import Action
from assistant.pipeline import news, remember
from assistant.pipeline.news import Lies
from assistant.records import Outside, Promise, desk
from assistant.web import find, readied, watching
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import customer as shown
from assistant.web.shown import heard as shown_heard
from assistant.web.shown.times import Telling

LIES = {
    Lies.BESIDE: "An answer leads there. What to tell them stands beside it, under Other drafts.",
    Lies.PRIVATE: "Their address is only claimed, and this was not promised to it in writing:"
    " nothing of it may be written there. Call them, and log the call.",
    Lies.ENDED: "Somebody said already what became of it.",
    Lies.NOWHERE: "Nothing can be written to them yet: call them, and log the call.",
}

LATELY = timedelta(days=30)  # over which it is counted how promises were kept

blueprint = Blueprint("promises", __name__, url_prefix="/promises")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    everyone = request.args.get("whose") == "all"
    tells = {store.id: find.telling(store) for store in user().stores}
    groups: dict[str, list[shown.PromiseLine]] = {"Late": [], "Today": []}
    now, calls = services().clock(), dict[int, readied.Ready]()
    with find.reading() as session:
        found = session.scalars(desk.promises_open(find.stores())).all()
        ended = session.scalars(Promise.ended_since(find.stores(), now - LATELY)).all()
        if everyone:
            watching.saw_list(Did.SAW_LIST, ((p.store_id, p.customer_id) for p in found), list="all promises")
        for promise in found:
            if everyone or promise.who_id == user().id:
                tell = tells[promise.store_id]
                line = shown.promise(promise, tell, me_id=user().id)
                groups.setdefault(_when(promise, tell), []).append(line)
                calls |= readied.to_call(session, [promise], tell)
        outside = [
            shown_heard.outside(row, tells[row.store_id], user())
            for row in session.scalars(Outside.open(find.stores()))
            if everyone or row.who_id == user().id
        ]
    whole = everyone and user().may(Action.ASSIGN)
    theirs = [p for p in (*found, *ended) if whole or p.who_id == user().id]
    kept = counted((Ended(p.state, p.due, p.ended_at) for p in theirs), now)
    return render_template(
        "promises/listed.html",
        groups={name: lines for name, lines in groups.items() if lines},
        everyone=everyone,
        outside=outside,
        calls=calls,
        kept=kept if whole or not everyone else None,
    )


@blueprint.post("/<int:promise_id>/kept")
def keep(promise_id: int) -> ResponseReturnValue:
    find.must_exist(desk.promise(find.stores(), promise_id))
    how, now = words("how"), services().clock()
    return find.done(
        lambda: remember.keep(services(), promise_id, how=how, by=user(), now=now), "Kept.", "promises.listed"
    )


@blueprint.post("/<int:promise_id>/renewal")
def renew(promise_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        promise = find.one(session, desk.promise(find.stores(), promise_id))
        tell = find.telling(next(s for s in user().stores if s.id == promise.store_id))
    due, why = tell.of_field(request.form.get("due", "")), words("why")
    if due is None:
        flash("Choose the new time first. Nothing was changed.", "stop")
        return redirect(find.back("promises.listed"), 303)
    return find.done(
        lambda: remember.renew(services(), promise_id, due=due, why=why, by=user(), now=services().clock()),
        f"Renewed: {tell.due(due).text}. Tell them so.",
        "promises.listed",
    )


@blueprint.post("/<int:promise_id>/release")
def release(promise_id: int) -> ResponseReturnValue:
    find.must_exist(desk.promise(find.stores(), promise_id))
    why, now = words("why"), services().clock()
    return find.done(
        lambda: remember.release(services(), promise_id, why=why, by=user(), now=now),
        "Released.",
        "promises.listed",
    )


@blueprint.post("/<int:promise_id>/broken")
def break_(promise_id: int) -> ResponseReturnValue:
    find.must_exist(desk.promise(find.stores(), promise_id))
    why, now = words("why"), services().clock()
    return find.done(
        lambda: remember.break_(services(), promise_id, why=why, by=user(), now=now),
        "Noted as not kept. Tell them, if nobody has.",
        "promises.listed",
    )


@blueprint.post("/<int:promise_id>/news")
def tell(promise_id: int) -> ResponseReturnValue:
    """What to tell of it, as a draft in its conversation: at once, not when its time is near."""
    find.must_exist(desk.promise(find.stores(), promise_id))
    lies = news.asked_for(services(), promise_id, by=user(), now=services().clock())
    with find.reading() as session:
        promise = find.one(session, desk.promise(find.stores(), promise_id))
        conversation_id, customer_id = promise.conversation_id, promise.customer_id
    if lies in LIES:
        flash(LIES[lies], "done" if lies is Lies.BESIDE else "stop")
    if conversation_id is None:
        return redirect(url_for("customers.page", customer_id=customer_id), 303)
    return redirect(url_for("conversations.page", conversation_id=conversation_id), 303)


def _when(promise: Promise, tell: Telling) -> str:
    """The group it stands in: late, today, or the day on which it is due."""
    if promise.due < tell.now:
        return "Late"
    today, day = tell.hours.local(tell.now).date(), tell.hours.local(promise.due).date()
    return "Today" if day <= today else _named(day, today)


def _named(day: date, today: date) -> str:
    name = day_in_words(day, today)
    return f"{name[:1].upper()}{name[1:]}"
