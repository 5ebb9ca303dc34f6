"""Writing to a customer of one's own accord."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import own_letter
from assistant.records import desk
from assistant.web import find
from assistant.web.here import services, user

blueprint = Blueprint("letters", __name__)


@blueprint.post("/customers/<int:customer_id>/letter")
def begin(customer_id: int) -> ResponseReturnValue:
    """The draft, and the page of its conversation; said why not, where there may be none."""
    with find.reading() as session:
        find.one(session, desk.customer(find.stores(), customer_id))
        there = request.form.get("conversation", 0, int) or None
        if there is not None:
            find.one(session, desk.conversation(find.stores(), there))
    try:
        made = own_letter.begin(services(), customer_id, there, by=user(), now=services().clock())
    except ValueError as error:
        flash(f"{error} Nothing was written.", "stop")
        if there is None:
            return redirect(url_for("customers.page", customer_id=customer_id), 303)
        return redirect(url_for("conversations.page", conversation_id=there), 303)
    return redirect(url_for("conversations.page", conversation_id=made, _anchor="draft"), 303)
