"""Everything that is on record about one customer, as plain values; nothing of anybody else.

Of an original that brought several customers only what was read for this one is theirs: its bytes, its
whole text and its attachments hold the others' words too, and stay out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.core.audit import in_words
from assistant.records import Customer, Session, erasure, theirs

Values = dict[str, Any]


@dataclass(frozen=True)
class File:
    """One file of theirs; its bytes are read when their turn comes."""

    name: str
    attachment_id: int | None = None
    entry_id: int | None = None


def dossier(session: Session, customer: Customer, now: datetime) -> Values:
    """As JSON can hold it; moments in ISO 8601."""
    key = customer.id
    mixed = frozenset(erasure.shared_with_others(session, key))
    people = theirs.people(session)
    talks = session.scalars(theirs.conversations(key)).all()
    return {
        "written": now.isoformat(),
        "customer": _customer(customer),
        "ways to reach them": [
            {"kind": str(i.kind), "value": i.value, "verified": i.verified, "basis": i.basis}
            for i in customer.identities
            if i.kind != "visitor"
        ],
        "vehicles": [_vehicle(v) for v in session.scalars(theirs.vehicles(key))],
        "history": [
            {"at": r.at.isoformat(), "kind": str(r.kind), "text": r.text, "source": r.source, "more": r.data}
            for r in session.scalars(theirs.records(key))
        ],
        "promises": [_promise(p, people) for p in session.scalars(theirs.promises(key))],
        "conversations": [_conversation(c, mixed, people) for c in talks],
        "who did what with it": [_deed(d, people) for d in session.scalars(theirs.deeds(key))],
    }


def files(session: Session, customer_id: int) -> list[File]:
    """Attachments and originals, without their bytes."""
    mixed = frozenset(erasure.shared_with_others(session, customer_id))
    return [*_attachments(session, customer_id, mixed), *_originals(session, customer_id, mixed)]


def content(session: Session, file: File) -> bytes:
    if file.attachment_id is not None:
        return theirs.attachment(session, file.attachment_id)
    return theirs.original(session, file.entry_id or 0)


def _attachments(session: Session, customer_id: int, mixed: frozenset[int]) -> Iterator[File]:
    for key, name, entry_id in session.execute(theirs.attachments(customer_id)):
        if entry_id not in mixed:
            yield File(f"attachments/{key}-{_plain(name)}", attachment_id=key)


def _originals(session: Session, customer_id: int, mixed: frozenset[int]) -> Iterator[File]:
    for key, form in session.execute(theirs.originals(customer_id)):
        if key not in mixed:
            yield File(f"originals/{key}.{'eml' if form == 'email' else 'txt'}", entry_id=key)


def _plain(name: str) -> str:
    """A file name that stays in its folder on every system."""
    kept = "".join(letter if letter.isalnum() or letter in " ._-" else "_" for letter in name)
    return kept.strip(" .")[:80] or "file"


def _customer(customer: Customer) -> Values:
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


def _promise(p: Any, people: dict[int, str]) -> Values:
    return {
        "what": p.what,
        "by": people.get(p.who_id, ""),
        "made": p.made_at.isoformat(),
        "due": p.due.isoformat(),
        "state": str(p.state),
        "how it ended": p.ended_how,
    }


def _deed(d: Any, people: dict[int, str]) -> Values:
    who = people.get(d.teammate_id or 0, "the program")
    return {"at": d.at.isoformat(), "who": who, "what": in_words(d.what)}


def _vehicle(v: Any) -> Values:
    return {"name": v.name, "vin": v.vin, "plate": v.plate, "color": v.color, "mileage": v.mileage}


def _conversation(c: Any, mixed: frozenset[int], people: dict[int, str]) -> Values:
    return {
        "no": c.id,
        "subject": c.subject,
        "channel": str(c.channel),
        "opened": c.opened_at.isoformat(),
        "state": str(c.state),
        "closed because": c.closed_reason,
        "looked after by": people.get(c.owner_id, ""),
        "messages": [_message(m, mixed) for m in c.messages],
        "drafts": [
            {
                "at": d.written_at.isoformat(),
                "written by": str(d.author),
                "state": str(d.state),
                "subject": d.subject,
                "text": d.text,
                "as first written": d.first_text if d.first_text != d.text else "",
                "rested on": [fact.get("text", "") for fact in d.facts],
            }
            for d in c.drafts
        ],
    }


def _message(m: Any, mixed: frozenset[int]) -> Values:
    alone = m.entry_id not in mixed
    return {
        "at": m.at.isoformat(),
        "direction": "from them" if m.inbound else "from us",
        "from": f"{m.sender_name} <{m.sender_email}>" if m.sender_email else m.sender_name,
        "to": m.recipients if alone else [],
        "subject": m.subject if alone else "",
        "text": m.text if alone else m.visible_text,
        "lead": m.lead,
        "understood as": {k: m.inquiry.get(k) for k in ("kind", "language") if m.inquiry.get(k)},
        "attachments": [a.name for a in m.attachments] if alone else [],
        "remark": "" if alone else "It came in one message with other customers; theirs is left out.",
    }
