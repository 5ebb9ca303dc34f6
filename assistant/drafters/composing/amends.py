"""Responsibility, repair and way out: promises that are late, complaints, people who are stranded."""

import re
from dataclasses import replace

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Topic
from assistant.core.words import content
from assistant.drafters.composing import about_shop, about_visits, slots, when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import settled
from assistant.drafters.composing.persons import clipped, theirs_to_yours
from assistant.drafters.composing.remembered import came, remembered
from assistant.drafters.composing.said import Owed, Said

VERBS = frozenset(
    """call write mail email send find check order ask get look let tell arrange fix book bring put hold have
    give do quote text confirm follow make set schedule""".split()  # noqa: SIM905
)
INSULT = re.compile(
    r"\b(worst|terrible|horrible|awful|joke|scam|never (?:again|come)|avoid|waste|pathetic|sucks?|crooks?"
    r"|liars?|stars?)\b",
    re.I,
)
KINDS = (
    (
        "third",
        re.compile(r"\b(bank|dmv|lender|credit union|insurance|manufacturer|warranty company|state)\b", re.I),
    ),
    ("bill", re.compile(r"\b(charged?|quoted|bill(?:ed|ing)?|invoice|overcharged?|refund|fee)\b", re.I)),
    (
        "rude",
        re.compile(r"\b(rude|laughed|yell\w*|ignored|condescend\w*|attitude|disrespect\w*|treated)\b", re.I),
    ),
    (
        "work",
        re.compile(
            r"\b(again|still|same|second time|not fixed|squeal\w*|scratch\w*|noise|broke|light)\b", re.I
        ),
    ),
    (
        "wait",
        re.compile(r"\b(late|wait\w*|delay\w*|promised|days?|weeks?|minutes|hours|call\w*|answers?)\b", re.I),
    ),
)
SUBJECT = re.compile(
    r"^(you|your|our|we|the|nobody|no one|it|this|that|they|he|she|there|his|her|a|an|one)\b", re.I
)
AT_OURS = re.compile(
    r"\b(?:outside|at|in|by|before|on) (?:the|your)(?: \w+)? (?:gate|lot|door|showroom|building|entrance)\b",
    re.I,
)
LEAD_IN = re.compile(
    r"^(?:i (?:have to|must) say(?: that)?|i am sorry to say|unfortunately|honestly|also|and|so|but)\b[\s,]*",
    re.I,
)
FELT = re.compile(r"\b(?:disappointed|frustrated|upset|unhappy|angry|expected (?:better|more))\b", re.I)
HARMED = re.compile(
    r"\b(smell\w*|broke\w*|charged|two times|twice|scratch\w*|ignored|shrugged|waited|missed|third time|never"
    r"|nobody|dirty|damaged?|wrong|leak\w*|rattl\w*|again|lost|overcharged|late)\b",
    re.I,
)
DID = re.compile(
    r"^(?:just )?(?:picked|bought|took|brought|dropped|paid|called|waited|drove|came|left|got|had|ordered|sent)\b",
    re.I,
)
POINTING = re.compile(r"^(it|this|that|they|he|she)\b", re.I)
PROMISED = re.compile(r"\b(?:promis\w*|agreed|offered|told me|guarante\w*|owes?|said i)\b", re.I)
GAIN = re.compile(
    r"[$€£%]\s?\d|\d\s?(?:%|dollars|percent)|\b(?:dollars|percent|off|free|discount|refund|credit|gift|lifetime"
    r"|for life)\b",
    re.I,
)
LEADS_AWAY = re.compile(
    r"https?:|www\.|\S@\S|\b\w+\.(?:com|net|org|io|ly)\b|\bgift ?cards?\b|\b(?:code|account)\b"
    r"|(?:\d[ -]?){9}",
    re.I,
)
BUT = re.compile(r"\bbut\b|\bhowever\b", re.I)
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
        was=when.at(due, matter.now) if due else "now",
        verb=what.split(" ")[0].lower() in VERBS,
    )
    indexes = [i for i, q in enumerate(matter.inquiry.questions) if len(content(q.text) & content(what)) >= 1]
    covered = tuple(i for i in indexes if matter.inquiry.questions[i].topic is not Topic.APPOINTMENT)
    written = re.match(r"(?:write|send|mail|e-?mail)\b", what) is not None
    sorry = matter.say("late-promise-sorry", by=matter.by(matter.due), written=written)
    renewed = Said(sorry, (), covered, AnswerState.OWNED, what, matter.due)
    matter.promised.add(matter.due)
    return [Said(text, (fact,)), renewed, *came(matter, what)], frozenset(covered)


def _to_them(matter: Matter, what: str) -> str:
    """The customer's name in the words of a promise becomes "you"."""
    names = [n for n in (matter.context.recipient.name, matter.context.recipient.first_name) if n]
    for name in [*names, "the customer", "them", "him"]:
        what = re.sub(rf"\b{re.escape(name)}\b", "you", what, flags=re.I)
    what = re.sub(r"\b(?:his|her|their)\b", "your", what)
    return (what[:1].lower() + what[1:]).strip(" .!?")


def harm(matter: Matter) -> list[Said]:
    """Names what went wrong, then takes responsibility, in two sentences."""
    named = _overdue(matter) or Said(
        matter.say("harm", harm=_told(matter)) if _told(matter) else matter.say("harm-unnamed")
    )
    mine = [line for line in matter.context.thread if line.from_customer]
    ours = [line for line in matter.context.thread if not line.from_customer]
    again = bool(mine) and (not ours or ours[-1].at < mine[0].at)
    return [named, Said(matter.say("sorry", again=again, third=complaint_kind(matter) == "third"))]


def _overdue(matter: Matter) -> Said | None:
    """Their car was to be ready and is not: the record says it better than their anger."""
    fact = about_shop.current(matter)
    ready = when.read(fact.data.get("ready_at", "")) if fact else None
    if fact is None or ready is None or ready > matter.now or complaint_kind(matter) not in ("wait", "other"):
        return None
    name = about_shop.name_of(matter, fact)
    return Said(matter.say("repair-overdue", car=name, was=when.on(ready, matter.now)), (fact,))


def _told(matter: Matter) -> str:
    """The harm in their words, turned to them; empty where it is an insult or no whole sentence."""
    named = LEAD_IN.sub("", matter.inquiry.harm.strip())
    for told in ("" if FELT.search(named) else named, *_concrete(matter)):
        told = _whole(matter, told)
        if not _owes_by_it(matter, told) and (turned := _turned_to_them(told)):
            return turned
    return ""


def _owes_by_it(matter: Matter, told: str) -> bool:
    """Whether to say it after them would admit a debt, pass on a link, or repeat an order to a machine."""
    gain = PROMISED.search(told) and GAIN.search(told)
    ordered = any(told.strip(" .!") in one.words or one.words in told for one in matter.inquiry.tried)
    return bool(gain or LEADS_AWAY.search(told) or ordered)


def _concrete(matter: Matter) -> list[str]:
    """Sentences that tell a fact of harm, cut to their first clause."""
    said = re.split(r"(?<=[.!?])\s+|\n+", matter.inquiry.text)
    cut = [re.split(r",\s+(?:and|so|which)\b", one, maxsplit=1)[0] for one in said if not one.endswith("?")]
    return [one for one in cut if HARMED.search(one) and not FELT.search(one)][:4]


def _whole(matter: Matter, told: str) -> str:
    """The sentence in which "it still squeals" stands, where that begins with what they did."""
    if not told or not POINTING.match(told):
        return told
    said = re.split(r"(?<=[.!?])\s+|\n+", matter.inquiry.text)
    whole = next((one for one in said if told in one), "")
    return f"I {whole[:1].lower()}{whole[1:]}" if DID.match(whole) else told


def _turned_to_them(words: str) -> str:
    told = clipped(words, 24)
    turned = theirs_to_yours(told) if told else ""
    if not turned or INSULT.search(told) or BUT.search(told) or not SUBJECT.match(turned):
        return ""
    if POINTING.match(turned):
        return f"you tell me that {turned[:1].lower()}{turned[1:]}"
    return turned[:1].upper() + turned[1:]


def complaint_kind(matter: Matter) -> str:
    told = _told(matter)
    words = told or f"{matter.inquiry.harm} {matter.inquiry.text}"
    return next((name for name, pattern in KINDS if pattern.search(words)), "other")


def repair(matter: Matter) -> list[Said]:
    """What is done about it, by when, and what they may choose."""
    kind = complaint_kind(matter)
    about = (Topic.REPAIR_STATUS, Topic.CALL_BACK, Topic.OTHER)
    every = tuple(
        i
        for i, q in enumerate(matter.inquiry.questions)
        if WHY.match(q.text) or (q.topic in about and not _own_matter(q.text))
    )
    by = matter.by(matter.due)
    if kind == "bill" and any(remembered(matter, i, q) for i, q in matter.asked(Topic.PAPERWORK)):
        return []  # what is promised about it is the repair
    if kind == "third":
        third = next(pattern.search(matter.words) for name, pattern in KINDS if name == "third")
        named = f"the {third[0].lower()}" if third else "them"
        text = matter.say("repair-third", third=named, by=by)
    else:
        asked = matter.inquiry.kind is Kind.FEEDBACK and kind == "wait"
        text = matter.say("repair-other" if asked else f"repair-{kind}", by=by)
    status = about_shop.current(matter)
    said = _status(matter, status) if status and kind in ("wait", "work") else []
    if said and kind == "wait":
        said[-1] = replace(said[-1], questions=tuple({*said[-1].questions, *every}))
    if not any(one.what for one in said):
        said.append(Said(text, (), every, AnswerState.OWNED, f"repair: {text}", matter.due))
        matter.promised.add(matter.due)
    return said + offered(matter, ("complaint", "quality") if kind == "work" else ("complaint",), kind)


def look_into(matter: Matter) -> list[Said]:
    """For somebody who did not say what happened and was just asked."""
    every = tuple(range(len(matter.inquiry.questions)))
    text = matter.say("repair-asked", by=matter.by(matter.due))
    matter.promised.add(matter.due)
    return [Said(text, (), every, AnswerState.OWNED, "look into what happened and write", matter.due)]


def _own_matter(question: str) -> bool:
    """A question about a thing of its own, which the repair does not speak to."""
    return bool(re.search(r"\b(?:which|what) (?:week|day|date)\b|\bhow (?:many|much|long)\b", question, re.I))


def _status(matter: Matter, fact: Fact) -> list[Said]:
    """When the car will be ready, or that somebody finds out; it covers every question about it."""
    every = [i for i, _ in matter.asked(Topic.REPAIR_STATUS)]
    ready = when.read(fact.data.get("ready_at", ""))
    name = about_shop.name_of(matter, fact)
    if ready and ready > matter.now:
        text = matter.say(
            "repair-open", car=name, work=fact.data.get("work", ""), ready=when.at(ready, matter.now)
        )
        return [Said(text, (fact,), tuple(every))]
    named = "it" if _overdue(matter) else f"your {name}"
    owed = [Owed(i, f"when {named} will be ready", facts=(fact,)) for i in every or [-1]]
    return settled(matter, owed)


def offered(matter: Matter, words: tuple[str, ...], kind: str = "") -> list[Said]:
    """Up to two options, word for word as the store allows them."""
    if kind in ("bill", "rude", "third", "other"):
        return []
    options = matter.options(words)
    if not options:
        return []
    said = [Said(option.text, (option,)) for option in options]
    if kind == "work" and slots.free(matter):
        return said  # a time is asked for next; two questions would be one too many
    return [*said, Said(matter.say("which-option", count=len(options)))]


def way_out(matter: Matter) -> list[Said]:
    """For somebody who is stuck: what we can do, where they are, when they hear."""
    options = matter.options(("stranded",)) or matter.of(FactKind.OPTION)[:2]
    every = tuple(range(len(matter.inquiry.questions)))
    said = _ways_known(matter) + [Said(option.text, (option,), every) for option in options]
    here = AT_OURS.search(matter.words)
    said.append(Said(matter.say("ask-number" if here else "where")))
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
    if complaint_kind(matter) != "work":
        return []
    return settled(matter, about_visits.next_step(matter))
