"""Everything that is on record about one customer, as plain values; nothing of anybody else.

Of an original that brought several customers only what was read for this one is theirs: its bytes, its
whole text and its attachments hold the others' words too, and stay out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.core.audit import in_words
from assistant.pipeline import dossier_consent, dossier_heard, dossier_merges, dossier_touches, dossier_voice
from assistant.records import Customer, Identity, Session, erasure, theirs

Values = dict[str, Any]
NAMES_ANOTHER = " is on record for "  # a note that suggests another customer (pipeline.identify)


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
        "customer": dossier_merges.customer(customer),
        "ways to reach them": [_way(i) for i in customer.identities],
        "merged": dossier_merges.told(session, customer, people),
        "vehicles": [_vehicle(v) for v in session.scalars(theirs.vehicles(key))],
        "history": [_record(r) for r in session.scalars(theirs.records(key))],
        "promises": [_promise(p, people) for p in session.scalars(theirs.promises(key))],
        "days to remember": [dossier_touches.date(d, people) for d in session.scalars(theirs.dates(key))],
        "reasons to write first": [
            dossier_touches.touch(t, people) for t in session.scalars(theirs.touches(key))
        ],
        **dossier_consent.told(session, key, people),
        "conversations": [_conversation(c, mixed, people) for c in talks],
        "handed over": [_handoff(h, people) for h in session.scalars(theirs.handoffs(key))],
        "asked of colleagues": [_ask(a, people) for a in session.scalars(theirs.asks(key))],
        "heard as a promise": dossier_heard.hints(session, key, people),
        "waited for outside": dossier_heard.outside(session, key, people),
        "examples made of replies to them": [
            _example(e, people) for e in session.scalars(theirs.examples(key))
        ],
        "what became of drafts for them": dossier_voice.uses(session, key, people),
        "habits that replies to them taught": dossier_voice.habits(session, key, people),
        "vouched for": [_vouch(v, people) for v in session.scalars(theirs.vouches(key))],
        "approved replies": [_approval(a, people) for a in session.scalars(theirs.approvals(key))],
        "deliveries": [_delivery(d) for d in session.scalars(theirs.deliveries(key))],
        "times held for them": [_slot(s) for s in session.scalars(theirs.slots(key))],
        "what arrived": [_entry(e) for e in session.scalars(theirs.arrived(key)) if e.id not in mixed],
        "asked of a model": [_call(c) for c in session.scalars(theirs.model_calls(key))],
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
            yield File(f"originals/{key}.{'eml' if form in ('email', 'sent') else 'txt'}", entry_id=key)


def _plain(name: str) -> str:
    """A file name that stays in its folder on every system."""
    kept = "".join(letter if letter.isalnum() or letter in " ._-" else "_" for letter in name)
    return kept.strip(" .")[:80] or "file"


def _promise(p: Any, people: dict[int, str]) -> Values:
    return {
        "what": p.what,
        "by": people.get(p.who_id, ""),
        "made": p.made_at.isoformat(),
        "due": p.due.isoformat(),
        "state": str(p.state),
        "how it ended": p.ended_how,
        "key in the imported file": p.key or "",
    }


def _deed(d: Any, people: dict[int, str]) -> Values:
    who = people.get(d.teammate_id or 0, "the program")
    return {"at": d.at.isoformat(), "who": who, "what": in_words(d.what)}


def _record(r: Any) -> Values:
    return {
        "at": r.at.isoformat(),
        "kind": str(r.kind),
        "text": r.text,
        "source": r.source,
        "more": r.data,
        "key in the imported file": r.key or "",
    }


def _way(i: Identity) -> Values:
    dead = f"{i.dead_at.isoformat()}: {i.dead_why}" if i.dead_at else ""
    told = {"kind": str(i.kind), "value": i.value, "verified": i.verified, "basis": i.basis}
    return {**told, "mail came back": dead}


def _vehicle(v: Any) -> Values:
    told = ("name", "vin", "plate", "color", "mileage", "condition", "features", "seats", "price")
    return {name: getattr(v, name) for name in told}


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
        "answers go to": [c.recipient_name, c.recipient_email],
        "visitor of the chat": c.visitor,
        "drafts": [_draft(d) for d in c.drafts],
    }


def _draft(d: Any) -> Values:
    return {
        "at": d.written_at.isoformat(),
        "written by": str(d.author),
        "state": str(d.state),
        "subject": d.subject,
        "text": d.text,
        "as first written": d.first_text if d.first_text != d.text else "",
        "rested on": d.facts,
        "sentences and their facts": d.citations,
        "questions and their answers": d.answers,
        "questions marked as answered": d.answered_by_hand,
        "below it": d.footer,
        "promises in it": d.promises,
        "what the checks said": d.findings,
        "notes": d.notes,
        "discarded because": d.discarded_why,
        "written first, about": d.unasked,
    }


def _handoff(h: Any, people: dict[int, str]) -> Values:
    return {
        "conversation": h.conversation_id,
        "at": h.asked_at.isoformat(),
        "by": people.get(h.giver_id, ""),
        "to": people.get(h.taker_id, ""),
        "reason": str(h.reason),
        "note": h.note,
        "what they were told": h.summary,
        "state": str(h.state),
        "why it came back": h.why,
    }


def _ask(a: Any, people: dict[int, str]) -> Values:
    return {
        "conversation": a.conversation_id,
        "at": a.asked_at.isoformat(),
        "by": people.get(a.asker_id, ""),
        "of": people.get(a.of_id, ""),
        "question": a.question,
        "no of the question": a.number,
        "due": a.due.isoformat(),
        "state": str(a.state),
        "answer": a.answer,
        "answered by": people.get(a.ended_by_id, ""),
    }


def _example(e: Any, people: dict[int, str]) -> Values:
    return {
        "conversation": e.conversation_id,
        "at": e.at.isoformat(),
        "by": people.get(e.marked_by_id, ""),
        "kind": str(e.kind),
        "topics": e.topics,
        "language": e.language,
        "text": e.text,
        "why": e.why,
    }


def _vouch(v: Any, people: dict[int, str]) -> Values:
    who = people.get(v.teammate_id, "")
    return {"conversation": v.conversation_id, "at": v.at.isoformat(), "by": who, "statement": v.text}


def _approval(a: Any, people: dict[int, str]) -> Values:
    return {
        "conversation": a.conversation_id,
        "at": a.at.isoformat(),
        "by": people.get(a.teammate_id, ""),
        "from": f"{a.sender_name} <{a.sender_email}>",
        "to": [a.recipient_name, *a.recipients],
        "subject": a.subject,
        "text": a.text,
        "overruled": a.overruled,
        "promises in it": a.promises,
    }


def _delivery(d: Any) -> Values:
    ended = d.ended_at.isoformat() if d.ended_at else ""
    return {
        "message id": d.message_id,
        "state": str(d.state),
        "ended": ended,
        "why": d.reason,
        "number at the mail service": d.provider_id,
        "arrived": d.delivered_at.isoformat() if d.delivered_at else "",
        "marked as spam": d.complained_at.isoformat() if d.complained_at else "",
    }


def _slot(s: Any) -> Values:
    return {"conversation": s.held_by_id, "department": s.department, "at": s.starts_at.isoformat()}


def _entry(e: Any) -> Values:
    return {
        "no": e.id,
        "at": e.arrived_at.isoformat(),
        "form": e.form,
        "message id": e.message_id,
        "envelope": e.envelope,
        "sender": e.sender,
        "why": e.reason,
        "left aside because": e.left_why,
    }


def _call(c: Any) -> Values:
    return {"at": c.at.isoformat(), "model": c.model, "prompt": c.prompt, "went wrong": c.error}


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
        "message id": m.message_id,
        "answers to": m.references,
        "as a web page": m.html if alone else "",
        "sent from the page": m.page,
        "rating": m.rating,
        "understood as": m.inquiry,
        "left open by our reply": m.left_open,
        "notes": [note for note in m.notes if NAMES_ANOTHER not in note],
        "attachments": [a.name for a in m.attachments] if alone else [],
        "remark": "" if alone else "It came in one message with other customers; theirs is left out.",
    }
