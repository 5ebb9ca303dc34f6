"""How a teammate is told: the part of their account page about mails and quiet hours."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from assistant.pipeline import reached
from assistant.records import Digest, Reach, Session, Teammate
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown import reach as shown

blueprint = Blueprint("reached", __name__, url_prefix="/account")


@blueprint.post("/telling")
def choose() -> ResponseReturnValue:
    now = services().clock()
    days = tuple({int(day) for day in request.form.getlist("quiet_day") if day in shown.NUMBERS})
    chosen = reached.Chosen(
        way=request.form.get("way", ""),
        every_minutes=request.form.get("every", "").strip(),
        own_quiet=request.form.get("quiet", "") == "own",
        quiet_from=request.form.get("quiet_from", ""),
        quiet_until=request.form.get("quiet_until", ""),
        quiet_days=days,
        breaks=request.form.get("breaks", "") == "yes",
    )
    return find.done(
        lambda: reached.choose(services(), chosen, by=user(), now=now),
        "Kept.",
        "account.page",
        _anchor="told",
    )


def told(session: Session) -> shown.ToldShown:
    """For the page of their account."""
    me = session.get_one(Teammate, user().id)
    return shown.told(
        Reach.for_each(session, [me])[me.id],
        find.telling(find.home()),
        session.scalars(Digest.newest_of(me.id)).first(),
    )
