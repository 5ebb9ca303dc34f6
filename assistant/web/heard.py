"""What was heard as a promise, and whom outside a matter waits for: each a post, back where it came from."""

from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import hints, outside
from assistant.records import Conversation, Hint, Outside, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user

blueprint = Blueprint("heard", __name__)


@blueprint.post("/hints/<int:hint_id>/promise")
def take(hint_id: int) -> ResponseReturnValue:
    conversation_id = _of_hint(hint_id)
    due = _moment(conversation_id, "due")
    if due is None:
        return _no_time(conversation_id)
    return find.done(
        lambda: hints.take(services(), hint_id, _made(due), by=user(), now=services().clock()),
        "It is a promise now; it stands under Promises until somebody ends it.",
        "conversations.page",
        conversation_id=conversation_id,
    )


@blueprint.post("/hints/<int:hint_id>/dismissal")
def dismiss(hint_id: int) -> ResponseReturnValue:
    return find.done(
        lambda: hints.dismiss(services(), hint_id, by=user(), now=services().clock()),
        "Noted: no promise.",
        "conversations.page",
        conversation_id=_of_hint(hint_id),
    )


@blueprint.post("/conversations/<int:conversation_id>/promises")
def add(conversation_id: int) -> ResponseReturnValue:
    """One that was made elsewhere: at the counter, on the lot."""
    find.must_exist(desk.conversation(find.stores(), conversation_id))
    due = _moment(conversation_id, "due")
    if due is None:
        return _no_time(conversation_id)
    return find.done(
        lambda: hints.add(services(), conversation_id, _made(due), by=user(), now=services().clock()),
        "Written down.",
        "conversations.page",
        conversation_id=conversation_id,
    )


@blueprint.post("/conversations/<int:conversation_id>/outside")
def wait_for(conversation_id: int) -> ResponseReturnValue:
    find.must_exist(desk.conversation(find.stores(), conversation_id))
    again = _moment(conversation_id, "again")
    if again is None:
        return _no_time(conversation_id)
    wanted = outside.Wanted(words("whom"), words("what"), again)
    return find.done(
        lambda: outside.wait_for(services(), conversation_id, wanted, by=user(), now=services().clock()),
        "Noted. You are told when it is time to ask again.",
        "conversations.page",
        conversation_id=conversation_id,
    )


@blueprint.post("/outside/<int:outside_id>/asking")
def asked_again(outside_id: int) -> ResponseReturnValue:
    conversation_id = _of_outside(outside_id)
    again = _moment(conversation_id, "again")
    if again is None:
        return _no_time(conversation_id)
    return find.done(
        lambda: outside.asked_again(services(), outside_id, again=again, by=user(), now=services().clock()),
        "Asked again. You are told when it is time for the next.",
        "conversations.page",
        conversation_id=conversation_id,
    )


@blueprint.post("/outside/<int:outside_id>/answer")
def answered(outside_id: int) -> ResponseReturnValue:
    return find.done(
        lambda: outside.heard(
            services(), outside_id, answer=words("answer"), by=user(), now=services().clock()
        ),
        "Noted: the next draft can state it.",
        "conversations.page",
        conversation_id=_of_outside(outside_id),
    )


@blueprint.post("/outside/<int:outside_id>/dropping")
def drop(outside_id: int) -> ResponseReturnValue:
    return find.done(
        lambda: outside.drop(services(), outside_id, why=words("answer"), by=user(), now=services().clock()),
        "Nobody is asked again.",
        "conversations.page",
        conversation_id=_of_outside(outside_id),
    )


def _made(due: datetime) -> hints.Made:
    return hints.Made(words("what"), request.form.get("who", 0, int), due)


def _moment(conversation_id: int, name: str) -> datetime | None:
    """In the zone of the conversation's store."""
    with find.reading() as session:
        conversation: Conversation = find.one(session, desk.conversation(find.stores(), conversation_id))
        return find.telling(conversation.store).of_field(request.form.get(name, ""))


def _no_time(conversation_id: int) -> ResponseReturnValue:
    flash("Choose a time first. Nothing was changed.", "stop")
    return redirect(url_for("conversations.page", conversation_id=conversation_id), 303)


def _of_hint(hint_id: int) -> int:
    with find.reading() as session:
        return find.one(session, Hint.one_of(find.stores(), hint_id)).conversation_id


def _of_outside(outside_id: int) -> int:
    with find.reading() as session:
        return find.one(session, Outside.one_of(find.stores(), outside_id)).conversation_id
