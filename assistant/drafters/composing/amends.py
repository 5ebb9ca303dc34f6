"""Repair and way out: promises that are late, complaints, people who are stranded."""

import re
from dataclasses import replace

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Detail, Kind, Topic
from assistant.core.words import content
from assistant.drafters.composing import (
    about_calls,
    about_shop,
    about_visits,
    abroad,
    harmed,
    needs,
    slots,
    when,
)
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import settled
from assistant.drafters.composing.remembered import ASKS, came, refund, remembered, told_by
from assistant.drafters.composing.said import Owed, Said
from assistant.drafters.composing.tongue.signs import Sign

VERBS = frozenset(
    """call write mail email send find check order ask get look let tell arrange fix book bring put hold have
    give do quote text confirm follow make set schedule""".split()  # noqa: SIM905
)
AT_OURS = re.compile(
    r"\b(?:outside|at|in|by|before|on) (?:the|your)(?: \w+)? (?:gate|lot|door|showroom|building|entrance)\b",
    re.I,
)
ASKING = re.compile(r"\b(?:whether|know|do you|wonder\w*|if)\b", re.I)
WHOSE = re.compile(r"\bwho(?:'s| is) (?:going to|gonna) (?:deal|fix|pay|handle|take care)\b", re.I)
FIND_OUT = re.compile(
    r"\b(?:can|could|would|will) (?:you|somebody|someone) (?:please )?"
    r"(?:find out|fix (?:it|this|that)|look into (?:it|this)|sort (?:it|this) out|help(?: me)?)\W*$",
    re.I,
)
AGAIN = re.compile(
    r"\bpay(?:ing)? again\b|\bcharg\w+ (?:me )?(?:again|twice)\b|\bdo i (?:have to )?pay\b", re.I
)
WAIVED = re.compile(r"\bwaive\b", re.I)
MOST_OPTIONS = 3
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
ANGRY = re.compile(
    r"\b(?:even|ever|care|think|serious\w*|kidding|people|human|anybody|anyone|normal|acceptable|fair"
    r"|going to|fixed|ready)\b",
    re.I,
)
WHY = re.compile(
    r"^\W*(?:so |and |but )*(?:why|how come|what(?:'s| is| the hell is| on earth is)? "
    r"(?:going on|happening|happened|up|wrong|this|the problem|your problem)|what gives|really|seriously"
    r"|how (?:is|can|could) (?:this|that|it)\b.*)\W*$|^\W*why (?:is|was|did|do|does|has|have|am|are|wasn'?t"
    r"|didn'?t|can'?t|hasn'?t|isn'?t)\b",
    re.I,
)


def late_promises(matter: Matter) -> tuple[list[Said], frozenset[int]]:
    """The oldest promise of ours that is late, owned and renewed, and the questions that this covers."""
    late = [f for f in matter.of(FactKind.PROMISE) if f.data.get("late") == "yes"]
    if not late:
        return [], frozenset()
    fact = min(late, key=lambda f: f.data.get("due", ""))
    due = when.read(fact.data.get("due", ""))
    what, who = _to_them(matter, fact.data.get("what", "")), fact.data.get("who", "")
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
    written = re.match(r"(?:write|send|mail|e-?mail)\b", what) is not None
    sorry = matter.say("late-promise-sorry", by=matter.by(matter.due), written=written)
    renewed = Said(sorry, (), covered, AnswerState.OWNED, what, matter.due)
    return [Said(text, (fact,)), renewed, *arrived], frozenset(covered)


def _to_them(matter: Matter, what: str) -> str:
    """The customer's name in the words of a promise becomes "you"."""
    names = [n for n in (matter.context.recipient.name, matter.context.recipient.first_name) if n]
    for name in [*names, "the customer", "them", "him"]:
        what = re.sub(rf"\b{re.escape(name)}\b", "you", what, flags=re.I)
    what = re.sub(r"\b(?:his|her|their)\b", "your", what)
    return (what[:1].lower() + what[1:]).strip(" .!?")


def repair(matter: Matter) -> list[Said]:
    """What is done about it, by when, and what they may choose."""
    kind = harmed.kind_of(matter)
    about = (Topic.REPAIR_STATUS, Topic.CALL_BACK, Topic.OTHER)
    every = tuple(
        i
        for i, q in enumerate(matter.inquiry.questions)
        if WHY.match(q.text)
        or WHOSE.search(q.text)
        or _tells_the_harm(matter, q.text)
        or FIND_OUT.search(q.text)
        or (q.topic in about and not _own_matter(q.text))
    )
    by = matter.by(matter.due)
    if kind == "bill" and (owing := refund(matter, every)):
        return owing
    if kind == "bill" and any(remembered(matter, i, q) for i, q in matter.asked(Topic.PAPERWORK)):
        return []  # what is promised about it is the repair
    if kind == "third":
        third = harmed.SENT_ROUND.search(matter.inquiry.text) or next(
            pattern.search(matter.words)
            for name, pattern in matter.tongue.harms or harmed.KINDS
            if name == "third"
        )
        named = matter.phrase("third-phrase", third=_spoken_of(third) if third else "")
        text = matter.say("repair-third", third=named, by=by)
    elif kind == "portal":
        portal = harmed.PORTAL.search(matter.inquiry.text)
        text = matter.say("repair-portal", who=portal["who"] if portal else "", by=by)
    else:
        asked = matter.inquiry.kind is Kind.FEEDBACK and kind == "wait"
        text = matter.say("repair-other" if asked else f"repair-{kind}", by=by)
    status = about_shop.current(matter)
    said = _status(matter, status) if status and kind in ("wait", "work") else []
    if said and kind == "wait":
        said[-1] = replace(said[-1], questions=tuple({*said[-1].questions, *every}))
    if not any(one.what for one in said):
        said.append(Said(text, (), every, AnswerState.OWNED, f"repair: {text}", matter.due))
    return said + offered(matter, ("complaint", "quality") if kind == "work" else ("complaint",), kind)


def _tells_the_harm(matter: Matter, question: str) -> bool:
    """What went wrong, heard as a question: the repair is its answer."""
    named = matter.inquiry.harm.strip(" .!")
    if not named or question.rstrip().endswith("?") or ASKING.search(question):
        return False
    return named in question or question in named


def _spoken_of(third: "re.Match[str]") -> str:
    """A name as they write it, else "the bank"."""
    return str(third.groupdict().get("who") or third[0].lower())


def look_into(matter: Matter) -> list[Said]:
    """For somebody who did not say what happened and was just asked."""
    every = tuple(range(len(matter.inquiry.questions)))
    text = matter.say("repair-asked", by=matter.by(matter.due))
    return [Said(text, (), every, AnswerState.OWNED, "look into what happened and write", matter.due)]


def _own_matter(question: str) -> bool:
    """A question about a thing of its own, which the repair does not speak to."""
    own = (
        r"\b(?:which|what) (?:week|day|date)\b|\bhow (?:many|much|long)\b"
        r"|\b(?:show|tell|teach) (?:me|us) how\b|\bwhen (?:do|can|will|would) (?:i|we|you)\b"
    )
    if re.search(own, question, re.I) and not ANGRY.search(question):
        return True
    plain = re.match(
        r"\W*(?:also |and |so )*(?:do|does|did|is|are|can|could|will|have|has)\b", question, re.I
    )
    return bool(plain) and not ANGRY.search(question)


def _status(matter: Matter, fact: Fact) -> list[Said]:
    """When the car will be ready, or that somebody finds out; it covers every question about it."""
    every = [i for i, _ in matter.asked(Topic.REPAIR_STATUS)]
    ready = when.read(fact.data.get("ready_at", ""))
    name = about_shop.name_of(matter, fact)
    if ready and ready > matter.now:
        text = matter.say(
            "repair-open",
            car=name,
            work=matter.tongue.term(fact.data.get("work", "")),
            ready=matter.at(ready),
        )
        return [Said(text, (fact,), tuple(every))]
    phrase = matter.phrase("ready-phrase", car="" if harmed.overdue(matter) else name)
    owed = [Owed(i, phrase, facts=(fact,)) for i in every or [-1]]
    return settled(matter, owed)


def offered(matter: Matter, words: tuple[str, ...], kind: str = "") -> list[Said]:
    """Up to two options, word for word as the store allows them."""
    if kind in ("bill", "rude", "third", "portal", "offers", "other"):
        return []
    here = about_shop.current(matter) is not None
    options = [f for f in matter.options(words, at_most=5) if _meets(matter, f, kind, here=here)][:2]
    if not options:
        return []
    if AGAIN.search(matter.words):
        waived = [f for f in matter.of(FactKind.OPTION) if WAIVED.search(f.text)]
        options = [*waived[:1], *options[:1]]
    said = [Said(option.text, (option,)) for option in options]
    if kind == "work" and slots.free(matter):
        return said  # a time is asked for next; two questions would be one too many
    return [*said, Said(matter.say("which-option", count=len(options)))]


def _meets(matter: Matter, option: Fact, kind: str, *, here: bool) -> bool:
    """Whether the option is of use to them: not a tow for a car that stands here."""
    if here:
        return needs.LOAN.search(option.text) is not None or needs.met(option.text, matter.words) > 0
    return kind == "work" or needs.met(option.text, matter.words) > 0


def way_out(matter: Matter) -> list[Said]:
    """For somebody who is stuck: what we can do, where they are, when they hear."""
    options = matter.options(("stranded",)) or matter.of(FactKind.OPTION)[:2]
    if DEAD.search(matter.words):
        fetch = [f for f in matter.of(FactKind.OPTION) if TOWED.search(f.text) and f not in options]
        options = [*options[:1], *fetch[:1], *options[1:]]
    every = tuple(range(len(matter.inquiry.questions)))
    options = sorted(options, key=lambda one: -needs.met(one.text, matter.words))[:MOST_OPTIONS]
    said = _ways_known(matter) + [Said(option.text, (option,), every) for option in options]
    said += abroad.ways_out(matter)
    here = AT_OURS.search(matter.words)
    told_where = matter.shows(Sign.WHERE, WHERE, matter.words)
    number = about_calls.PHONE.search(matter.words)
    reached = number or any(one.what is Detail.PHONE for one in matter.inquiry.told)
    if not (reached and (here or told_where)):
        said.append(Said(matter.say("ask-number" if here or told_where else "where")))
    text = matter.say("way-out-promise", by=matter.by(matter.due), chat=matter.chat)
    state = AnswerState.OWNED
    said.append(Said(text, (), every, state, "write with what is under way", matter.due))
    return said


def _ways_known(matter: Matter) -> list[Said]:
    """What we know that answers their question: it is the way out, and stands first."""
    found: dict[str, tuple[Fact, list[int]]] = {}
    for index, question in enumerate(matter.inquiry.questions):
        if known := matter.knows(question, floor=2):
            found.setdefault(known.id, (known, []))[1].append(index)
    return [Said(fact.text, (fact,), tuple(indexes)) for fact, indexes in list(found.values())[:1]]


def visit(matter: Matter) -> list[Said]:
    """A time to bring the car back, where the work did not hold."""
    if harmed.kind_of(matter) != "work":
        return []
    return settled(matter, about_visits.next_step(matter))
