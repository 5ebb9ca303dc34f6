"""What stands first, whatever the answer is: a misfortune of theirs, our silence, that a person is here."""

import re

from assistant.core.inquiry import Kind
from assistant.drafters.composing.chased import chased
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.personal import sympathy
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.tongue.signs import Sign
from assistant.drafters.composing.turns import MARK

KIN = (
    "dad|father|mom|mother|wife|husband|son|daughter|brother|sister|grandma|grandmother|grandpa|grandfather"
    "|kid|child|baby|partner|parents"
)
KIN_HURT = re.compile(
    rf"\bmy (?P<whom>{KIN}) (?:just |has |had |is |was |got |'s )*(?:fell|fallen|passed|died|hurt|sick"
    rf"|ill|injured"
    r"|in (?:the )?(?:hospital|icu|er)|a (?:stroke|fall|heart attack|bad fall)|surgery|an accident|broke)\b",
    re.I,
)
BEREFT = re.compile(
    rf"\b(?:recently |newly |was |am )?widow(?:ed|er)\b|\b(?:lost|buried) my (?:{KIN})\b", re.I
)
UNHURT = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|everyone(?:'s| is)|nobody (?:was|got)) (?:all )?"
    r"(?:ok|okay|fine|alright|hurt)\b",
    re.I,
)
CRASHED = re.compile(
    r"\b(?:my|our|the) (?:\w+ ){0,3}(?:was|were|got|has been) (?:hit|rear[- ]?ended|t-boned|totaled"
    r"|wrecked)\b"
    r"|\bi (?:was|got) (?:hit|rear[- ]?ended|in an? (?:accident|crash|wreck))\b"
    r"|\b(?:after|since) (?:the|my|our) (?:accident|crash|wreck)\b",
    re.I,
)
NUDGE = re.compile(
    r"^\W*(?:(?:hi|hello|hey)\W*)?(?:\?+|(?:i'?m )?still waiting|any(?:body|one)?(?: there| home)?"
    r"|any (?:update|news|word)"
    r"|did you (?:get|see) (?:this|my \w+)|hello|bump|following up(?: on this)?)?\W*$",
    re.I,
)
COUNTS = re.compile(
    r"\b(?:my|the) (?:second|third|fourth|2nd|3rd|4th) (?:e-?mail|mail|message|request|time|try)\b"
    r"|\b(?:second|third|fourth|2nd|3rd|4th) (?:request|e-?mail|message)\b"
    r"|\b(?:e-?mail|letter|message) number (?:two|three|four|2|3|4)\b",
    re.I,
)
GOT = re.compile(
    r"^\W*(?:(?:hi|hello|hey)\W*)?(?:did|have) (?:you|u|ya|y'?all) (?:even )?(?:get|got|see|seen|receive[d]?)"
    r" my (?:last |first )?(?P<what>e-?mail|mail|message|text|note)\W*$",
    re.I,
)
TOLD_BEFORE = re.compile(
    r"\b(?:i|we)(?:'ve| have| had)? already (?:told|gave|given|sent|wrote|written|answered)\b"
    r"|\b(?:told|gave|sent) (?:you|y'?all|u) (?:all )?(?:that|this) (?:already|before)\b",
    re.I,
)
DUMB = re.compile(r"\b(?:dumb|stupid|silly) (?:questions?|thing to ask)\b", re.I)
ATTACHED = re.compile(rf"{MARK}(?=\s*\w)", re.I)
ANYBODY = re.compile(
    r"\b(?:is|does) any(?:body|one) (?:\w+ )?(?:read\w*|there|listen\w*)\b"
    r"|\b(?:are you|is this|am i \w+ (?:to|with)) (?:a |an )?(?:robot|bot|machine|real person|human)\b"
    r"|\bis there (?:a|any) (?:human|person|one)\b|\bif it'?s a robot\b",
    re.I,
)


def first(matter: Matter) -> list[Said]:
    """At most one word of each kind; empty nearly always."""
    words = matter.inquiry.text.replace("\u2019", "'")
    return [
        *(_misfortune(matter, words) or sympathy(matter)),
        *_silence(matter, words),
        *_asked_twice(matter, words),
        *_photo(matter, words),
        *_person(matter, words),
        *_not_dumb(matter, words),
        *chased(matter),
    ]


def _misfortune(matter: Matter, words: str) -> list[Said]:
    if matter.inquiry.kind is Kind.NOT_AN_INQUIRY:
        return []
    if BEREFT.search(words) and not matter.tongue.signs:
        return [Said(matter.say("sorry-loss"))]
    if hurt := KIN_HURT.search(words):
        return [Said(matter.say("misfortune", whom=hurt["whom"].lower()))]
    if not CRASHED.search(words):
        return []
    return [Said(matter.say("sorry-crash", fine=UNHURT.search(words) is not None))]


def said_first(matter: Matter) -> frozenset[int]:
    """The questions to which the first lines speak already: whether their message came."""
    told = _silence(matter, matter.inquiry.text.replace("\u2019", "'"))
    return frozenset(place for one in told for place in one.questions)


def _silence(matter: Matter, words: str) -> list[Said]:
    """They ask after something that we left lying: the thread shows since when."""
    waiting = []
    for line in reversed(matter.context.thread):
        if not line.from_customer:
            break
        waiting.append(line)
    if waiting and (got := GOT.match(words)):
        since = matter.tongue.past(waiting[0].at, matter.now)
        every = tuple(i for i, q in enumerate(matter.inquiry.questions) if GOT.match(q.text))
        return [Said(matter.say("got-it", what=got["what"].lower(), since=since), (), every)]
    if not waiting or not (NUDGE.match(words) or matter.shows(Sign.NUDGE, COUNTS, words)):
        return []
    days = [matter.tongue.on(matter.tongue.past(line.at, matter.now)) for line in reversed(waiting)]
    days = list(dict.fromkeys(day[:1].lower() + day[1:] if day.startswith("On ") else day for day in days))
    return [Said(matter.say("silence", since=" and again ".join(days[:1] + days[1:][-1:])))]


def _asked_twice(matter: Matter, words: str) -> list[Said]:
    """We asked for what they had told us."""
    ours = any(not line.from_customer and "?" in line.text for line in matter.context.thread)
    return [Said(matter.say("asked-twice"))] if ours and TOLD_BEFORE.search(words) else []


def _not_dumb(matter: Matter, words: str) -> list[Said]:
    """ "Sorry if these are dumb questions"."""
    return [Said(matter.say("not-dumb"))] if DUMB.search(words) and not matter.tongue.signs else []


def _photo(matter: Matter, words: str) -> list[Said]:
    """A picture beside their words was seen."""
    return [Said(matter.say("photo-thanks"))] if ATTACHED.search(words) and not matter.chat else []


def _person(matter: Matter, words: str) -> list[Said]:
    if not ANYBODY.search(words):
        return []
    return [Said(matter.say("person-here", name=matter.context.signer.first_name))]
