"""What the store knows and allows, as facts: found by the words of the inquiry, best first, with its age."""

import re
from datetime import datetime
from itertools import chain

from rapidfuzz import fuzz

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Pressure, Topic
from assistant.core.our_words import in_our_words
from assistant.records import Knowledge, Session, Store, search

AT_MOST = 10
LOOKED_AT = 200  # of those that share a word; the order among them is by more than words
FLOOR = 35  # of 100: less alike than this is about something else


def facts(session: Session, store: Store, inquiry: Inquiry, now: datetime) -> list[Fact]:
    """Policies, options and knowledge that share a topic or words with the questions, best first."""
    wanted = {question.topic.value for question in inquiry.questions} | {inquiry.kind.value}
    words = " ".join(chain((q.text for q in inquiry.questions), [inquiry.text]))[:2000].lower()
    if inquiry.pressure is not Pressure.NONE:
        wanted |= {"stranded", Topic.REPAIR_STATUS.value}  # whoever is pressed needs a way out
    words = in_our_words(words)
    ids = search.likest(session, store.id, f"{' '.join(sorted(wanted))} {words}", LOOKED_AT)
    scored = []
    for row in session.scalars(Knowledge.with_ids(ids)):
        points = fuzz.token_set_ratio(f"{row.title} {' '.join(row.topics)}".lower(), words)
        points += 40.0 * bool(wanted & set(row.topics))
        points += 30.0 * any(re.search(rf"\b{re.escape(topic.lower())}", words) for topic in row.topics)
        if points >= FLOOR:
            scored.append((points, row))
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:AT_MOST]
    return [fact(row, store, now) for _, row in best]


def fact(row: Knowledge, store: Store, now: datetime) -> Fact:
    data = {"title": row.title, "text": row.text, "topics": " ".join(row.topics)}
    if row.limit_cents is not None:
        data["limit"] = f"${row.limit_cents // 100:,}"
    kind = FactKind(row.kind.value)
    source = f"{kind.value.capitalize()}: {row.title}"
    if row.stale(now, store.confirm_days):
        source += ", not confirmed lately: is it still true?"
    return Fact(f"{kind}:{row.id}", kind, row.text, source, row.confirmed_at, data)
