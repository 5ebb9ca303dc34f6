"""Dates that customers told us: noted on their page, so that somebody thinks of them in time."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import touch_deeds
from assistant.records import Remembered
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user

blueprint = Blueprint("dates", __name__)


@blueprint.post("/customers/<int:customer_id>/dates")
def remember(customer_id: int) -> ResponseReturnValue:
    find.living(customer_id)
    try:
        day = date.fromisoformat(words("day"))
    except ValueError:
        flash("Choose the day first. Nothing was changed.", "stop")
        return redirect(url_for("customers.page", customer_id=customer_id), 303)
    what, yearly = words("what"), request.form.get("yearly") == "yes"
    return find.done(
        lambda: touch_deeds.remember(
            services(), customer_id, what=what, day=day, yearly=yearly, by=user(), now=services().clock()
        ),
        "Noted. It comes up in time to write to them.",
        "customers.page",
        customer_id=customer_id,
    )


@blueprint.post("/dates/<int:remembered_id>/forgetting")
def forget(remembered_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        customer_id = find.one(session, Remembered.in_stores(find.stores(), remembered_id)).customer_id
    return find.done(
        lambda: touch_deeds.forget(services(), remembered_id, by=user(), now=services().clock()),
        "Taken out.",
        "customers.page",
        customer_id=customer_id,
    )
