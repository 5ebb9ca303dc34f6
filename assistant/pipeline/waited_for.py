"""Whom beyond the store a customer's matter waits for, as facts that a draft may state."""

from datetime import datetime

from assistant.core.fact import Fact, FactKind
from assistant.records import Outside, Session


def outside(session: Session, customer_id: int) -> list[Fact]:
    return [_fact(row) for row in session.scalars(Outside.of_customer(customer_id))]


def _fact(row: Outside) -> Fact:
    since, again = _day(row.since), _day(row.ask_again)
    text = f"We wait for {row.whom} since {since}: {row.what}; {row.who.name} asks again on {again}."
    data = {"text": f"We wait for {row.whom}: {row.what}."}
    return Fact(f"outside:{row.id}", FactKind.NOTE, text, f"Noted by {row.who.name}", row.asked_at, data)


def _day(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"
