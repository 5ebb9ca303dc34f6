"""Handoffs: asked with a reason and a summary, taken or given back; afterwards: was it taken care of?"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from assistant.core.handing import Reason, reason_of
from assistant.pipeline import handing
from assistant.pipeline.handing import Wanted
from assistant.records import Conversation, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user

blueprint = Blueprint("handoffs", __name__)


@blueprint.post("/conversations/<int:conversation_id>/handoff")
def ask(conversation_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        conversation: Conversation = find.one(session, desk.conversation(find.stores(), conversation_id))
        tell = find.telling(conversation.store)
    due = tell.of_field(words("due"))

    def hand_over() -> None:
        wanted = Wanted(
            taker_id=request.form.get("taker", 0, int),
            reason=reason_of(request.form.get("reason", Reason.OTHER)),
            note=words("note"),
            summary=words("summary") if "summary" in request.form else None,
            due=due,
        )
        if wanted.reason is Reason.OTHER and not wanted.note:
            raise ValueError("Say in a few words why: they decide by it whether they take over.")
        handing.hand_over(services(), conversation_id, wanted, by=user(), now=services().clock())

    told = "Asked. It stays with you until they accept; if they do not in time, you hear of it."
    return find.done(hand_over, told, "conversations.page", conversation_id=conversation_id)


@blueprint.post("/handoffs/<int:handoff_id>/<any(accept, decline):answer>")
def answer(handoff_id: int, answer: str) -> ResponseReturnValue:
    conversation_id, now = _of(handoff_id), services().clock()
    if answer == "accept":
        return find.done(
            lambda: handing.accept(services(), handoff_id, by=user(), now=now),
            "It is yours now.",
            "conversations.page",
            conversation_id=conversation_id,
        )
    return find.done(
        lambda: handing.decline(services(), handoff_id, by=user(), now=now, why=words("why")),
        "Given back.",
        "conversations.page",
        conversation_id=conversation_id,
    )


@blueprint.post("/handoffs/<int:handoff_id>/care")
def care(handoff_id: int) -> ResponseReturnValue:
    """What the giver says when they are asked after it."""
    conversation_id, now = _of(handoff_id), services().clock()
    if request.form.get("cared") == "yes":
        return find.done(
            lambda: handing.taken_care(services(), handoff_id, by=user(), now=now),
            "Good. Noted.",
            "conversations.page",
            conversation_id=conversation_id,
        )
    return find.done(
        lambda: handing.bring_back(services(), handoff_id, why=words("why"), by=user(), now=now),
        "It is yours again. Whoever had it, and whoever leads, are told why.",
        "conversations.page",
        conversation_id=conversation_id,
    )


def _of(handoff_id: int) -> int:
    with find.reading() as session:
        return find.one(session, desk.handoff(find.stores(), handoff_id)).conversation_id
