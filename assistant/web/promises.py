"""Promises: late, today, ahead; each is kept, renewed or released by a person."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.pipeline import remember
from assistant.records import Promise, desk
from assistant.web import find, watching
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import customer as shown
from assistant.web.shown.times import Telling

blueprint = Blueprint("promises", __name__, url_prefix="/promises")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    everyone = request.args.get("whose") == "all"
    tells = {store.id: find.telling(store) for store in user().stores}
    groups: dict[str, list[shown.PromiseLine]] = {"late": [], "today": [], "ahead": []}
    with find.reading() as session:
        found = session.scalars(desk.promises_open(find.stores())).all()
        if everyone:
            watching.saw_list(Did.SAW_LIST, ((p.store_id, p.customer_id) for p in found), list="all promises")
        for promise in found:
            if everyone or promise.who_id == user().id:
                tell = tells[promise.store_id]
                groups[_when(promise, tell)].append(shown.promise(promise, tell, me_id=user().id))
    return render_template("promises/listed.html", groups=groups, everyone=everyone)


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


def _when(promise: Promise, tell: Telling) -> str:
    midnight = tell.hours.local(tell.now).replace(hour=0, minute=0, second=0, microsecond=0)
    if promise.due < tell.now:
        return "late"
    return "today" if promise.due < midnight + timedelta(days=1) else "ahead"
