"""What a person does with a conversation besides answering it: each a post, each back where it came from."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from assistant.core.roles import Action
from assistant.core.waking import UNTIL_WORDS, Until
from assistant.pipeline import care
from assistant.records import Conversation, desk, outgoing
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown import leaving_open

LONGEST = 10_000  # characters of a note or a reason

blueprint = Blueprint("deeds", __name__)


@blueprint.post("/conversations/<int:conversation_id>/owner")
def assign(conversation_id: int) -> ResponseReturnValue:
    """Managers give it to anybody; a member may take it."""
    _seen(conversation_id)
    to = request.form.get("to_id", 0, int) or request.form.get("taker", 0, int)
    if to != user().id:
        find.must(Action.ASSIGN)
    return _did(
        conversation_id,
        lambda: care.assign(services(), conversation_id, to_id=to, by=user(), now=services().clock()),
        "It is yours now." if to == user().id else "Given over.",
    )


@blueprint.post("/conversations/<int:conversation_id>/snooze")
def snooze(conversation_id: int) -> ResponseReturnValue:
    conversation = _seen(conversation_id)
    tell = find.telling(conversation.store)
    wait_for = next((one for one in Until if one.value == request.form.get("for")), Until.TIME)
    field = "latest" if wait_for is not Until.TIME else "at" if request.form.get("at") else "until"
    until = tell.of_field(request.form.get(field, ""))
    if until is None:
        flash("Choose a time first.", "stop")
        return redirect(find.back("conversations.page", conversation_id=conversation_id), 303)
    now, back = services().clock(), f"Back {tell.moment(until).text} {UNTIL_WORDS[wait_for]}".strip()
    return _did(
        conversation_id,
        lambda: care.snooze(services(), conversation_id, until=until, wait_for=wait_for, by=user(), now=now),
        f"{back}. The clock runs on; a new message brings it back at once.",
    )


@blueprint.post("/conversations/<int:conversation_id>/closing")
def close(conversation_id: int) -> ResponseReturnValue:
    """With a word on each thing that is open there."""
    tell = find.telling(_seen(conversation_id).store)
    reason, said = words("why") or words("reason"), leaving_open.said(request.form, tell)
    return _did(
        conversation_id,
        lambda: care.close(
            services(), conversation_id, reason=reason, by=user(), now=services().clock(), said=said
        ),
        "Closed. What stays open stays on your lists." if leaving_open.stays(said) else "Closed.",
    )


@blueprint.post("/conversations/<int:conversation_id>/reopening")
def reopen(conversation_id: int) -> ResponseReturnValue:
    _seen(conversation_id)
    return _did(
        conversation_id,
        lambda: care.reopen(services(), conversation_id, by=user(), now=services().clock()),
        "Open again.",
    )


@blueprint.post("/conversations/<int:conversation_id>/calls")
def log_call(conversation_id: int) -> ResponseReturnValue:
    _seen(conversation_id)
    spoke = request.form.get("spoke") == "yes"
    return _did(
        conversation_id,
        lambda: care.log_call(
            services(),
            conversation_id,
            text=words("text"),
            spoke=spoke,
            by=user(),
            now=services().clock(),
            seen_id=request.form.get("newest_seen_id", None, int),
        ),
        "Logged; the clock stops." if spoke else "Logged. They still wait: a voicemail is no answer.",
    )


@blueprint.post("/conversations/<int:conversation_id>/notes")
def add_note(conversation_id: int) -> ResponseReturnValue:
    _seen(conversation_id)
    return _did(
        conversation_id,
        lambda: care.add_note(
            services(), conversation_id, text=words("text"), by=user(), now=services().clock()
        ),
        "Noted.",
    )


@blueprint.post("/conversations/<int:conversation_id>/need")
def needs_answer(conversation_id: int) -> ResponseReturnValue:
    _seen(conversation_id)
    needs = request.form.get("needs") == "yes"
    return _did(
        conversation_id,
        lambda: care.needs_answer(
            services(), conversation_id, needs=needs, by=user(), now=services().clock()
        ),
        "It waits for an answer now." if needs else "Cleared.",
    )


@blueprint.post("/conversations/<int:conversation_id>/answered")
def was_answered(conversation_id: int) -> ResponseReturnValue:
    _seen(conversation_id)
    return _did(
        conversation_id,
        lambda: care.was_answered(services(), conversation_id, by=user(), now=services().clock()),
        "Good: the clock stopped with your last reply.",
    )


@blueprint.post("/deliveries/<int:delivery_id>/settling")
def settle(delivery_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        delivery = find.one(session, outgoing.delivery(find.stores(), delivery_id))
        conversation_id = delivery.approval.conversation_id
    sent = request.form.get("sent") == "yes"
    return _did(
        conversation_id,
        lambda: care.settle(services(), delivery_id, sent=sent, by=user(), now=services().clock()),
        "Noted as sent." if sent else "Noted. The text is back: look at it and send it again.",
    )


def words(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]


def _seen(conversation_id: int) -> Conversation:
    """The conversation, if it is of the teammate's stores; 404 otherwise."""
    with find.reading() as session:
        return find.one(session, desk.conversation(find.stores(), conversation_id))


def _did(conversation_id: int, deed: Callable[[], object], told: str) -> ResponseReturnValue:
    return find.done(deed, told, "conversations.page", conversation_id=conversation_id)
