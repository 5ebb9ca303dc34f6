"""Promises of ours that are late, and the way out for people who are stranded."""

import re

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Detail, Topic
from assistant.core.words import content
from assistant.drafters.composing import (
    about_calls,
    abroad,
    needs,
    when,
)
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.remembered import ASKS, came, told_by
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.tongue.signs import Sign

VERBS = frozenset(
    """call write mail email send find check order ask get look let tell arrange fix book bring put hold have
    give do quote text confirm follow make set schedule""".split()  # noqa: SIM905
)
AT_OURS = re.compile(
    r"\b(?:outside|at|in|by|before|on) (?:the|your)(?: \w+)? (?:gate|lot|door|showroom|building|entrance)\b",
    re.I,
)
MOST_OPTIONS = 3
WRITTEN = re.compile(
    r"^(?:write|send|mail|e-?mail)\b|\b(?:price|quote|estimate|figure|number|answer)\b", re.I
)
RIDE = re.compile(r"\bride\b", re.I)
WITH_THEM = re.compile(
    r"\b(?:with |and )?(?P<whom>(?:my|our|both|the) (?:two |three )?(?:kids|children|boys|girls|wife"
    r"|husband|mother|mom|father|dad|baby|daughter|son))\b",
    re.I,
)
PICKUP = re.compile(
    r"\b(?:my|our) (?P<whom>son|daughter|kids?|boy|girl)\b[^.?!]{0,60}"
    r"\b(?:out|school|practice|picked up"
    r"|pick(?:ing)? (?:him|her|them) up)\b[^.?!]{0,16}\bat (?P<at>\d{1,2}:\d\d)",
    re.I,
)
DEAD = re.compile(
    r"\b(?:won'?t do anything|died|dead|won'?t start|broke(?:n)? down|smok\w+|no brakes|tow\w*|stalled)\b",
    re.I,
)
TOWED = re.compile(r"\b(?:picked up|fetch|tow)\b", re.I)
WHERE = re.compile(
    r"\b(?:parking )?garage\b|\blevel \d\b"
    r"|\b\d{2,5} (?:[NSEW]\.? )?[A-Z]\w+ (?:St|Rd|Ave|Blvd|Dr|Street|Road)\b"
    r"|\b(?:my|our) (?:house|driveway|home|office)\b|\bat (?:home|work)\b"
    r"|\b(?:on|at|near|by|off) (?:the )?(?:[A-Z][a-z]+ |I-)?(?:Rd|Road|St|Ave|Shell|Exit|exit|\d{2,3})\b"
    r"|\bat the [A-Z]\w+"
)
NUDGED = re.compile(
    r"^\W*(?:so )?(?:did|have|were|are) you (?:able to )?(?:ever )?"
    r"(?:find|found|check|hear|heard|look|get|got|forget|forgotten)\b[^?]{0,24}\W*$"
    r"|^\W*(?:what|any) (?:happened|news|word|update|luck)\b[^?]{0,16}\W*$",
    re.I,
)
PRICED = re.compile(r"\bhow much\b|\bprice\b|\bcosts?\b|\bquote\b|\bwhat would yours\b", re.I)


def late_promises(matter: Matter) -> tuple[list[Said], frozenset[int]]:
    """The oldest promise of ours that is late, owned and renewed, and the questions that this covers."""
    late = [f for f in matter.of(FactKind.PROMISE) if f.data.get("late") == "yes"]
    if not late:
        return [], frozenset()
    fact = min(late, key=lambda f: f.data.get("due", ""))
    due = when.read(fact.data.get("due", ""))
    what, who = to_them(matter, fact.data.get("what", "")), fact.data.get("who", "")
    text = matter.say(
        "late-promise",
        who="I" if who == matter.context.signer.name else who,
        what=what,
        was=matter.at(due) if due else matter.phrase("now-phrase"),
        verb=what.split(" ")[0].lower() in VERBS,
        asks=ASKS.match(what) is not None,
    )
    indexes = [i for i, q in enumerate(matter.inquiry.questions) if len(content(q.text) & content(what)) >= 1]
    priced = (Topic.PRICE, Topic.SERVICE_PRICE) if re.search(r"\b(?:price|quote|cost)\b", what, re.I) else ()
    indexes += [i for i, q in enumerate(matter.inquiry.questions) if NUDGED.match(q.text)]
    indexes += [i for i, q in matter.asked(*priced) if PRICED.search(q.text)] if priced else []
    matter.renewed = True
    arrived = came(matter, what)
    indexes += [i for i, q in enumerate(matter.inquiry.questions) if arrived and told_by(arrived, q)]
    covered = tuple(i for i in indexes if matter.inquiry.questions[i].topic is not Topic.APPOINTMENT)
    written = WRITTEN.search(what) is not None
    sorry = matter.say("late-promise-sorry", by=matter.by(matter.due), written=written, here=bool(arrived))
    renewed = Said(sorry, (), covered, AnswerState.OWNED, what, matter.due)
    return [Said(text, (fact,)), renewed, *arrived], frozenset(covered)


def to_them(matter: Matter, what: str) -> str:
    """The customer's name in the words of a promise becomes "you"."""
    names = [n for n in (matter.context.recipient.name, matter.context.recipient.first_name) if n]
    for name in [*names, "the customer", "them", "him"]:
        what = re.sub(rf"\b{re.escape(name)}\b", "you", what, flags=re.I)
    what = re.sub(r"\b(?:his|her|their)\b", "your", what)
    return (what[:1].lower() + what[1:]).strip(" .!?")


def way_out(matter: Matter) -> list[Said]:
    """For somebody who is stuck: what we can do, where they are, when they hear."""
    options = matter.options(("stranded",)) or matter.of(FactKind.OPTION)[:2]
    if DEAD.search(matter.words):
        fetch = [f for f in matter.of(FactKind.OPTION) if TOWED.search(f.text) and f not in options]
        options = [*options[:1], *fetch[:1], *options[1:]]
    every = tuple(range(len(matter.inquiry.questions)))
    options = sorted(options, key=lambda one: -needs.met(one.text, matter.words))[:MOST_OPTIONS]
    said = _ways_known(matter)
    for place, option in enumerate(options):
        said += [*_whose(matter, option, first=place == 0), Said(option.text, (option,), every)]
    said += abroad.ways_out(matter)
    here = AT_OURS.search(matter.words)
    told_where = matter.shows(Sign.WHERE, WHERE, matter.words)
    number = about_calls.PHONE.search(matter.words)
    reached = number or any(one.what is Detail.PHONE for one in matter.inquiry.told)
    if not (reached and (here or told_where)):
        said.append(Said(matter.say("ask-number" if here or told_where else "where")))
    known = number[0].strip() if number and not matter.tongue.signs else ""
    text = matter.say("way-out-promise", by=matter.by(matter.due), chat=matter.chat, number=known)
    state = AnswerState.OWNED
    said.append(Said(text, (), every, state, "write with what is under way", matter.due))
    return said


def _whose(matter: Matter, option: Fact, *, first: bool) -> list[Said]:
    """ "You and the kids first.", "Then the Crosstrek.": for whom each way out is."""
    if matter.tongue.signs or matter.chat:
        return []
    if RIDE.search(option.text):
        meant, due = WITH_THEM.search(matter.inquiry.text), PICKUP.search(matter.inquiry.text)
        if due:
            return [
                Said(
                    matter.say("way-out-them", whom=f"your {due['whom'].lower()} at {due['at']}", first=first)
                )
            ]
        return [
            Said(
                matter.say(
                    "way-out-them", whom=f"you and {_theirs(meant['whom'])}" if meant else "you", first=first
                )
            )
        ]
    if TOWED.search(option.text) and not first:
        named = next((m.model for m in matter.inquiry.vehicles if m.model), "")
        return [Said(matter.say("way-out-car", car=named))]
    return []


def _theirs(whom: str) -> str:
    word = re.sub(r"^(?:my|our|both|the)(?: (?:two|three))? ", "", whom.lower())
    return f"the {word}" if word in ("kids", "children", "boys", "girls", "baby") else f"your {word}"


def _ways_known(matter: Matter) -> list[Said]:
    """What we know that answers their question: it is the way out, and stands first."""
    found: dict[str, tuple[Fact, list[int]]] = {}
    for index, question in enumerate(matter.inquiry.questions):
        if known := matter.knows(question, floor=2):
            found.setdefault(known.id, (known, []))[1].append(index)
    return [Said(fact.text, (fact,), tuple(indexes)) for fact, indexes in list(found.values())[:1]]
