"""Of a dossier: the reasons to write first that came up for a customer, and the dates that they told us."""

from typing import Any

Values = dict[str, Any]


def touch(t: Any, people: dict[int, str]) -> Values:
    ended = t.ended_at.isoformat() if t.ended_at else ""
    return {
        "kind": str(t.kind),
        "reason": t.reason,
        "came up": t.made_at.isoformat(),
        "best before": t.best_before.isoformat(),
        "for": people.get(t.owner_id, ""),
        "state": str(t.state),
        "names": t.names,
        "ended": ended,
        "ended by": people.get(t.ended_by_id or 0, ""),
        "why": t.ended_why,
        "for everything": t.everything,
    }


def date(d: Any, people: dict[int, str]) -> Values:
    return {
        "what": d.what,
        "day": d.day,
        "every year": d.yearly,
        "noted by": people.get(d.teammate_id, ""),
        "noted": d.at.isoformat(),
    }
