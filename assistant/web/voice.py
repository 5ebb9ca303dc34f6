"""My voice: what was learned from somebody's edits, with the replies that taught it; theirs to correct."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from assistant.core.voice.reach import ENOUGH
from assistant.pipeline import keeping_voice
from assistant.records import DraftUse, Preference, Session, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import voice as shown

SHARES_OF = timedelta(days=30)
NEWEST_SHOWN = 20  # of what is not learned yet

blueprint = Blueprint("voice", __name__, url_prefix="/voice")


@blueprint.get("")
def page() -> ResponseReturnValue:
    with find.reading() as session:
        habits, given = _habits(session)
        since = services().clock() - SHARES_OF
        shares = shown.shares(dict(session.execute(DraftUse.shares(user().id, since)).all()))
    learning = [one for one in habits if not one.learned]
    return render_template(
        "voice/page.html",
        learned=[one for one in habits if one.learned],
        learning=learning[:NEWEST_SHOWN],
        more=max(len(learning) - NEWEST_SHOWN, 0),
        given=given,
        shares=shares,
        enough=ENOUGH,
        kinds=shown.KINDS,
    )


@blueprint.post("/<int:preference_id>")
def change(preference_id: int) -> ResponseReturnValue:
    _must_exist(preference_id)
    return find.done(
        lambda: keeping_voice.change(
            services(), preference_id, words("text"), words("where"), by=user(), now=services().clock()
        ),
        "Kept. The next draft is written so.",
        "voice.page",
    )


@blueprint.post("/<int:preference_id>/applying")
def switch_on(preference_id: int) -> ResponseReturnValue:
    _must_exist(preference_id)
    return find.done(
        lambda: keeping_voice.switch_on(services(), preference_id, by=user(), now=services().clock()),
        "Switched on.",
        "voice.page",
    )


@blueprint.post("/<int:preference_id>/applying/end")
def switch_off(preference_id: int) -> ResponseReturnValue:
    _must_exist(preference_id)
    return find.done(
        lambda: keeping_voice.switch_off(services(), preference_id, by=user(), now=services().clock()),
        "Switched off: drafts do not follow it any more.",
        "voice.page",
    )


@blueprint.post("/<int:preference_id>/deletion")
def delete(preference_id: int) -> ResponseReturnValue:
    _must_exist(preference_id)
    return find.done(
        lambda: keeping_voice.delete(services(), preference_id, by=user(), now=services().clock()),
        f"Forgotten. Only {ENOUGH} new replies could teach it again.",
        "voice.page",
    )


def _habits(session: Session) -> tuple[list[shown.HabitShown], list[shown.HabitShown]]:
    """Mine, and what others gave to my stores."""
    me, tell = user(), find.telling(find.home())
    mine = session.scalars(Preference.mine(me.id)).all()
    others = session.scalars(Preference.of_others(me.id, find.stores())).all()
    talks = {sight.conversation_id for row in (*mine, *others) for sight in row.sightings}
    readable = frozenset(session.scalars(desk.readable(find.stores(), [one for one in talks if one])))
    habits = [shown.habit(row, tell, me, readable) for row in mine]
    return habits, [shown.habit(row, tell, me, readable) for row in others]


def _must_exist(key: int) -> None:
    find.must_exist(Preference.seen_by(user().id, find.stores(), key))
