"""Settings > What visitors are told: the sentence on public pages that says by when they hear from us."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assistant.records import Store
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services
from assistant.web.kept import keep
from assistant.web.shown.presence import presence

LONGEST = 300  # characters
EXAMPLE = "You hear from us by {answer_by}."

blueprint = Blueprint("public_words", __name__, url_prefix="/settings/public")


@blueprint.get("")
def page() -> ResponseReturnValue:
    now = services().clock()
    with find.reading() as session:
        stores = session.query(Store).where(Store.id.in_(find.stores())).order_by(Store.id).all()
        told = [(store, presence(store, now).line) for store in stores]
    return render_template("settings/public.html", told=told, example=EXAMPLE)


@blueprint.post("/<int:store_id>")
def change(store_id: int) -> ResponseReturnValue:
    """Whoever saves it approves it: visitors read it from then on. Empty: no time is promised."""
    if store_id not in find.stores():
        abort(404)
    said = " ".join(words("text").split())
    if len(said) > LONGEST:
        flash(f"At most {LONGEST} characters. Nothing was changed.", "stop")
        return redirect(url_for("public_words.page"), 303)
    with services().sessions.begin() as session:
        changed = keep(session, session.get_one(Store, store_id), presence=said)
    flash("Kept: visitors read it now." if changed else "That is how it was already.", "done")
    return redirect(url_for("public_words.page"), 303)
