"""The part of a customer's file that tells what replies to them taught of how our people write."""

from typing import Any

from assistant.core.voice.wording import in_words
from assistant.records import Session, theirs

Values = dict[str, Any]


def uses(session: Session, customer_id: int, people: dict[int, str]) -> list[Values]:
    return [
        {
            "conversation": row.conversation_id,
            "at": row.at.isoformat(),
            "by": people.get(row.teammate_id, ""),
            "draft was": str(row.use),
            "share of it that was sent": round(row.similarity, 2),
        }
        for row in session.scalars(theirs.draft_uses(customer_id))
    ]


def habits(session: Session, customer_id: int, people: dict[int, str]) -> list[Values]:
    return [
        {
            "conversation": sight.conversation_id,
            "at": sight.at.isoformat(),
            "whose": people.get(sight.preference.teammate_id, ""),
            "habit": in_words(sight.preference.lesson),
            "instead of": sight.preference.was,
            "language": sight.preference.language,
            "in force": sight.preference.active,
            "follows it": sight.follows,
        }
        for sight in session.scalars(theirs.sightings(customer_id))
    ]
