"""Terms of the store counted from a day on record: a return until Wednesday, a part held until December 2.

A policy says for how many days; a record says since when. What follows from both is a fact of its own.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.core.clock import day_in_words
from assistant.core.fact import Fact, FactKind
from assistant.core.sentences import sentences
from assistant.core.when_patterns import COUNTS
from assistant.core.when_words import AtomKind, atoms

SAYS_SO = (FactKind.POLICY, FactKind.KNOWLEDGE)
BEGINS_IT = (FactKind.SALE, FactKind.NOTE)


@dataclass(frozen=True)
class Term:
    """`policy` holds the number of days, `begins` fits the text of the record whose day starts them."""

    name: str
    policy: re.Pattern[str]
    begins: re.Pattern[str]
    told: re.Pattern[str] | None = None  # a sentence of theirs that says it with its day


DAYS = r"(?P<days>\w+) days"
BOUGHT = re.compile(r"^bought\b|\bpicked up (?:his|her|their|the|a)\b|\btook (?:it |the car )?home\b", re.I)
TERMS = (
    Term("return", re.compile(rf"\breturned within {DAYS}\b", re.I), BOUGHT),
    Term(
        "cancel",
        re.compile(rf"\bcancell?ed within {DAYS}\b", re.I),
        re.compile(r"\bsigned\b.*\bwarranty\b|\bbought the extended warranty\b", re.I),
        re.compile(r"\b(?:signed|bought|got|took)\b[^.?!]{0,40}\bwarranty\b", re.I),
    ),
    Term("tag", re.compile(rf"\btags? (?:are|is) good for {DAYS}\b", re.I), BOUGHT),
    Term(
        "part",
        re.compile(rf"\b(?:held|kept)\b[^.]{{0,40}} for {DAYS}\b", re.I),
        re.compile(r"\barrived\b", re.I),
    ),
)


def counted(facts: Iterable[Fact], now: datetime, words: str = "") -> list[Fact]:
    """A private fact for each term that has not run out, from the newest record that begins it.

    `words` is their message, which may say the day where no record does.
    """
    given = list(facts)
    policies = [fact for fact in given if fact.kind in SAYS_SO]
    found = []
    for term in TERMS:
        policy = next((one for one in policies if term.policy.search(one.text)), None)
        days = _days(term, policy) if policy else 0
        since = (_begun(term, given, now) or _told(term, words, now)) if days else None
        if policy and since and since[1] + timedelta(days=days) >= now.date():
            found.append(_fact(term, policy, since[0], (since[1], since[1] + timedelta(days=days)), now))
    return found


def _days(term: Term, policy: Fact) -> int:
    said = term.policy.search(policy.text)
    word = said["days"].lower() if said else ""
    return int(word) if word.isdigit() else COUNTS.get(word, 0)


def _begun(term: Term, facts: list[Fact], now: datetime) -> tuple[Fact, date] | None:
    """The newest record that starts the count, and its day in the store's zone."""
    begun = [
        (fact, datetime.fromisoformat(fact.data["at"]).astimezone(now.tzinfo).date())
        for fact in facts
        if fact.kind in BEGINS_IT and fact.data.get("at") and _begins(term, fact)
    ]
    return max(begun, key=lambda pair: pair[1], default=None)


def _begins(term: Term, fact: Fact) -> bool:
    bought = fact.kind is FactKind.SALE and term.begins is BOUGHT
    return bought or term.begins.search(fact.text) is not None


def _told(term: Term, words: str, now: datetime) -> tuple[Fact, date] | None:
    """ "I signed for the warranty on October 31": the last time that this day was."""
    for sentence in sentences(words):
        if term.told is None or not term.told.search(sentence.text):
            continue
        for atom in (one for one in atoms(sentence.text) if one.kind is AtomKind.DATE):
            _, month, day = atom.numbers
            if found := _last(month, day, now.date()):
                return Fact(f"told:{term.name}", FactKind.MESSAGE, sentence.text, "Their message", now), found
    return None


def _last(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year - 1):
        with suppress(ValueError):  # February 29
            if (found := date(year, month, day)) <= today:
                return found
    return None


def _fact(term: Term, policy: Fact, record: Fact, span: tuple[date, date], now: datetime) -> Fact:
    since, until = span
    data = {"term": term.name, "policy": policy.id, "since": since.isoformat(), "until": until.isoformat()}
    begun, ends = (f"{day:%B} {day.day}" for day in span)
    near = day_in_words(until, now.date())
    text = f"{policy.text} Counted from {begun} ({record.text.rstrip('.')}) that is until {ends}"
    text += "." if near == ends else f", {near}."
    return Fact(
        f"term:{term.name}:{record.id}",
        FactKind.TERM,
        text,
        f"{policy.source} and {record.source}",
        record.at,
        data,
    )
