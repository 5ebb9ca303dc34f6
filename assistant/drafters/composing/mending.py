"""How a harm is put right: what is done, by when, and what they may choose."""

import re
from dataclasses import replace

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Kind, Topic
from assistant.drafters.composing import (
    about_shop,
    about_visits,
    cars,
    harm_kinds,
    harmed,
    needs,
    slots,
    when,
)
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import desk, settled
from assistant.drafters.composing.remembered import refund, remembered
from assistant.drafters.composing.said import Owed, Said

ASKING = re.compile(r"\b(?:whether|know|do you|wonder\w*|if)\b", re.I)
WHOSE = re.compile(r"\bwho(?:'s| is) (?:going to|gonna) (?:deal|fix|pay|handle|take care)\b", re.I)
FIND_OUT = re.compile(
    r"\b(?:can|could|would|will) (?:you|somebody|someone) (?:please )?"
    r"(?:find out|fix (?:it|this|that)|look into (?:it|this)|sort (?:it|this) out|help(?: me)?)\W*$",
    re.I,
)
NO_OPTIONS = frozenset(
    ("bill", "rude", "third", "portal", "offers", "other", "money", "prices", "unheard", "damage")
)
AGAIN = re.compile(
    r"\bpay(?:ing)? again\b|\bcharg\w+ (?:me )?(?:again|twice)\b|\bdo i (?:have to )?pay\b", re.I
)
PAID = re.compile(
    r"\bwhen (?:will|do|can|would) i (?:see|get|have) (?:it|this|that|my money|the money|paid)\b", re.I
)
WHY_COST = re.compile(r"\bwhy\b.{0,40}\b(?:cost|price|charge|estimate|expensive|much)", re.I)
TRIP = re.compile(r"\b(?P<trip>(?:drive|come|make the drive) (?:up|over|down|out|in) from [A-Z]\w+)")
WAIVED = re.compile(r"\bwaive\b", re.I)
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


def repair(matter: Matter) -> list[Said]:
    """What is done about it, by when, and what they may choose."""
    kind = harm_kinds.kind_of(matter)
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
    if kind == "unheard" and matter.inquiry.questions:
        return []  # the answers are the repair
    paid = tuple(i for i, q in enumerate(matter.inquiry.questions) if PAID.search(q.text))
    if kind in ("bill", "money") and (owing := refund(matter, tuple({*every, *paid}))):
        return owing
    if kind == "bill" and any(remembered(matter, i, q) for i, q in matter.asked(Topic.PAPERWORK)):
        return []  # what is promised about it is the repair
    text = _worded(matter, kind)
    status = about_shop.current(matter)
    said = _status(matter, status) if status and kind in ("wait", "work") else []
    if said and kind == "wait":
        said[-1] = replace(said[-1], questions=tuple({*said[-1].questions, *every}))
    if not any(one.what for one in said):
        said.append(Said(text, (), every, AnswerState.OWNED, f"repair: {text}", matter.due))
    return said + offered(matter, ("complaint", "quality") if kind == "work" else ("complaint",), kind)


def _worded(matter: Matter, kind: str) -> str:
    """What the writer does about a harm of this kind, and by when."""
    by = matter.by(matter.due)
    if kind == "third":
        third = harm_kinds.SENT_ROUND.search(matter.inquiry.text) or next(
            pattern.search(matter.words)
            for name, pattern in matter.tongue.harms or harm_kinds.KINDS
            if name == "third"
        )
        named = matter.phrase("third-phrase", third=_spoken_of(third) if third else "")
        return matter.say("repair-third", third=named, amount=_figure_asked(matter), by=by)
    if kind == "portal":
        portal = harm_kinds.PORTAL.search(matter.inquiry.text)
        return matter.say("repair-portal", who=portal["who"] if portal else "", by=by)
    if kind == "prices":
        return _priced(matter, by)
    if kind == "money":
        finance = matter.colleague("finance")
        return matter.say("repair-money", whom=desk(matter, finance) if finance else "", by=by)
    asked = matter.inquiry.kind is Kind.FEEDBACK and kind == "wait"
    return matter.say("repair-other" if asked else f"repair-{kind}", by=by)


def _priced(matter: Matter, by: str) -> str:
    """What our own list says of the car that was seen at two prices."""
    found = [] if matter.tongue.signs else cars.wanted(matter)
    fact = found[0] if len(found) == 1 and found[0].data.get("price") else None
    trip = TRIP.search(matter.inquiry.text)
    return matter.say(
        "repair-prices",
        price=fact.data["price"] if fact else "",
        car=cars.called(matter, fact) if fact else "",
        before=trip["trip"] if trip and fact else "",
        by=by,
    )


def _figure_asked(matter: Matter) -> str:
    """The amount of an estimate of ours whose reason they ask; empty where they ask none."""
    asked = any(WHY_COST.search(one.text) for one in matter.inquiry.questions)
    given = [f.data["amount"] for f in matter.of(FactKind.QUOTE) if f.data.get("amount")]
    return given[0] if asked and given else ""


def _tells_the_harm(matter: Matter, question: str) -> bool:
    """What went wrong, heard as a question: the repair is its answer."""
    named = matter.inquiry.harm.strip(" .!")
    if not named or question.rstrip().endswith("?") or ASKING.search(question):
        return False
    return named in question or question in named


def _spoken_of(third: "re.Match[str]") -> str:
    """A name as they write it, else "the bank"."""
    named = str(third.groupdict().get("who") or third[0])
    return named if named.istitle() else named.lower()


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
            done=False,
            meets="",
        )
        return [Said(text, (fact,), tuple(every))]
    phrase = matter.phrase("ready-phrase", car="" if harmed.overdue(matter) else name)
    owed = [Owed(i, phrase, facts=(fact,)) for i in every or [-1]]
    return settled(matter, owed)


def offered(matter: Matter, words: tuple[str, ...], kind: str = "") -> list[Said]:
    """Up to two options, word for word as the store allows them."""
    if kind in NO_OPTIONS:
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


def visit(matter: Matter) -> list[Said]:
    """A time to bring the car back, where the work did not hold."""
    if harm_kinds.kind_of(matter) not in ("work", "damage"):
        return []
    return settled(matter, about_visits.next_step(matter))
