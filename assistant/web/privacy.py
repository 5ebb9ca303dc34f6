"""Settings > Privacy: how long originals are kept, and what a model may see. Admins change it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.masking import Sees
from assistant.core.roles import Action
from assistant.drafters.asking.veil import on_this_machine
from assistant.drafters.model import server_of
from assistant.records import Store
from assistant.web import find
from assistant.web.here import services
from assistant.web.kept import keep

MOST_DAYS = 36_500
SEES = {
    "": ("By where the model runs", "A model on this machine sees everything; one elsewhere sees less."),
    Sees.ALL: ("Everything", "What the customer wrote and what is on record, word by word."),
    Sees.WITHOUT: (
        "Everything but what points to a person",
        "Always hidden, however it is spelled: the names, phones, e-mail and postal addresses, plates, "
        "VINs and amounts on record for the customer who is answered. Hidden where it is recognised: other "
        "phone numbers, addresses, plates, VINs, card numbers and amounts. Not hidden: other people's names, "
        "cars and dates, and what they tell of themselves in their own words. A name that is a word as well "
        "(Will, Grace) is hidden where it is written as a name. What is hidden becomes a placeholder such as "
        "[PHONE_1], and is put back in the answer before anybody reads it.",
    ),
    Sees.NOTHING: ("Nothing", "No model is asked. The built-in composer drafts alone."),
}

blueprint = Blueprint("privacy", __name__, url_prefix="/settings/privacy")


@blueprint.get("")
def page() -> ResponseReturnValue:
    settings = services().settings
    here = on_this_machine(server_of(settings).host)
    with find.reading() as session:
        stores = session.query(Store).where(Store.id.in_(find.stores())).order_by(Store.id).all()
    return render_template(
        "settings/privacy.html", stores=stores, sees=SEES, model=settings.model, here=here, most=MOST_DAYS
    )


@blueprint.post("/<int:store_id>")
def change(store_id: int) -> ResponseReturnValue:
    if store_id not in find.stores():
        abort(404)
    find.must(Action.SET_RETENTION)
    sees = request.form.get("model_sees", "")
    raw_days, aside_days = _days("raw_days"), _days("aside_days")
    if sees not in SEES or "wrong" in (raw_days, aside_days):
        flash(
            f"Give whole days, from 1 to {MOST_DAYS:,}, or leave the field empty. Nothing was changed.",
            "stop",
        )
        return redirect(url_for("privacy.page"), 303)
    with services().sessions.begin() as session:
        store = session.get_one(Store, store_id)
        new = {"raw_days": raw_days, "aside_days": aside_days, "model_sees": sees}
        changed = keep(session, store, **new)
    flash("Kept." if changed else "That is how it was already.", "done")
    return redirect(url_for("privacy.page"), 303)


def _days(name: str) -> int | str | None:
    """None where nothing is given: for ever."""
    given = request.form.get(name, "").strip()
    if not given:
        return None
    return int(given) if given.isascii() and given.isdigit() and 0 < int(given) <= MOST_DAYS else "wrong"
