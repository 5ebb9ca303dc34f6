"""Erasing a customer: what there is, what goes, what stays; then the tombstone."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import erase
from assistant.pipeline.erase import Erased
from assistant.records import Customer, Erasure, Session, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, sign_in, user

blueprint = Blueprint("erasing", __name__, url_prefix="/customers/<int:customer_id>/erasure")


@blueprint.before_request
def admins_only() -> None:
    """A customer of another store is not there at all, whoever asks."""
    find.living((request.view_args or {})["customer_id"])


@blueprint.get("")
def page(customer_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        customer = find.one(session, desk.customer(find.stores(), customer_id))
        if customer.erased_at is not None:
            return redirect(url_for("customers.page", customer_id=customer_id))
        settings = services().settings
        return render_template(
            "customers/erasing.html",
            customer=customer,
            before=erase.look(session, customer),
            outbox=settings.outbox_folder if settings.gateway == "folder" else "",
        )


@blueprint.post("")
def press(customer_id: int) -> ResponseReturnValue:
    ended = erase.erase(
        services(),
        customer_id,
        reason=words("reason"),
        typed=words("typed"),
        by=user(),
        sign_in_id=sign_in().id,
        now=services().clock(),
    )
    if isinstance(ended, Erased):
        flash("Erased. What stays is told here.", "done")
        return redirect(url_for("customers.page", customer_id=customer_id), 303)
    flash(f"{ended.why} Nothing was erased.", "stop")
    return redirect(url_for("erasing.page", customer_id=customer_id), 303)


def tombstone(session: Session, customer: Customer) -> str:
    stone = session.scalars(Erasure.of(customer.id)).one()
    store = next(store for store in user().stores if store.id == customer.store_id)
    return render_template(
        "customers/erased.html",
        customer=customer,
        stone=stone,
        at=find.telling(store).moment(stone.at),
        store=store.name,
    )
