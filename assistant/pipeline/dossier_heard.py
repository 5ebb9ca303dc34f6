"""What was heard as a promise to a customer, and whom outside their matters waited for; as plain values."""

from typing import Any

from assistant.records import Session, theirs


def hints(session: Session, customer_id: int, people: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "conversation": one.conversation_id,
            "at": one.at.isoformat(),
            "heard from": str(one.heard),
            "words": one.said,
            "what": one.what,
            "who": people.get(one.who_id, ""),
            "due": one.due.isoformat() if one.due else None,
            "state": str(one.state),
        }
        for one in session.scalars(theirs.hints(customer_id))
    ]


def outside(session: Session, customer_id: int, people: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "conversation": one.conversation_id,
            "since": one.since.isoformat(),
            "by": people.get(one.who_id, ""),
            "whom": one.whom,
            "what": one.what,
            "asked": one.asked,
            "asked again on": one.ask_again.isoformat(),
            "state": str(one.state),
            "answer": one.answer,
        }
        for one in session.scalars(theirs.outside(customer_id))
    ]
