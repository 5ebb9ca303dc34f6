"""What they tell of themselves, taken up in one sentence as anybody would who read it."""

import re

from assistant.core.inquiry import Kind
from assistant.core.words import has_word
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.persons import clipped, lowered
from assistant.drafters.composing.said import Said

JOB_LOST = re.compile(
    r"\b(?:(?:was|got|been|just) laid off|laid me off|lost (?:my|his|her) job"
    r"|let (?:\w+ ){0,3}(?:of us|me) go)\b",
    re.I,
)
BODY = "hip|back|knee|leg|arm|ankle|wrist|foot|shoulder|neck|hand"
HURTS = re.compile(
    rf"\b(?:broke|fractured|tore|hurt|sprained) my (?P<broke>{BODY})\b"
    rf"|\bmy (?P<takes>{BODY}) (?:can'?t|won'?t|is killing|hurts)\b"
    rf"|\b(?:killing|hard on|bad for) my (?P<hard>{BODY})\b",
    re.I,
)
SICK = re.compile(r"\b(?:the flu|has flu|have flu|a fever|covid|stomach bug|throwing up|strep)\b", re.I)
BABY = re.compile(
    r"\b(?:baby|(?:number|no\.?) (?:two|three|four|five|\d)|a (?:second|third|fourth)(?: one)?)"
    r" (?:is )?(?:coming|on the way|due)\b"
    r"|\b(?:we're|i'm|wife is|she's) expecting\b",
    re.I,
)
NEW_JOB = re.compile(r"\b(?:my|a) new job\b|\bstart(?:ing|ed)? (?:a|my) (?:new|first) job\b", re.I)
MOVING = re.compile(r"\b(?:i'm|i am|we're|we are) moving (?:to|out|away)\b", re.I)


def sympathy(matter: Matter) -> list[Said]:
    """Stands first; empty nearly always."""
    words = _said(matter)
    if JOB_LOST.search(words):
        return [Said(matter.say("sorry-job"))]
    if SICK.search(words):
        return [Said(matter.say("sorry-sick"))]
    hurts = HURTS.search(words)
    if hurts:
        part = next(one for one in hurts.groupdict().values() if one)
        return [Said(matter.say("sorry-hurt", part=part.lower()))]
    return []


def good_news(matter: Matter) -> list[Said]:
    """Stands last; empty nearly always."""
    words = _said(matter)
    for pattern, part in ((BABY, "glad-baby"), (NEW_JOB, "glad-job"), (MOVING, "glad-move")):
        if pattern.search(words) and not JOB_LOST.search(words):
            return [Said(matter.say(part))]
    return []


def _said(matter: Matter) -> str:
    plain = matter.inquiry.kind not in (Kind.THANKS, Kind.NOT_AN_INQUIRY)
    return (
        "" if matter.chat or matter.tongue.signs or not plain else matter.inquiry.text.replace("\u2019", "'")
    )


GOOD = re.compile(r"^(?:the|your|our|my|they|he|she|everyone|everybody|it|nobody|no one)\b", re.I)
LEAST, MOST = 5, 18  # words of theirs that a sentence of ours bears


def good_to_hear(matter: Matter) -> str:
    """Praise said after them in a whole sentence of its own; empty where it is none, or of the writer."""
    told = clipped(matter.inquiry.praise, MOST)
    mine = has_word(told, matter.context.signer.name.split()[0])
    if matter.tongue.signs or mine or not GOOD.match(told) or len(told.split()) < LEAST:
        return ""
    turned = matter.tongue.turned(told)
    return matter.say("good-to-hear", told=lowered(turned))
