"""What colleagues answered when they were asked, as facts; and which question each of them answers."""

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry
from assistant.core.words import content
from assistant.records import Ask, Message, Session
from assistant.records.values import from_json


def facts(session: Session, conversation_id: int) -> list[Fact]:
    """Vouched for by whoever answered; the question is no part of what may be stated."""
    found = []
    for row in session.scalars(Ask.answered_in(conversation_id)):
        who, at = row.ended_by.name if row.ended_by else row.of.name, row.ended_at or row.asked_at
        data = {"text": row.answer, "by": who, "at": at.isoformat()}
        found.append(Fact(fact_id(row), FactKind.VOUCHED, row.answer, f"Answer of {who}", at, data))
    return found


def questions(session: Session, conversation_id: int, inquiry: Inquiry) -> tuple[tuple[int, str], ...]:
    """(question of this inquiry, id of the fact that answers it): those that were asked for it, and the

    one that a colleague was asked about in the teammate's own words. The later answer goes before.
    """
    pairs: dict[int, str] = {}
    for row in session.scalars(Ask.answered_in(conversation_id)):
        asked = _as_they_asked(session, row)
        meant = [n for n, one in enumerate(inquiry.questions) if one.text == asked]
        pairs.update(dict.fromkeys(meant if asked else _nearest(row.question, inquiry), fact_id(row)))
    return tuple(pairs.items())


def fact_id(row: Ask) -> str:
    return f"ask:{row.id}"


def _nearest(words: str, inquiry: Inquiry) -> list[int]:
    """The one question that shares half of what is meant with these words; none where several do alike."""
    meant = content(words)
    shared = [len(meant & content(one.text)) for one in inquiry.questions]
    most = max(shared, default=0)
    return [shared.index(most)] if most and 2 * most >= len(meant) and shared.count(most) == 1 else []


def _as_they_asked(session: Session, row: Ask) -> str:
    """In the customer's words; empty where it was about no question of theirs."""
    message = session.get(Message, row.message_id) if row.message_id and row.number is not None else None
    if message is None or not message.inquiry:
        return ""
    asked = from_json(Inquiry, message.inquiry).questions
    return asked[row.number].text if row.number is not None and row.number < len(asked) else ""
