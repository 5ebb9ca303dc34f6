"""The clock: how long customers waited, and until when the store wants them answered."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.roles import Action
from assistant.core.waiting import Policy, as_data, wrong
from assistant.core.waits import Waited, measured
from assistant.pipeline import clocks
from assistant.records import Deed, Store, Wait, figures
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown import clock as shown

LATELY = timedelta(days=30)

blueprint = Blueprint("clock", __name__)


@blueprint.get("/clock")
def page() -> ResponseReturnValue:
    """One's own figures; whoever leads may see the store's."""
    whole = request.args.get("whose") == "all" and user().may(Action.ASSIGN)
    now = services().clock()
    with find.reading() as session:
        waits = session.scalars(Wait.ended_since(find.stores(), now - LATELY)).all()
        never = session.scalar(figures.never_answered(find.stores(), now, None if whole else user().id)) or 0
    zones = {store.id: ZoneInfo(store.zone) for store in user().stores}
    mine = [
        Waited(w.began, w.ended, timedelta(seconds=w.business_seconds), w.in_time, zones[w.store_id])
        for w in waits
        if whole or w.by_id == user().id
    ]
    return render_template("clock/page.html", f=shown.figures(measured(mine, never)), whole=whole)


@blueprint.get("/settings/clock/<int:store_id>")
def policy(store_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        store = find.one(session, Store.of_ids(find.stores(), store_id))
        return _page(store, shown.fields(store.policy()))


@blueprint.post("/settings/clock/<int:store_id>")
def change(store_id: int) -> ResponseReturnValue:
    """Every clock that runs goes by the new policy at once."""
    with services().sessions.begin() as session:
        store = find.one(session, Store.of_ids(find.stores(), store_id))
        try:
            wanted = shown.of_form(request.form)
            why = wrong(wanted)
        except ValueError:
            wanted, why = store.policy(), "Give whole numbers above 0; empty a time to take its line away."
        if why:
            flash(f"{why} Nothing was changed.", "stop")
            return _page(store, shown.as_typed(request.form)), 422
        before = as_data(store.policy())
        grace = _grace(store)
        unchanged = store.answer_minutes == wanted.base.minutes and store.promise_grace_minutes == grace
        if before != as_data(wanted) or not unchanged:
            _change(store, wanted, grace)
            session.add(
                Deed(
                    at=services().clock(),
                    teammate_id=user().id,
                    store_id=store.id,
                    what=Did.CHANGED_SETTINGS,
                    about={"setting": "clock", "before": before, "after": as_data(wanted), "grace": grace},
                )
            )
            clocks.wind_all(session, store)
            services().tell(session, f"today:{store.id}")
    flash("Kept. Every clock that runs goes by it now.", "done")
    return redirect(url_for("clock.policy", store_id=store_id), 303)


def _change(store: Store, policy: Policy, grace: int) -> None:
    store.answer_minutes, store.clock = policy.base.minutes, as_data(policy)
    store.promise_grace_minutes = grace


def _grace(store: Store) -> int:
    """Minutes after which whoever leads hears of a late promise; as before where no number was typed."""
    typed = request.form.get("grace", "").strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 5 else store.promise_grace_minutes


def _page(store: Store, fields: shown.Fields) -> str:
    grace = request.form.get("grace", str(store.promise_grace_minutes))
    return render_template("settings/clock.html", store=store, policy=fields, grace=grace)
