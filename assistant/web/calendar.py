"""The calendar of promises: one month, one's own or the whole store's."""

from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.roles import Action
from assistant.records import due
from assistant.web import find, watching
from assistant.web.here import user
from assistant.web.shown import calendar as shown

DAY = timedelta(days=1)

blueprint = Blueprint("calendar", __name__, url_prefix="/promises/calendar")


@blueprint.get("")
def month() -> ResponseReturnValue:
    """Each promise stands on the day of its own store; the month is that of the teammate's first."""
    everyone = request.args.get("whose") == "all" and user().may(Action.ASSIGN)
    home = find.telling(find.home())
    first = shown.month_of(request.args.get("month", ""), home.hours.local(home.now).date())
    since, until = shown.span(first, home.hours.zone)
    tells = {store.id: find.telling(store) for store in user().stores}
    with find.reading() as session:
        found = session.scalars(due.in_span(find.stores(), since - DAY, until + DAY)).all()
        if everyone:
            watching.saw_list(Did.SAW_LIST, ((p.store_id, p.customer_id) for p in found), list="all promises")
        mine = [p for p in found if everyone or p.who_id == user().id]
        page = shown.month(first, mine, tells, home, me_id=user().id)
    return render_template("promises/calendar.html", month=page, everyone=everyone)
