"""The feedback page of a store: words first, a rating if one likes, and how to answer."""

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException

from assistant.core.message import Channel
from assistant.pipeline.receive import receive
from assistant.records import Inbox, Session, Store, Teammate
from assistant.web import posted
from assistant.web.here import services
from assistant.web.shown.presence import presence, reader_of

ABOUT_MOST = 64  # letters of the token in a link of ours
ASKED = ("message", "rating", "name", "email", "phone")
LONGEST = {"message": 20_000, "name": 200, "email": 320, "phone": 60}  # characters
RATINGS = ((5, "Very good"), (4, "Good"), (3, "All right"), (2, "Not good"), (1, "Bad"))
OURS = ("website", "about", "answer")  # no words of theirs
ANSWERS = (("mail", "By e-mail"), ("phone", "By phone"), ("none", "No answer needed"))
WISHES = {"mail": "an answer by e-mail", "phone": "a call", "none": "no answer; they want it to be read"}
MOST_PHOTOS, MOST_BYTES = 5, 12_000_000  # of all photos together
NO_ADDRESS = {
    "mail": ("email", "Which address shall we write to?"),
    "phone": ("phone", "Which number shall we call?"),
}
LARGEST_POST = 32_000_000  # bytes; beyond it nothing of a post can be read
ONCE_MORE = "Please choose the photos once more: a browser gives them only once."
TOO_LARGE = (
    "The photos are too large to be sent. Go back: your words are still in the page that you came from. "
    "Choose smaller photos, or none."
)
TRAP = "website"  # people do not see this field; programs fill it, and some browsers too
WAIT = (
    "Many messages came from your network just now. "
    "Yours is still here: please send it again in a few minutes."
)

blueprint = Blueprint("feedback", __name__)


@blueprint.errorhandler(429)
def too_fast(error: HTTPException) -> ResponseReturnValue:
    wait = str(getattr(error, "retry_after", None) or 60)
    return _page(_inbox(_slug()), request.form.to_dict(), {"page": WAIT}), 429, {"Retry-After": wait}


@blueprint.errorhandler(413)
def too_large(_error: HTTPException) -> ResponseReturnValue:
    return _page(_inbox(_slug()), {}, {"page": TOO_LARGE}), 413


@blueprint.get("/feedback/<slug>")
def page(slug: str) -> ResponseReturnValue:
    return _page(_inbox(slug), {"about": request.args.get("about", "")[:ABOUT_MOST]}, {})


@blueprint.post("/feedback/<slug>")
def send(slug: str) -> ResponseReturnValue:
    inbox = _inbox(slug)
    request.max_content_length = LARGEST_POST
    typed = request.form.to_dict()
    kept, wrong_photos = photos(request.files.getlist("photos"))
    wrong = {**mistakes(typed), **wrong_photos}
    if wrong and kept:
        wrong["photos"] = wrong.get("photos") or ONCE_MORE
    if wrong:
        return _page(inbox, typed, wrong), 422
    now, about = services().clock(), typed.get("about", "")[:ABOUT_MOST]
    receive(
        services(),
        inbox_id=inbox.id,
        form="feedback",
        entry="page",
        raw=posted.as_raw({**fields(typed), **kept, **({"about_token": about} if about else {})}, now),
        now=now,
        envelope={"about": about} if about else None,
    )
    return redirect(url_for("feedback.thanks", slug=slug, answer=ending(typed)), 303)


def ending(typed: dict[str, str]) -> str:
    """What happens next: "mail", "phone", "none" (wanted), or "no" (no way to answer)."""
    has = {"mail": bool(typed.get("email", "").strip()), "phone": bool(typed.get("phone", "").strip())}
    wish = typed.get("answer", "")
    if wish == "none" or has.get(wish):
        return wish
    return next((way for way, given in has.items() if given), "no")


def photos(files: list[FileStorage]) -> tuple[posted.Fields, dict[str, str]]:
    """What is kept of the photos, and what keeps them from being sent."""
    given = [file for file in files if file.filename]
    kept = posted.files_of(given) if given else {}
    if len(given) > MOST_PHOTOS:
        return kept, {"photos": f"{MOST_PHOTOS} photos fit here. Please choose fewer."}
    if any(not file.mimetype.startswith("image/") for file in given):
        return kept, {"photos": "Only photos fit here; write to us for anything else."}
    if sum(one["size"] for one in kept.get("_files", ())) > MOST_BYTES:
        return kept, {"photos": "The photos are larger than 12 MB together. Please choose fewer."}
    return kept, {}


@blueprint.get("/feedback/<slug>/thanks")
def thanks(slug: str) -> ResponseReturnValue:
    inbox = _inbox(slug)
    return render_template("feedback/thanks.html", **_about(inbox), ending=request.args.get("answer", "mail"))


def mistakes(typed: dict[str, str]) -> dict[str, str]:
    """What keeps this from being sent, by field; empty if nothing does."""
    wrong = {
        name: f"This is longer than the {most:,} characters that fit here. All of it is still in the field."
        for name, most in LONGEST.items()
        if len(typed.get(name, "")) > most
    }
    field, asked = NO_ADDRESS.get(typed.get("answer", ""), ("", ""))
    if field and not typed.get(field, "").strip():
        wrong[field] = asked
    if not typed.get("message", "").strip() and not typed.get("rating", "").strip():
        wrong["message"] = "Please write a few words, or choose how it was."
    email = typed.get("email", "").strip()
    if email and "email" not in wrong:
        try:
            validate_email(email, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            wrong["email"] = "This address seems incomplete: an answer would not arrive."
    return wrong


def fields(typed: dict[str, str]) -> posted.Fields:
    """What is kept: every field that has something in it; what the trap caught is told, not thrown away."""
    found: posted.Fields = {
        name: value for name, value in typed.items() if value.strip() and name not in OURS
    }
    if typed.get("answer", "") in WISHES:
        found["They would like"] = WISHES[typed["answer"]]
    if typed.get(TRAP, "").strip():
        found["In a hidden field, as programs fill it"] = typed[TRAP]
    return found


def _page(inbox: Inbox, typed: dict[str, str], wrong: dict[str, str]) -> str:
    return render_template(
        "feedback/page.html", **_about(inbox), typed=typed, wrong=wrong, ratings=RATINGS, answers=ANSWERS
    )


def _about(inbox: Inbox) -> dict[str, object]:
    with services().sessions() as session:
        owner = session.get(Teammate, inbox.owner_id) if inbox.owner_id else None
    name = owner.name if owner is not None and owner.active else ""
    return {
        "store": inbox.store,
        "reader": reader_of(inbox, name),
        "presence": presence(inbox.store, services().clock()),
    }


def _slug() -> str:
    return str((request.view_args or {})["slug"])


def _inbox(slug: str) -> Inbox:
    """Where the store's feedback is filed: its form inbox, else one for mail; 404 without."""
    with services().sessions() as session:
        store = session.scalar(Store.by_slug(slug))
        inbox = store and _first(session, store)
        if not inbox:
            abort(404)
        return inbox


def _first(session: Session, store: Store) -> Inbox | None:
    order = (Channel.FORM, Channel.EMAIL, Channel.API)
    fit = [one for channel in order for one in store.inboxes if one.channel is channel]
    if not fit:
        return None
    session.refresh(fit[0], ["store"])
    return fit[0]
