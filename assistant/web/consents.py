"""Consent by hand: an opt-out confirmed or not, entered, ended; a consent noted."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.consent import Basis, Way
from assistant.pipeline import consents, opting
from assistant.records import Customer, OptOut, Session, consenting, desk
from assistant.web import find
from assistant.web.deeds import words
from assistant.web.here import services, user
from assistant.web.shown import consent as shown
from assistant.web.shown.times import Telling

CHOOSE = "Choose what they do not want. Nothing was changed."

blueprint = Blueprint("consents", __name__)


@blueprint.post("/opt-outs/<int:opt_out_id>/confirmation")
def confirm(opt_out_id: int) -> ResponseReturnValue:
    customer_id = _whose(opt_out_id)
    what = shown.chosen(words("what"))
    if what is None:
        return _not_chosen(customer_id)
    way, scope = what
    return find.done(
        lambda: opting.confirm(
            services(), opt_out_id, way=way, scope=scope, by=user(), now=services().clock()
        ),
        f"Kept: {shown.CHOICES[what]}. Answers to their own questions may still go out.",
        "customers.page",
        customer_id=customer_id,
    )


@blueprint.post("/opt-outs/<int:opt_out_id>/dismissal")
def dismiss(opt_out_id: int) -> ResponseReturnValue:
    customer_id = _whose(opt_out_id)
    return find.done(
        lambda: opting.dismiss(services(), opt_out_id, by=user(), now=services().clock()),
        "Noted: they did not ask for that.",
        "customers.page",
        customer_id=customer_id,
    )


@blueprint.post("/opt-outs/<int:opt_out_id>/withdrawal")
def withdraw(opt_out_id: int) -> ResponseReturnValue:
    customer_id = _whose(opt_out_id)
    why, now = words("why"), services().clock()
    return find.done(
        lambda: opting.withdraw(services(), opt_out_id, why=why, by=user(), now=now),
        "Welcome back: they may be written to again.",
        "customers.page",
        customer_id=customer_id,
    )


@blueprint.post("/customers/<int:customer_id>/opt-outs")
def enter(customer_id: int) -> ResponseReturnValue:
    find.living(customer_id)
    what = shown.chosen(words("what"))
    if what is None:
        return _not_chosen(customer_id)
    way, scope = what
    return find.done(
        lambda: opting.enter(
            services(),
            customer_id,
            words=words("text"),
            way=way,
            scope=scope,
            by=user(),
            now=services().clock(),
        ),
        f"Kept: {shown.CHOICES[what]}.",
        "customers.page",
        customer_id=customer_id,
    )


@blueprint.post("/customers/<int:customer_id>/consents")
def agree(customer_id: int) -> ResponseReturnValue:
    find.living(customer_id)
    with find.reading() as session:
        customer: Customer = find.one(session, desk.customer(find.stores(), customer_id))
        tell = find.telling(next(s for s in user().stores if s.id == customer.store_id))
    since = tell.of_field(f"{words('since')}T00:00") if words("since") else services().clock()
    if since is None:
        flash("Choose since when. Nothing was changed.", "stop")
        return redirect(find.back("customers.page", customer_id=customer_id), 303)
    basis = Basis.INTEREST if words("basis") == Basis.INTEREST else Basis.EXPRESS
    return find.done(
        lambda: opting.agree(
            services(),
            customer_id,
            words=words("text"),
            basis=basis,
            since=since,
            identity_id=request.form.get("identity", 0, int) or None,
            by=user(),
            now=services().clock(),
        ),
        "Kept.",
        "customers.page",
        customer_id=customer_id,
    )


def of_customer(session: Session, customer: Customer, tell: Telling) -> shown.ConsentShown:
    """What their page shows of it."""
    now = services().clock()
    standings = {
        way: consents.standing(session, customer, now, way) for way in (Way.ALL, Way.EMAIL, Way.PHONE)
    }
    rows = session.scalars(consenting.opt_outs_of(customer.id))
    return shown.consent(customer, standings, rows, tell)


def proposals(session: Session, customer: Customer, tell: Telling) -> list[shown.Proposal]:
    """What somebody has to say yes or no to; what another one covers is settled with it."""
    rows = session.scalars(OptOut.proposed_for(customer.id)).all()
    return [shown.proposal(row, tell) for row in rows if not any(one.covers(row) for one in rows)]


def wants(session: Session, customer: Customer) -> tuple[str, ...]:
    """What they asked us to leave, confirmed."""
    kept = (one for one in session.scalars(OptOut.live_for(customer)) if one.decided_at is not None)
    return tuple(dict.fromkeys(shown.TAGS.get((one.way, one.scope), "left alone") for one in kept))


def _whose(opt_out_id: int) -> int:
    with find.reading() as session:
        return find.one(session, consenting.opt_out(find.stores(), opt_out_id)).customer_id


def _not_chosen(customer_id: int) -> ResponseReturnValue:
    flash(CHOOSE, "stop")
    return redirect(url_for("customers.page", customer_id=customer_id), 303)
