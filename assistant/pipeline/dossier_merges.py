"""Of the dossier: who else this customer was on record as. Parted again, it tells nothing of the other."""

from typing import Any

from assistant.records import Customer, Merge, Session, theirs

Values = dict[str, Any]


def told(session: Session, customer: Customer, people: dict[int, str]) -> list[Values]:
    return [_merge(session, one, people) for one in session.scalars(theirs.merges(customer.id))]


def _merge(session: Session, merge: Merge, people: dict[int, str]) -> Values:
    found: Values = {
        "at": merge.at.isoformat(),
        "by": people.get(merge.by_id, ""),
        "taken back": merge.undone_at.isoformat() if merge.undone_at else "",
        "taken back by": people.get(merge.undone_by_id or 0, ""),
    }
    if merge.undone_at is not None:
        return found
    rows = session.scalars(theirs.changed_hands(merge.id))
    return found | {
        "was on record as": customer(merge.merged),
        "what came from there": [{"what": row.kind, "no": row.row_id, "was": row.was} for row in rows],
    }


def customer(customer: Customer) -> Values:
    return {
        "no": customer.id,
        "name": customer.name,
        "company": customer.company,
        "address": customer.address,
        "prefers": customer.prefers,
        "language": customer.language,
        "since": customer.since.isoformat(),
        "key in the imported file": customer.key or "",
    }
