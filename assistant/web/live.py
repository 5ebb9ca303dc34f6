"""Live: tells a teammate's open page that something changed in their stores; ids only."""

from functools import partial

import structlog
from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from assistant.core.roles import Role
from assistant.pipeline.services import Services
from assistant.records import Conversation, SignIn, Teammate
from assistant.web import streams
from assistant.web.here import services, sign_in, user

TOPICS_AT_MOST = 20

log = structlog.get_logger()
blueprint = Blueprint("live", __name__)


@blueprint.get("/live")
def listen() -> ResponseReturnValue:
    """`?conversation=<id>` and `?topics=today:1,teammate:3` add to, and choose from, what is theirs.

    Without `topics` a page hears of all its teammate's stores. 404 for what belongs to another store.
    """
    asked = [topic for topic in request.args.get("topics", "").split(",") if topic]
    stores = [f"today:{store_id}" for store_id in user().store_ids]
    wanted = asked or stores
    conversation = request.args.get("conversation", "")
    if conversation:
        wanted = [*wanted, f"conversation:{conversation}"]
    if len(wanted) > TOPICS_AT_MOST + len(stores):
        abort(400)
    if not all(topic in stores or _is_theirs(topic) for topic in wanted):
        abort(404)
    may = partial(unchanged, services(), sign_in())
    answer: Response = streams.stream(streams.teammates, str(user().id), wanted, may)
    return answer


def unchanged(services: Services, here: SignIn) -> bool:
    """Whether this sign-in lives, and its teammate still has the role and the stores of its beginning.

    While the database does not answer nobody can have been signed out, and nobody hears of anything.
    """
    try:
        with services.sessions() as session:
            found = session.scalar(SignIn.live(here.token_hash, services.clock()))
            return found is not None and _reach(found.teammate) == _reach(here.teammate)
    except Exception as error:
        log.warning("live.not-looked", error=type(error).__name__, teammate=here.teammate_id)
        return True


def _reach(teammate: Teammate) -> tuple[bool, Role, list[int]]:
    return teammate.active, teammate.role, teammate.store_ids


def _is_theirs(topic: str) -> bool:
    if topic == f"teammate:{user().id}":
        return True
    kind, _, key = topic.partition(":")
    if kind != "conversation" or not key.isdecimal() or len(key) > 18:
        return False
    with services().sessions() as session:
        found = session.get(Conversation, int(key))
        return found is not None and found.store_id in user().store_ids
