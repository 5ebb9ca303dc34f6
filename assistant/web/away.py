"""Who is away: one's own absences, and everybody's for whoever leads; what to take again afterwards."""

from datetime import datetime, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from assistant.core.away import WORDS, AwayWhy
from assistant.core.roles import Action
from assistant.pipeline import absences, seeing
from assistant.pipeline.absences import Wanted
from assistant.records import Lent, Session, Teammate, desk, lending
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown import away as shown

blueprint = Blueprint("away", __name__)


@blueprint.get("/away")
def page() -> ResponseReturnValue:
    tell, leads = find.telling(find.home()), user().may(Action.ASSIGN)
    openings = [opens for opens, _ in tell.hours.spans(tell.now) if opens > tell.now]
    seeing.opened_lent(services(), user(), services().clock())
    with find.reading() as session:
        rows = session.scalars(lending.absences(find.stores(), services().clock())).all()
        return render_template(
            "away/page.html",
            rows=[shown.absence(row, tell, user()) for row in rows if leads or row.teammate_id == user().id],
            lent=[shown.lent(row, tell) for row in _lent(session)],
            with_me=shown.by_absence(
                session.scalars(lending.with_teammate(user().id, find.stores())).all(), tell
            ),
            people=session.scalars(desk.teammates(find.stores())).all(),
            leads=leads,
            reasons=[(why.value, WORDS[why]) for why in AwayWhy],
            since=tell.field(tell.now),
            until=tell.field(openings[1] if openings[1:] else tell.now + timedelta(days=1)),
        )


@blueprint.post("/away")
def enter() -> ResponseReturnValue:
    """For oneself; for others whoever leads."""
    teammate_id = request.form.get("teammate", 0, int) or user().id
    stand_in_id = request.form.get("stand_in", 0, int) or None
    if teammate_id != user().id:
        find.must(Action.ASSIGN)
    for key in filter(None, (teammate_id, stand_in_id)):
        find.must_exist(desk.teammates(find.stores()).where(Teammate.id == key))
    since, until = _moment("since"), _moment("until")

    def told() -> None:
        if since is None or until is None:
            raise ValueError("Choose from when until when.")
        why = request.form.get("why", AwayWhy.AWAY)
        if why not in set(AwayWhy):
            raise ValueError("Choose why.")
        wanted = Wanted(teammate_id, since, until, AwayWhy(why), stand_in_id)
        absences.enter(services(), wanted, by=user(), now=services().clock())

    return find.done(told, "Noted. What waits goes to a colleague when it begins.", "away.page")


@blueprint.post("/away/<int:absence_id>/end")
def end(absence_id: int) -> ResponseReturnValue:
    """Back before that, or not going after all."""
    with find.reading() as session:
        row = find.one(session, lending.absence(find.stores(), absence_id))
    if row.teammate_id != user().id:
        find.must(Action.ASSIGN)
    return find.done(
        lambda: absences.end(services(), absence_id, by=user(), now=services().clock()), "Noted.", "away.page"
    )


@blueprint.post("/lent/<int:lent_id>/back")
def take_again(lent_id: int) -> ResponseReturnValue:
    """By whoever was away; for them whoever leads."""
    with find.reading() as session:
        row = find.one(session, lending.lent(find.stores(), lent_id))
        owner_id = row.absence.teammate_id
    if owner_id != user().id:
        find.must(Action.ASSIGN)
    told = "It is yours again." if owner_id == user().id else "Given back."
    return find.done(
        lambda: absences.take_again(services(), lent_id, by=user(), now=services().clock()), told, "away.page"
    )


def _lent(session: Session) -> list[Lent]:
    """What I may take again."""
    found = session.scalars(lending.offered(user().id, find.stores(), services().clock()))
    return [row for row in found if absences.still_open(row)]


def _moment(name: str) -> datetime | None:
    return find.telling(find.home()).of_field(request.form.get(name, ""))
