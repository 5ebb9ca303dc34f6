"""Worth writing: whom to write to first, and why; each is written, put off, told by phone, or never."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.roles import Action
from assistant.pipeline import first, touch_deeds
from assistant.records import Session, Touch
from assistant.records.consenting import undecided
from assistant.records.touchable import shown_now
from assistant.web import find, watching
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import touches as shown
from assistant.web.shown.times import Telling

AT_MOST = 5  # on Today
MOST_LISTED = 200

blueprint = Blueprint("touches", __name__, url_prefix="/touches")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    everyone = request.args.get("whose") == "all" and user().may(Action.ASSIGN)
    with find.reading() as session:
        found = current(session, everyone=everyone)
        if everyone:
            watching.saw_list(Did.SAW_LIST, ((t.store_id, t.customer_id) for t in found), list="all touches")
        rows = _lines(session, found)
    return render_template("touches/listed.html", rows=rows, everyone=everyone)


@blueprint.post("/<int:touch_id>/letter")
def write(touch_id: int) -> ResponseReturnValue:
    """The draft, and the page of its conversation; said why not, where there may be none."""
    _seen(touch_id)
    try:
        conversation_id = first.write(services(), touch_id, by=user(), now=services().clock())
    except ValueError as error:
        flash(f"{error} Nothing was written.", "stop")
        return redirect(find.back("touches.listed"), 303)
    return redirect(url_for("conversations.page", conversation_id=conversation_id, _anchor="draft"), 303)


@blueprint.post("/<int:touch_id>/later")
def later(touch_id: int) -> ResponseReturnValue:
    touch = _seen(touch_id)
    tell = find.telling(next(store for store in user().stores if store.id == touch.store_id))
    until = tell.of_field(request.form.get("until", ""))
    if until is None:
        flash("Choose until when. Nothing was changed.", "stop")
        return redirect(find.back("touches.listed"), 303)
    back = f"Back {tell.day(until).text}." if until < touch.best_before else "By then it is too late for it."
    return _did(
        lambda: touch_deeds.not_now(services(), touch_id, until=until, by=user(), now=services().clock()),
        back,
    )


@blueprint.post("/<int:touch_id>/never")
def never(touch_id: int) -> ResponseReturnValue:
    _seen(touch_id)
    everything, why = request.form.get("scope") == "all", words("why")
    return _did(
        lambda: touch_deeds.never(
            services(), touch_id, everything=everything, why=why, by=user(), now=services().clock()
        ),
        "Nothing of the kind comes up for them again."
        if not everything
        else "Nobody is told to write to them.",
    )


@blueprint.post("/<int:touch_id>/never/undo")
def take_never_back(touch_id: int) -> ResponseReturnValue:
    customer_id = _seen(touch_id).customer_id
    return find.done(
        lambda: touch_deeds.take_never_back(services(), touch_id, by=user(), now=services().clock()),
        "They may be written to first again.",
        "customers.page",
        customer_id=customer_id,
    )


@blueprint.post("/<int:touch_id>/call")
def call(touch_id: int) -> ResponseReturnValue:
    """What sounds like a promise in it is said to be one, or not, in its conversation."""
    _seen(touch_id)
    heard: list[int | None] = []
    answer = _did(
        lambda: heard.append(
            touch_deeds.called(services(), touch_id, text=words("text"), by=user(), now=services().clock())
        ),
        "Logged.",
    )
    if heard and heard[0] is not None:
        return redirect(url_for("conversations.page", conversation_id=heard[0], _anchor="heard"), 303)
    return answer


def current(session: Session, *, everyone: bool) -> list[Touch]:
    query = shown_now(find.stores(), services().clock(), None if everyone else user().id)
    return list(session.scalars(query.limit(MOST_LISTED)))


def nevers(session: Session, customer_id: int, tell: Telling) -> list[shown.NeverShown]:
    """What somebody said never to, as the customer's page shows it."""
    return [shown.never(row, tell) for row in session.scalars(Touch.never_of(customer_id))]


def on_today(session: Session) -> dict[str, object]:
    """Mine, a few; and how many more."""
    found = current(session, everyone=False)
    return {"lines": _lines(session, found[:AT_MOST]), "more": len(found) - AT_MOST}


def _lines(session: Session, found: list[Touch]) -> list[shown.TouchShown]:
    tells = {store.id: find.telling(store) for store in user().stores}
    return shown.lines(found, tells, undecided(session, find.stores()) if found else {}, me_id=user().id)


def _seen(touch_id: int) -> Touch:
    with find.reading() as session:
        return find.one(session, Touch.in_stores(find.stores(), touch_id))


def _did(deed: Callable[[], None], told: str) -> ResponseReturnValue:
    return find.done(deed, told, "touches.listed")
