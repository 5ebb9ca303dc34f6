"""A draft: edit, check, approve, undo; an approval is a resource under its draft."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.variation import Way
from assistant.pipeline import anew, drafts, review
from assistant.pipeline import vary as variation
from assistant.pipeline.review import Approved, Press, Tick
from assistant.records import Draft, absence, asking, desk
from assistant.web import conversations, find, watching
from assistant.web.deeds import words
from assistant.web.here import services, sign_in, user
from assistant.web.shown import away
from assistant.web.shown import draft as shown

LONGEST_TEXT = 50_000  # characters of a reply
PROMISES_AT_MOST = 20
VARIED = {
    True: "Here it is; the one before stands under Other drafts.",
    False: "Your text stays as it is. The other draft stands beside it, under Other drafts.",
    None: "The model is at it. It appears here when it is done.",
}
ANEW = {
    True: "Written anew from what is on record; the one before stands under Other drafts.",
    False: "Nothing new is known. The draft stays as it is.",
}

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts/<int:draft_id>")


@blueprint.post("/approval")
def approve(draft_id: int) -> ResponseReturnValue:
    conversation_id = _conversation(draft_id)
    press = _press(conversation_id)
    ended = review.approve(services(), draft_id, press, now=services().clock())
    if isinstance(ended, Approved):
        return redirect(_page(conversation_id), 303)
    halted = conversations.Halted(ended, press.promises, press.overrule)
    return conversations.render(conversation_id, halted=halted), 409


@blueprint.post("/undo")
def undo(draft_id: int) -> ResponseReturnValue:
    conversation_id = _conversation(draft_id)
    if not review.undo(services(), draft_id, by=user(), now=services().clock()):
        flash("Too late to undo: it is on its way. Write a second message if something was wrong.", "stop")
    return redirect(_page(conversation_id), 303)


@blueprint.post("/check")
def check(draft_id: int) -> ResponseReturnValue:
    """What the checks say of the text as it is typed; stores nothing."""
    _conversation(draft_id)
    return jsonify(_checked(draft_id, typed()))


@blueprint.post("/text")
def save(draft_id: int) -> ResponseReturnValue:
    """Keep what was typed. A page that types over another's newer text is told so, and nothing is lost."""
    conversation_id = _conversation(draft_id)
    by_script = request.accept_mimetypes.best == "application/json"
    if _version(draft_id) != request.form.get("version", _version(draft_id), int):
        if by_script:
            return jsonify(error="Somebody else changed this text just now. Reload to see theirs."), 409
        flash("Somebody else changed this text meanwhile; yours took its place.", "stop")
    review.save(services(), draft_id, typed(), by=user(), now=services().clock())
    if by_script:
        return jsonify(_checked(draft_id, typed()))
    return redirect(_page(conversation_id), 303)


@blueprint.post("/discard")
def discard(draft_id: int) -> ResponseReturnValue:
    why = words("why")
    return _did(
        draft_id,
        lambda: drafts.discard(services(), draft_id, by=user(), why=why, now=services().clock()),
        "Discarded. It stands under Other drafts.",
    )


@blueprint.post("/lead")
def lead(draft_id: int) -> ResponseReturnValue:
    return _did(draft_id, lambda: drafts.lead(services(), draft_id, by=user(), now=services().clock()))


@blueprint.post("/signer")
def sign(draft_id: int) -> ResponseReturnValue:
    _keep(draft_id)
    return _did(draft_id, lambda: drafts.sign_as(services(), draft_id, by=user(), now=services().clock()))


@blueprint.post("/vouch")
def vouch(draft_id: int) -> ResponseReturnValue:
    """*I know this*: kept with name and time, and the text is looked at again."""
    _keep(draft_id)
    try:
        drafts.vouch(services(), draft_id, words("statement"), by=user(), now=services().clock())
    except ValueError as error:
        flash(str(error), "stop")
        return redirect(_page(_conversation(draft_id)), 303)
    return _did(draft_id, lambda: _look_again(draft_id), f"Noted: {user().first_name} knows this.")


@blueprint.post("/answered")
def answered(draft_id: int) -> ResponseReturnValue:
    _keep(draft_id)
    question = request.form.get("question", -1, int)
    drafts.answered(services(), draft_id, question, by=user(), now=services().clock())
    return _did(draft_id, lambda: _look_again(draft_id))


@blueprint.post("/wording")
def reword(draft_id: int) -> ResponseReturnValue:
    """Put the better wording of a finding in its place."""
    _conversation(draft_id)
    text = typed()
    try:
        quote, better, nth = request.form.get("wording", "").split("\x1f")
        number = int(nth)
    except ValueError:
        abort(400)
    review.save(
        services(),
        draft_id,
        replaced(text, quote.replace("\r\n", "\n"), better, number),
        by=user(),
        now=services().clock(),
    )
    return redirect(_page(_conversation(draft_id)), 303)


@blueprint.post("/redraft")
def redraft(draft_id: int) -> ResponseReturnValue:
    conversation_id = _conversation(draft_id)
    flash(ANEW[anew.redraft(services(), draft_id, by=user(), now=services().clock())], "done")
    return redirect(_page(conversation_id), 303)


@blueprint.post("/variation")
def vary(draft_id: int) -> ResponseReturnValue:
    """Another draft: shorter, warmer, in their language, with other options."""
    _keep(draft_id)
    conversation_id = _conversation(draft_id)
    try:
        way = Way(request.form.get("way", ""))
    except ValueError:
        abort(400)
    try:
        leads = variation.vary(services(), draft_id, way, by=user(), now=services().clock())
    except ValueError as error:
        flash(str(error), "stop")
    else:
        flash(VARIED[leads], "done")
    return redirect(_page(conversation_id), 303)


def replaced(text: str, quote: str, better: str, nth: int) -> str:
    """The text with occurrence `nth` (from 0) of the quote replaced; unchanged where it is not there."""
    at = text.find(quote) if quote else -1
    for _ in range(nth):
        at = text.find(quote, at + 1) if at >= 0 else -1
    return text if at < 0 else text[:at] + better + text[at + len(quote) :]


def _look_again(draft_id: int) -> None:
    """Check the kept text once more, after what is known of it has changed."""
    with find.reading() as session:
        text = find.one(session, desk.draft(find.stores(), draft_id)).text
    review.save(services(), draft_id, text, by=user(), now=services().clock())


def _press(conversation_id: int) -> Press:
    return Press(
        by_id=user().id,
        sign_in_id=sign_in().id,
        text=typed(),
        newest_seen_id=request.form.get("newest_seen_id", 0, int),
        shown_digest=request.form.get("shown_digest", ""),
        promises=_ticks(conversation_id),
        overrule=words("overrule"),
    )


def _ticks(conversation_id: int) -> tuple[Tick, ...]:
    """The promises as the form has them; only teammates of the store can be named."""
    with find.reading() as session:
        conversation = find.one(session, desk.conversation(find.stores(), conversation_id))
        tell = find.telling(conversation.store)
        people = {person.id for person in session.scalars(desk.teammates([conversation.store_id]))}
    ticks = []
    for number in range(PROMISES_AT_MOST):
        what, due = words(f"promise-{number}-what"), tell.of_field(words(f"promise-{number}-due"))
        if not what or due is None:
            continue
        who = request.form.get(f"promise-{number}-who", user().id, int)
        ticks.append(
            Tick(
                what=what,
                who_id=who if who in people else user().id,
                due=due,
                ticked=f"promise-{number}-ticked" in request.form,
                why=words(f"promise-{number}-why"),
            )
        )
    return tuple(ticks)


def _checked(draft_id: int, text: str) -> dict[str, object]:
    """Marks as values, and the parts of the card as the page itself would show them."""
    seen = request.form.get("newest_seen_id", None, int)
    found = review.recheck(services(), draft_id, text, now=services().clock(), newest_seen_id=seen)
    with find.reading() as session:
        draft = find.one(session, desk.draft(find.stores(), draft_id))
        conversation = find.one(session, desk.conversation(find.stores(), draft.conversation_id))
        watching.saw(
            Did.SAW_CONVERSATION,
            conversation.store_id,
            customer_id=conversation.customer_id,
            conversation_id=conversation.id,
        )
        tell = find.telling(conversation.store)
        people = session.scalars(desk.teammates([conversation.store_id])).all()
        never = review.never_overruled(user(), typed=draft.touched or text != draft.text)
        asks = session.scalars(asking.asks_in(conversation.id)).all()
        shown_review = shown.review(
            draft, text, found, teammates=people, tell=tell, never=never, asks=asks, me=user()
        )
        values = {
            "draft": {"id": draft.id, "review": shown_review},
            "people": people,
            "absent": away.marks(absence.until(session, [conversation.store_id], tell.now), tell),
            "tell": tell,
        }
        return {
            "marks": [mark.as_json() for mark in shown_review.marks],
            "summary": shown_review.summary,
            "blocking": shown_review.blocking,
            "version": draft.version,
            "digest": review.message_digest(draft),
            "parts": {
                part: render_template(f"conversation/_{part}.html", **values)
                for part in ("asks", "findings", "promised", "sources", "overrule")
            },
        }


def _conversation(draft_id: int) -> int:
    """The id of the draft's conversation; 404 where the draft is of another store."""
    with find.reading() as session:
        return find.one(session, desk.draft(find.stores(), draft_id)).conversation_id


def _version(draft_id: int) -> int:
    with find.reading() as session:
        found: Draft = find.one(session, desk.draft(find.stores(), draft_id))
        return found.version


def _keep(draft_id: int) -> None:
    """Buttons of the form bring the text along: keep it first."""
    _conversation(draft_id)
    if "text" in request.form:
        review.save(services(), draft_id, typed(), by=user(), now=services().clock())


def typed() -> str:
    """The text that the form of a draft brings along."""
    return request.form.get("text", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]


def _page(conversation_id: int) -> str:
    return url_for("conversations.page", conversation_id=conversation_id, _anchor="draft")


def _did(draft_id: int, deed: Callable[[], None], told: str = "") -> ResponseReturnValue:
    conversation_id = _conversation(draft_id)
    deed()
    if told:
        flash(told, "done")
    return redirect(_page(conversation_id), 303)
