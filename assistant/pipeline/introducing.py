"""Introducing: after a sale the customer hears by name who looks after the car; a touch proposes it."""

from dataclasses import replace
from datetime import datetime

from assistant.core.away import Mate, stand_in
from assistant.core.context import Context
from assistant.core.fact import FactKind
from assistant.records import Session, Teammate, absence, crew

SERVICE = "service"


def adviser(session: Session, store_id: int, now: datetime) -> Teammate | None:
    """Of the service people who are here whoever has least to do; None where there is none."""
    people = {one.id: one for one in session.scalars(Teammate.of_store(store_id))}
    waiting = crew.load(session, list(people))
    mates = [Mate(one.id, one.department, waiting.get(one.id, 0)) for one in people.values()]
    mates = [mate for mate in mates if mate.department == SERVICE]
    gone = absence.away(session, store_id, now)
    found = stand_in(mates, department=SERVICE, chosen=None, away=gone)
    return people[found] if found is not None else None


def alone(context: Context, adviser_id: int, sale_id: int) -> Context:
    """Of teammates only the adviser, of sales only this one: what the composer is given."""
    kept = {f"teammate:{adviser_id}", f"sale:{sale_id}"}
    about = (FactKind.TEAMMATE, FactKind.SALE)
    return replace(context, facts=tuple(f for f in context.facts if f.kind not in about or f.id in kept))
