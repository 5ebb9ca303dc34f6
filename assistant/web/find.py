"""How views read: in a transaction that takes no lock, starting from the teammate's stores."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.errors import IllegalTransition
from assistant.core.roles import Action
from assistant.records import Session, Store, desk
from assistant.web import within
from assistant.web.here import services, user
from assistant.web.shown.times import Telling

if TYPE_CHECKING:
    from sqlalchemy import Select

Found = TypeVar("Found")


@contextmanager
def reading() -> Iterator[Session]:
    with services().sessions() as session:
        yield session


def one(session: Session, query: "Select[Found]") -> Found:
    """The row, or 404: of another store is not there at all."""
    found = session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def must_exist(query: "Select[Found]") -> None:
    """404 unless this is a row of the teammate's stores."""
    with reading() as session:
        one(session, query)


def survivor(customer_id: int) -> int:
    """Of a customer of these stores the id, or of whom they were merged into; 404 for any other."""
    with reading() as session:
        return one(session, desk.survivor(stores(), customer_id))


def living(customer_id: int) -> None:
    """404 for a customer of another store; of one who was merged the way leads to the survivor."""
    found = survivor(customer_id)
    if found != customer_id:
        if request.method == "POST":
            flash("They were merged into this customer meanwhile. Nothing was changed: do it here.", "stop")
        abort(redirect(url_for("customers.page", customer_id=found), 303))


def stores() -> list[int]:
    return user().store_ids


def telling(store: Store) -> Telling:
    hours = store.hours()
    return Telling(hours, hours.local(services().clock()))


def home() -> Store:
    """The store whose zone greets this teammate: their first."""
    mine = user().stores
    return mine[0] if mine else abort(403)


def must(action: Action) -> None:
    """403 unless their role allows it."""
    if not user().may(action):
        abort(403)


def back(endpoint: str, **values: Any) -> str:
    """Where the form came from, if it says so and it is on this site; else the endpoint."""
    return within.site(request.form.get("to", "")) or url_for(endpoint, **values)


def done(deed: Callable[[], object], told: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """Do it and say so, or say why not; then back to where the form came from."""
    try:
        deed()
        if told:
            flash(told, "done")
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
    except IllegalTransition:
        flash("That is not possible any more: somebody was quicker. Nothing was changed.", "stop")
    return redirect(back(endpoint, **values), 303)
