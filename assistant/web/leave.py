"""Leaving: the page behind the link below what nobody asked for. One press, no sign-in, nothing followed.

A look changes nothing (mail scanners look); a press counts at once. A mail program may press by itself, with
`List-Unsubscribe=One-Click` (RFC 8058): it gets the same answer.
"""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from assistant.core.address import masked
from assistant.core.consent import Scope, Way
from assistant.pipeline import consents, opting
from assistant.records import Customer, IdentityKind, Session, Store
from assistant.web.here import services
from assistant.web.shown import leave as shown

blueprint = Blueprint("leave", __name__)


@blueprint.get("/leave/<token>")
def page(token: str) -> ResponseReturnValue:
    return _shown(token, pressed=False)


@blueprint.post("/leave/<token>")
def press(token: str) -> ResponseReturnValue:
    customer_id = consents.whose(services(), token)
    if customer_id is not None:
        with services().sessions() as session:
            known = session.get(Customer, customer_id) is not None
        if known:
            opting.leave_by_link(services(), customer_id, services().clock())
    return _shown(token, pressed=True)


def _shown(token: str, *, pressed: bool) -> ResponseReturnValue:
    customer_id = consents.whose(services(), token)
    with services().sessions() as session:
        customer = session.get(Customer, customer_id) if customer_id is not None else None
        if customer is not None and customer.merged_into_id is not None:
            customer = session.get(Customer, customer.merged_into_id)
        if customer is None:
            return render_template("leave/unknown.html", store=None), 404, _quiet()
        store = session.get_one(Store, customer.store_id)
        scopes = _left(session, customer)
        left = bool(scopes) or customer.erased_at is not None
        language, words = shown.words(customer.language)
        emails = [one.value for one in customer.identities if one.kind is IdentityKind.EMAIL]
        return (
            render_template(
                "leave/page.html",
                store=store,
                language=language,
                w=words,
                addresses=[masked(one) for one in emails],
                left=left,
                pressed=pressed,
                whole=Scope.ALL in scopes,
                erased=customer.erased_at is not None,
                action=url_for("leave.press", token=token),
            ),
            200,
            _quiet(),
        )


def _left(session: Session, customer: Customer) -> set[Scope]:
    """Of what letters they are rid already, by whoever said so."""
    refusals = consents.refused(session, customer).refusals
    return {one.scope for one in refusals if one.confirmed and one.covers(Way.EMAIL)}


def _quiet() -> dict[str, str]:
    """The token stands in the address: nobody else is to see it, and no index keeps it."""
    return {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
