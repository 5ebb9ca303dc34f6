"""Notices: what a teammate is told, one row a matter; seen when its page is opened, or by a press."""

from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from assistant.pipeline import seeing, standing_in
from assistant.records import Notice
from assistant.web import find, look
from assistant.web.here import services, user
from assistant.web.shown import notices as shown

LATELY = timedelta(days=14)  # for how long what was seen is listed

blueprint = Blueprint("notices", __name__, url_prefix="/notices")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    return render_template("notices/page.html", **_shown())


@blueprint.get("/latest")
def latest() -> ResponseReturnValue:
    return render_template("notices/_notices.html", **_shown())


@blueprint.get("/bell")
def bell() -> ResponseReturnValue:
    """The numbers of the navigation."""
    return look.counts()


@blueprint.post("/<int:notice_id>/seen")
def see(notice_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        notice = find.one(session, Notice.one(user().id, find.stores(), notice_id))
    now = services().clock()
    return find.done(lambda: seeing.pressed(services(), notice, by=user(), now=now), "", "notices.listed")


@blueprint.post("/seen")
def see_all() -> ResponseReturnValue:
    up_to, now = request.form.get("up_to", 0, int), services().clock()
    return find.done(
        lambda: seeing.pressed_all(services(), up_to, by=user(), now=now), "All seen.", "notices.listed"
    )


def _shown() -> dict[str, object]:
    me, stores, now = user(), find.stores(), services().clock()
    tells = {store.id: find.telling(store) for store in me.stores}
    with find.reading() as session:
        unseen = session.scalars(Notice.unseen_in(me.id, stores)).all()
        seen = session.scalars(Notice.seen_in(me.id, stores, now - LATELY)).all()
        away = standing_in.told_of(
            session, {one.absence_id for one in (*unseen, *seen) if one.absence_id}, me, now
        )
        new = shown.rows(unseen, tells, away)
        there = {row.about for row in new}
        return {
            "new": new,
            "seen": [row for row in shown.rows(seen, tells, away) if row.about not in there],
            "up_to": max((one.id for one in unseen), default=0),
        }
