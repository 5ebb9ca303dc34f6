"""Customers: found by whatever is at hand; each with everything that is on record."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.pipeline import seeing, starting
from assistant.records import Conversation, Customer, Merge, Remembered, Session, desk, search
from assistant.web import consents, erasing, find, merges, readied, touches, watching
from assistant.web.conversations import customer_of
from assistant.web.here import services, user
from assistant.web.shown import customer as shown
from assistant.web.shown import found as found_shown
from assistant.web.shown.times import Telling, Told
from assistant.web.shown.today import CHANNELS

blueprint = Blueprint("customers", __name__, url_prefix="/customers")


@blueprint.get("")
def found() -> ResponseReturnValue:
    asked = request.args.get("q", "").strip()
    with find.reading() as session:
        if not asked:
            newest = session.scalars(search.newest(find.stores())).all()
            watching.saw_list(Did.SAW_LIST, ((c.store_id, c.id) for c in newest), list="newest customers")
            rows = [found_shown.unasked(customer) for customer in newest]
            return render_template("customers/newest.html", asked="", rows=rows)
        hits = search.find(session, find.stores(), asked)
        if hits.shows:
            watching.saw_list(Did.SEARCHED, hits.shows)
        else:
            watching.saw(Did.SEARCHED, find.home().id)
        return render_template(
            "customers/found.html", asked=asked, found=found_shown.found(hits, _day), at_most=search.AT_MOST
        )


@blueprint.get("/<int:customer_id>")
def page(customer_id: int) -> ResponseReturnValue:
    survivor = find.survivor(customer_id)
    if survivor != customer_id:
        return redirect(url_for("customers.page", customer_id=survivor))
    seeing.opened_customer(services(), user(), customer_id, services().clock())
    with find.reading() as session:
        customer = find.one(session, desk.customer(find.stores(), customer_id))
        if customer.erased_at is not None:
            return erasing.tombstone(session, customer)
        watching.saw(Did.SAW_CUSTOMER, customer.store_id, customer_id=customer.id)
        store = next(s for s in user().stores if s.id == customer.store_id)
        tell = find.telling(store)
        ended = [
            shown.promise(p, tell, me_id=user().id)
            for p in session.scalars(desk.promises_of_customer(customer.id))
            if p.state != "open"
        ]
        return render_template(
            "customers/page.html",
            id=customer.id,
            customer=customer_of(session, customer, tell),
            conversations=_conversations(session, customer, tell),
            ended=ended,
            ready=readied.without_one(session, customer.id, tell),
            dates=[shown_date(row) for row in session.scalars(Remembered.of_customer(customer.id))],
            nevers=touches.nevers(session, customer.id, tell),
            consent=consents.of_customer(session, customer, tell),
            proposals=consents.proposals(session, customer, tell),
            store=store.name,
            reached=bool(starting.address_of(session, customer)),
            twice=merges.of_customer(session, customer),
            merges=session.scalars(Merge.of_customer(customer.id)).all(),
        )


def shown_date(row: Remembered) -> dict[str, object]:
    day = f"{row.first:%B} {row.first.day}" + ("" if row.yearly else f", {row.first.year}")
    return {"id": row.id, "what": row.what, "day": day, "yearly": row.yearly, "by": row.teammate.first_name}


def _day(at: datetime, store_id: int) -> Told:
    """In the zone of the store that it belongs to."""
    return find.telling(next(s for s in user().stores if s.id == store_id)).day(at)


def _conversations(session: Session, customer: Customer, tell: Telling) -> list[dict[str, object]]:
    return [
        {
            "id": c.id,
            "subject": c.subject or "Without a subject",
            "channel": CHANNELS[c.channel],
            "state": c.state.value.replace("-", " "),
            "at": tell.moment(c.newest_at),
            "clock": tell.clock(c),
        }
        for c in session.scalars(Conversation.of_customer(customer.id))
    ]
