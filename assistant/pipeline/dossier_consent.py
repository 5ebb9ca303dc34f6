"""Consent in a customer's export: what they asked us to leave, and what they agreed to."""

from typing import Any

from assistant.records import Consent, OptOut, Session, theirs

Values = dict[str, Any]


def told(session: Session, customer_id: int, people: dict[int, str]) -> Values:
    return {
        "asked us to leave": [_opt_out(o, people) for o in session.scalars(theirs.opt_outs(customer_id))],
        "agreed to": [_consent(c, people) for c in session.scalars(theirs.consents(customer_id))],
    }


def _opt_out(o: OptOut, people: dict[int, str]) -> Values:
    return {
        "at": o.said_at.isoformat(),
        "words": o.words,
        "where": o.how,
        "by which way": str(o.way),
        "what": str(o.scope),
        "state": str(o.state),
        "decided by": people.get(o.decided_by_id or 0, ""),
        "ended by": people.get(o.ended_by_id or 0, ""),
        "ended because": o.ended_why,
    }


def _consent(c: Consent, people: dict[int, str]) -> Values:
    return {
        "basis": str(c.basis),
        "since": c.since.isoformat(),
        "until": c.ended_at.isoformat() if c.ended_at else "",
        "how we know": c.words,
        "noted by": people.get(c.by_id or 0, ""),
    }
