"""Settings > Who drafts: what models may cost each store in a day, and what they have cost today."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core import spending
from assistant.drafters.model import price_of
from assistant.pipeline import purse
from assistant.records import Session, Store
from assistant.web import find
from assistant.web.here import services
from assistant.web.kept import keep

MOST_CENTS, MOST_TOKENS = 10_000_000, 2_000_000_000

blueprint = Blueprint("budget", __name__, url_prefix="/settings/budget")


def shown(session: Session, store: Store) -> dict[str, object]:
    """The line of one store, and its own limits for the form; the defaults stand in the empty fields."""
    settings = services().settings
    spent, allowance = purse.today(session, store, services().clock()), purse.allowance_of(store, settings)
    cents = store.model_day_cents
    return {
        "id": store.id,
        "name": store.name,
        "line": spending.today(spent, allowance, priced=price_of(settings) is not None),
        "full": not spent.bears(1, 1, allowance),
        "dollars": "" if cents is None else f"{cents / 100:.2f}",
        "tokens": "" if store.model_day_tokens is None else store.model_day_tokens,
        "usual_dollars": f"{settings.model_day_dollars:.2f}",
        "usual_tokens": settings.model_day_tokens,
        "priced": price_of(settings) is not None,
    }


@blueprint.post("/<int:store_id>")
def change(store_id: int) -> ResponseReturnValue:
    if store_id not in find.stores():
        abort(404)
    try:
        new = {
            "model_day_cents": _number("dollars", times=100, most=MOST_CENTS),
            "model_day_tokens": _number("tokens", times=1, most=MOST_TOKENS),
        }
    except ValueError:
        flash("Give numbers, or leave a field empty. Nothing was changed.", "stop")
        return redirect(url_for("settings.page", _anchor="drafter"), 303)
    with services().sessions.begin() as session:
        store = session.get_one(Store, store_id)
        changed = keep(session, store, **new)
    flash("Kept." if changed else "That is how it was already.", "done")
    return redirect(url_for("settings.page", _anchor="drafter"), 303)


def _number(name: str, *, times: int, most: int) -> int | None:
    """None where the field is empty; ValueError for what is no number in bounds."""
    given = request.form.get(name, "").strip().lstrip("$").replace(",", "")
    if not given:
        return None
    number = round(float(given) * times)
    if not 0 <= number <= most:
        raise ValueError(given)
    return number
