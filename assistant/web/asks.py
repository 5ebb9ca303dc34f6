"""Questions to colleagues: asked from a hole in the draft or from the conversation, answered, taken back."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import asks, finding_out, review
from assistant.pipeline.asks import Wanted
from assistant.records import Conversation, Draft, asking, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.drafts import typed
from assistant.web.here import services, user

blueprint = Blueprint("asks", __name__)


@blueprint.post("/drafts/<int:draft_id>/finding-out")
def find_out(draft_id: int) -> ResponseReturnValue:
    """*I'll find out*: the sentence that says who, what and when goes into the text."""
    draft = _kept(draft_id)
    number = request.form.get("question", -1, int)
    return find.done(
        lambda: finding_out.find_out(services(), draft_id, number, by=user(), now=services().clock()),
        "It says so in the answer now; approved, it is your promise.",
        "conversations.page",
        conversation_id=draft.conversation_id,
        _anchor="draft",
    )


@blueprint.post("/drafts/<int:draft_id>/asks")
def of_draft(draft_id: int) -> ResponseReturnValue:
    """About the question whose chip was pressed."""
    draft = _kept(draft_id)
    number = request.form.get("ask", -1, int)
    return _ask(draft.conversation_id, f"ask-{number}-", message_id=draft.message_id, number=number)


@blueprint.post("/conversations/<int:conversation_id>/asks")
def of_conversation(conversation_id: int) -> ResponseReturnValue:
    """About anything else of this matter."""
    find.must_exist(desk.conversation(find.stores(), conversation_id))
    return _ask(conversation_id, "ask-")


@blueprint.post("/asks/<int:ask_id>/answer")
def answer(ask_id: int) -> ResponseReturnValue:
    return find.done(
        lambda: asks.answer(services(), ask_id, words("text"), by=user(), now=services().clock()),
        "Thank you. Whoever asked sees it at once.",
        "conversations.page",
        conversation_id=_of(ask_id),
    )


@blueprint.post("/asks/<int:ask_id>/withdrawal")
def withdraw(ask_id: int) -> ResponseReturnValue:
    return find.done(
        lambda: asks.withdraw(services(), ask_id, by=user(), now=services().clock()),
        "Taken back.",
        "conversations.page",
        conversation_id=_of(ask_id),
    )


def _ask(
    conversation_id: int, prefix: str, message_id: int | None = None, number: int | None = None
) -> ResponseReturnValue:
    with find.reading() as session:
        conversation: Conversation = find.one(session, desk.conversation(find.stores(), conversation_id))
        tell = find.telling(conversation.store)
    due = tell.of_field(words(f"{prefix}due"))
    if due is None:
        flash("Choose by when you need the answer. Nothing was changed.", "stop")
        return redirect(url_for("conversations.page", conversation_id=conversation_id), 303)
    of = request.form.get(f"{prefix}of", 0, int)
    wanted = Wanted(of, words(f"{prefix}text"), due, message_id=message_id, number=number)
    return find.done(
        lambda: asks.ask(services(), conversation_id, wanted, by=user(), now=services().clock()),
        "Asked. It stays with you; the answer appears here.",
        "conversations.page",
        conversation_id=conversation_id,
    )


def _kept(draft_id: int) -> Draft:
    """The draft, with what was typed kept first: buttons of its form bring the text along."""
    with find.reading() as session:
        draft: Draft = find.one(session, desk.draft(find.stores(), draft_id))
    if "text" in request.form:
        review.save(services(), draft_id, typed(), by=user(), now=services().clock())
    return draft


def _of(ask_id: int) -> int:
    with find.reading() as session:
        return find.one(session, asking.ask(find.stores(), ask_id)).conversation_id
