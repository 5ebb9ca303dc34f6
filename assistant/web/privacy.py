"""Settings > Privacy: how long originals are kept, and what a model may see. Admins change it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.masking import Sees
from assistant.core.roles import Action
from assistant.drafters.asking.server import OPENAI
from assistant.drafters.asking.veil import on_this_machine
from assistant.records import Deed, Session, Store
from assistant.web import find
from assistant.web.here import services, user

MOST_DAYS = 36_500
SEES = {
    "": ("By where the model runs", "A model on this machine sees everything; one elsewhere sees less."),
    Sees.ALL: ("Everything", "What the customer wrote and what is on record, word by word."),
    Sees.WITHOUT: (
        "Everything but what points to a person",
        "Phone numbers, e-mail and postal addresses, names, plates, VINs, card numbers and amounts become "
        "placeholders such as [PHONE_1]. They are put back in its answer before anybody reads it.",
    ),
    Sees.NOTHING: ("Nothing", "No model is asked. The built-in composer drafts alone."),
}

blueprint = Blueprint("privacy", __name__, url_prefix="/settings/privacy")


@blueprint.get("")
def page() -> ResponseReturnValue:
    settings = services().settings
    url = settings.model_base_url or OPENAI
    here = on_this_machine(url.partition("//")[2].partition("/")[0].rpartition("@")[2].rpartition(":")[0])
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
        changed = [_set(session, store, name, value) for name, value in new.items()]
    flash("Kept." if any(changed) else "That is how it was already.", "done")
    return redirect(url_for("privacy.page"), 303)


def _set(session: Session, store: Store, name: str, value: object) -> bool:
    before = getattr(store, name)
    if before == value:
        return False
    setattr(store, name, value)
    session.add(
        Deed(
            at=services().clock(),
            teammate_id=user().id,
            store_id=store.id,
            what=Did.CHANGED_SETTINGS,
            about={"setting": name, "before": before, "after": value},
        )
    )
    return True


def _days(name: str) -> int | str | None:
    """None where nothing is given: for ever."""
    given = request.form.get(name, "").strip()
    if not given:
        return None
    return int(given) if given.isascii() and given.isdigit() and 0 < int(given) <= MOST_DAYS else "wrong"
