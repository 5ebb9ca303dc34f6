"""Introducing: after a sale the customer hears by name who looks after the car; a touch proposes it."""

from dataclasses import replace
from datetime import datetime

from assistant.core.context import Context
from assistant.core.fact import FactKind
from assistant.pipeline.owning import freest
from assistant.records import Session, Store, Teammate, absence, crew

SERVICE = "service"


def adviser(session: Session, store: Store, customer_id: int, now: datetime) -> Teammate | None:
    """Who looked after a car of theirs before; else of service whoever is at work and has least to do.

    Nobody away; None where service has nobody.
    """
    gone = absence.away(session, store.id, now)
    mates = session.scalars(Teammate.of_store(store.id))
    people = {mate.id: mate for mate in mates if mate.department == SERVICE and mate.id not in gone}
    if not people:
        return None
    known = session.scalars(crew.own_people(customer_id, SERVICE))
    theirs = next((key for key in known if key in people), None)
    return people[theirs if theirs is not None else freest(session, people.values(), store, now)]


def alone(context: Context, adviser_id: int, sale_id: int) -> Context:
    """Of teammates only the adviser, of sales only this one: what the composer is given."""
    kept = {f"teammate:{adviser_id}", f"sale:{sale_id}"}
    about = (FactKind.TEAMMATE, FactKind.SALE)
    return replace(context, facts=tuple(f for f in context.facts if f.kind not in about or f.id in kept))
