"""Who may be on record twice: the list, two side by side, and one after they were merged."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.roles import Action
from assistant.pipeline import likenesses, merging
from assistant.records import Customer, Likeness, Merge, Session, desk, search
from assistant.web import find, watching
from assistant.web.here import services, user
from assistant.web.shown import found as found_shown
from assistant.web.shown import merges as shown
from assistant.web.shown.times import Told

A_PAGE = 25
COUNTED = 100  # on Today, as far as that

blueprint = Blueprint("merges", __name__)


@blueprint.get("/matches")
def listed() -> ResponseReturnValue:
    with find.reading() as session:
        after = shown.place(request.args.get("after", ""))
        found = session.scalars(Likeness.open(find.stores(), after=after, at_most=A_PAGE + 1)).all()
        page = found[:A_PAGE]
        watching.saw_list(
            Did.SAW_LIST, ((p.store_id, key) for p in page for key in (p.one_id, p.other_id)), list="matches"
        )
        rows = [shown.pair(pair, likenesses.why(session, pair.one, pair.other)) for pair in page]
    more = shown.place_of(page[-1]) if len(found) > A_PAGE else ""
    return render_template("merges/listed.html", rows=rows, more=more, first=after is None)


@blueprint.get("/customers/<int:customer_id>/merge")
def choose(customer_id: int) -> ResponseReturnValue:
    """Somebody whom nothing suggested: found by a search."""
    asked = request.args.get("q", "").strip()
    with find.reading() as session:
        customer = _living(session, customer_id)
        hits = search.find(session, [customer.store_id], asked) if asked else search.Hits()
        watching.saw_list(Did.SEARCHED, hits.shows)
        rows = [row for row in found_shown.found(hits, _day).customers if row.id != customer.id]
        return render_template(
            "merges/choose.html", id=customer.id, called=customer.called, asked=asked, rows=rows
        )


@blueprint.get("/customers/<int:customer_id>/merge/<int:other_id>")
def compare(customer_id: int, other_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        pair = [_living(session, key) for key in (customer_id, other_id)]
        if pair[0].id == pair[1].id or pair[0].store_id != pair[1].store_id:
            abort(404)
        for one in pair:
            watching.saw(Did.SAW_CUSTOMER, one.store_id, customer_id=one.id)
        return render_template(
            "merges/compare.html",
            id=customer_id,
            other_id=other_id,
            why=likenesses.why(session, *pair),
            sides=[shown.side(session, one) for one in pair],
        )


@blueprint.post("/customers/<int:customer_id>/merge/<int:other_id>")
def merge(customer_id: int, other_id: int) -> ResponseReturnValue:
    _both(customer_id, other_id)
    stays, goes = (customer_id, other_id) if request.form.get("stays") != "other" else (other_id, customer_id)
    try:
        made = merging.merge(services(), stays, goes, by=user(), now=services().clock())
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
        return redirect(url_for("customers.page", customer_id=customer_id), 303)
    flash("They are one now. It can be taken back here at any time.", "done")
    return redirect(url_for("merges.page", merge_id=made), 303)


@blueprint.post("/customers/<int:customer_id>/merge/<int:other_id>/different")
def tell_apart(customer_id: int, other_id: int) -> ResponseReturnValue:
    _both(customer_id, other_id)
    return _done(
        lambda: merging.tell_apart(services(), customer_id, other_id, by=user(), now=services().clock()),
        "Noted: not the same person. It is not proposed again.",
    )


@blueprint.get("/merges/<int:merge_id>")
def page(merge_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        found = find.one(session, Merge.in_stores(find.stores(), merge_id))
        watching.saw(Did.SAW_CUSTOMER, found.store_id, customer_id=found.survivor_id)
        store = next(store for store in user().stores if store.id == found.store_id)
        tell = find.telling(store)
        return render_template(
            "merges/page.html",
            merge=found,
            at=tell.moment(found.at),
            undone=tell.moment(found.undone_at) if found.undone_at else None,
            before=shown.before(merging.before(session, found)),
        )


@blueprint.post("/merges/<int:merge_id>/undoing")
def undo(merge_id: int) -> ResponseReturnValue:
    find.must_exist(Merge.in_stores(find.stores(), merge_id))
    return _done(
        lambda: merging.undo(services(), merge_id, by=user(), now=services().clock()),
        "They are two again. What moved is back; what came since stayed, and is told here.",
        merge_id,
    )


def on_today(session: Session) -> dict[str, object] | None:
    """How many may be on record twice, for who may say so."""
    if not user().may(Action.MERGE_CUSTOMERS):
        return None
    many = session.scalar(Likeness.how_many(find.stores(), at_most=COUNTED)) or 0
    return {"many": f"{many}" if many < COUNTED else f"{COUNTED} or more", "one": many == 1} if many else None


def of_customer(session: Session, customer: Customer) -> list[dict[str, object]]:
    """What their page proposes."""
    return [
        {"id": one.other.id, "called": one.other.called, "why": one.why}
        for one in likenesses.suggestions(session, customer)[:5]
    ]


def _living(session: Session, key: int) -> Customer:
    customer = find.one(session, desk.customer(find.stores(), key))
    if not customer.living:
        abort(redirect(url_for("customers.page", customer_id=customer.id)))
    return customer


def _both(customer_id: int, other_id: int) -> None:
    for key in (customer_id, other_id):
        find.must_exist(desk.customer(find.stores(), key))


def _day(at: datetime, store_id: int) -> Told:
    return find.telling(next(store for store in user().stores if store.id == store_id)).day(at)


def _done(deed: Callable[[], object], told: str, merge_id: int = 0) -> ResponseReturnValue:
    if merge_id:
        return find.done(deed, told, "merges.page", merge_id=merge_id)
    return find.done(deed, told, "merges.listed")
