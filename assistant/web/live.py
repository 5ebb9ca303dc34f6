"""Live: tells a teammate's open page that something changed in their stores; ids only."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from assistant.records import Conversation
from assistant.web import streams
from assistant.web.here import services, user

TOPICS_AT_MOST = 20

blueprint = Blueprint("live", __name__)


@blueprint.get("/live")
def listen() -> ResponseReturnValue:
    """`?conversation=<id>` and `?topics=today:1,conversation:7` add to, and choose from, what is theirs.

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
    answer: Response = streams.stream(streams.teammates, str(user().id), wanted)
    return answer


def _is_theirs(topic: str) -> bool:
    kind, _, key = topic.partition(":")
    if kind != "conversation" or not key.isdecimal() or len(key) > 18:
        return False
    with services().sessions() as session:
        found = session.get(Conversation, int(key))
        return found is not None and found.store_id in user().store_ids
