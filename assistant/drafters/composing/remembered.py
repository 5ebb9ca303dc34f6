"""What our own notes and open promises say to a question: the part that came, the refund that is promised."""

import re
from dataclasses import replace

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import content
from assistant.drafters.composing import when
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Owed, Part, Said

ABOUT = (Topic.CALL_BACK, Topic.REPAIR_STATUS, Topic.PARTS, Topic.PAPERWORK, Topic.OTHER)
ARRIVED = re.compile(
    r"^(?:the |a |his |her |their |your )?(?P<thing>[^.;,]{3,60}?) (?:has |have )?"
    r"(?P<came>arrived|came in|is in stock|are in stock|is here|are here|is in)\b(?P<rest>[^.;]*)",
    re.I,
)
EXPECTED = re.compile(
    r"^(?:the |a |his |her |their )?(?P<thing>[^.;]{3,60}?) (?:comes in|comes|arrives|is due|is expected) "
    r"(?P<day>(?:on |by )?(?:mon|tues|wednes|thurs|fri|satur)day\b[^.;]{0,24})"
    r"(?:; (?P<work>the work takes [^.;]{3,40}))?",
    re.I,
)
FOR_WHOM = re.compile(r" for .*$", re.I)
LIES = re.compile(
    r"^,? and (?:it )?(?:lies|is|waits|sits|stands) (?P<place>(?:at|in|on|with|behind) [^.;]{3,60})", re.I
)
PAID = re.compile(r", (?:already )?(?:paid|prepaid)[^,]{0,20},")
WAITS = re.compile(
    r"^\W*is (?:the|my|our) [\w -]{2,30} in\W*$|\b(?:show(?:ed)? up"
    r"|come|came|arrive|arrived|in yet|here yet|any word|any news|in stock|there yet)\b",
    re.I,
)
COMING = re.compile(r"\b(?:coming|comes?|came|arrived?|in yet|here yet|here|ever)\b", re.I)
REMINDS = re.compile(r"^\W*(?:(?:i'?m |im )?still waiting|any (?:update|news|word)(?: yet)?)\W*$", re.I)
WHEN_YET = re.compile(r"\b(?:do|did|don'?t) (?:we|i) have an?\b|\bany (?:date|day|week|word|news)\b", re.I)
ASKS = re.compile(r"(?:whether|if|when|what|where|how|which|why|who)\b", re.I)
TAKES = re.compile(r"\bthe work takes (?:about )?[\w ]{1,20}(?:minutes|hours|hour)\b", re.I)
REFUND = re.compile(r"\b(?:back|refund\w*|card)\b", re.I)


def remembered(matter: Matter, index: int, question: Question) -> list[Part]:
    """A note or a promise of ours that answers this question; empty where none does."""
    if REMINDS.search(matter.inquiry.text) and (due := _reminded(matter, index)):
        return due
    if question.topic not in ABOUT:
        return []
    return (
        _arrived(matter, index, question)
        or expected(matter, index, question)
        or _error(matter, index, question)
        or _promised(matter, index, question)
    )


def _arrived(matter: Matter, index: int, question: Question) -> list[Part]:
    if not WAITS.search(question.text):
        return []
    for fact in matter.of(FactKind.NOTE):
        found = ARRIVED.match(PAID.sub("", fact.data.get("text", "")))
        shared = content(found["thing"]) & content(question.text) if found else frozenset()
        if found and shared and 2 * len(shared) >= len(content(found["thing"])):
            text = matter.say(
                "note-arrived",
                thing=_named(found["thing"]),
                many=_many(found["thing"]),
                confirms=True,
                place=_place(found["rest"]),
            )
            return [Said(text, (fact,), (index,))]
    return []


def expected(matter: Matter, index: int, question: Question) -> list[Part]:
    """ "The radiator comes in on Thursday": our note of when that is here for which they wait."""
    waits = {fact.data.get("part", "").lower() for fact in matter.repairs} - {""}
    for fact in matter.of(FactKind.NOTE) if not matter.tongue.signs else []:
        found = EXPECTED.match(fact.data.get("text", ""))
        thing = FOR_WHOM.sub("", found["thing"]).lower() if found else ""
        theirs = question.topic is Topic.REPAIR_STATUS and any(thing in one or one in thing for one in waits)
        if found and thing and (theirs or content(thing) & content(question.text)):
            text = matter.say("note-expected", thing=thing, day=found["day"], work=found["work"] or "")
            return [Said(text, (fact,), (index,))]
    return []


def _place(rest: str) -> str:
    """Where it waits for them: "at the parts counter with your name on it"; empty where nothing says it."""
    found = LIES.match(rest)
    return _yours(found["place"]) if found else ""


def _named(thing: str) -> str:
    """ "All-weather mats for his Legacy" as it stands behind "your"."""
    told = _yours(thing)
    return told if told[:2].isupper() else told[:1].lower() + told[1:]


def _many(thing: str) -> bool:
    head = re.split(r" (?:for|of|on|to|with) ", thing)[0]
    return head.endswith("s") and not head.endswith("ss")


def came(matter: Matter, what: str) -> list[Said]:
    """Our note that the part came for which they wait, to be told beside a late promise about it."""
    for fact in matter.of(FactKind.NOTE):
        found = ARRIVED.match(fact.data.get("text", ""))
        name = matter.context.recipient.name
        thing = found["thing"].replace(f"{name}'s", "your") if found and name else ""
        if thing and len(content(thing) & content(what)) >= 2:
            text = matter.say(
                "note-arrived",
                thing=_yours(thing),
                many=_many(thing),
                confirms=False,
                place=_place(found["rest"] if found else ""),
            )
            takes = TAKES.search(fact.data.get("text", ""))
            text += f" {takes[0][:1].upper()}{takes[0][1:]}." if takes else ""
            return [Said(text, (fact,))]
    return []


def _error(matter: Matter, index: int, question: Question) -> list[Part]:
    """They ask for the second charge back, and our own note calls it an error."""
    if not re.search(r"\bsecond (?:one|charge|fee)\b.*\bback\b", question.text, re.I):
        return []
    for fact in matter.of(FactKind.NOTE):
        if re.search(r"\bsecond one is an error\b.*\brefunded\b", fact.data.get("text", ""), re.I):
            return [Said(matter.say("error-ours"), (fact,), (index,))]
    return []


def told_by(arrived: list[Said], question: Question) -> bool:
    """Whether that the part came, and how long the work takes, answers the question."""
    if re.search(r"\bhow long\b", question.text, re.I):
        return bool(TAKES.search(arrived[0].text))
    return question.topic is Topic.PARTS and bool(COMING.search(question.text))


def refund(matter: Matter, questions: tuple[int, ...]) -> list[Said]:
    """What is promised about money that they wait for: who, how much, by when."""
    for fact in matter.of(FactKind.PROMISE):
        due, what = when.read(fact.data.get("due", "")), _yours(fact.data.get("what", ""))
        if due and due > matter.now and re.search(r"\b(?:refund|money back|credit)\b", what, re.I):
            return [
                replace(_renewed(matter, 0, fact, what), questions=questions),
                *_looked_after(matter, fact),
            ]
    return []


def _looked_after(matter: Matter, fact: Fact) -> list[Said]:
    """The writer asks after what a colleague has promised."""
    who = fact.data.get("who", "")
    if not who or who == matter.context.signer.name or matter.tongue.signs:
        return []
    text = matter.say("promise-check", first=who.split()[0], by=matter.by(matter.due))
    return [Said(text, (fact,), what=f"ask {who} whether it is on its way", due=matter.due)]


def _promised(matter: Matter, index: int, question: Question) -> list[Part]:
    asked = content(question.text) | (content("refund") if REFUND.search(question.text) else frozenset())
    for fact in matter.of(FactKind.PROMISE):
        due, what = when.read(fact.data.get("due", "")), _yours(fact.data.get("what", ""))
        shared = len(asked & content(what))
        if due and due > matter.now and what and shared >= (1 if question.topic is Topic.PAPERWORK else 2):
            return [_renewed(matter, index, fact, what)]
    if question.topic is Topic.REPAIR_STATUS and matter.repairs:
        return []  # where the car stands says more
    if WHEN_YET.search(question.text) and (due_word := _reminded(matter, index)):
        more = [Owed(index, matter.phrase("it-stands-phrase"))] if question.topic is Topic.OTHER else []
        return _pressed(matter, index) if more and not matter.tongue.signs else [*due_word, *more]
    return []


def _pressed(matter: Matter, index: int) -> list[Part]:
    """They will not wait for the day that we named: it is asked today."""
    fact = next(f for f in matter.of(FactKind.PROMISE) if f.data.get("what"))
    due, what = when.read(fact.data["due"]), _yours(fact.data["what"])
    text = matter.say(
        "promise-sooner",
        what=what,
        by=matter.by(matter.due),
        due=matter.by(due) if due else "",
        asks=ASKS.match(what) is not None,
    )
    return [Said(text, (fact,), (index,), AnswerState.OWNED, f"ask where it stands: {what}", matter.due)]


def _reminded(matter: Matter, index: int) -> list[Part]:
    """They ask after what we promised, without saying what: it is the one promise that is open."""
    open_ones = [
        fact
        for fact in matter.of(FactKind.PROMISE)
        if (due := when.read(fact.data.get("due", ""))) and due > matter.now and fact.data.get("what")
    ]
    return (
        [_renewed(matter, index, open_ones[0], _yours(open_ones[0].data["what"]))]
        if len(open_ones) == 1
        else []
    )


def _renewed(matter: Matter, index: int, fact: Fact, what: str) -> Said:
    due = when.read(fact.data["due"])
    assert due is not None
    mine = fact.data.get("who", "") == matter.context.signer.name
    text = matter.say(
        "promise-open",
        who="I" if mine else fact.data.get("who", ""),
        what=what,
        by=matter.by(due),
        asks=ASKS.match(what) is not None,
    )
    return Said(text, (fact,), (index,), what=f"see that they get {what}", due=due)


def _yours(what: str) -> str:
    return re.sub(r"\b(?:his|her|their)\b", "your", what).strip(" .!?")
