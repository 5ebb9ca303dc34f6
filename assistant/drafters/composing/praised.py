"""Praise, taken up by whom and what it is for; and handed on to the colleague it speaks of."""

import re

from assistant.core.fact import FactKind
from assistant.core.words import has_word
from assistant.drafters.composing import cars, personal
from assistant.drafters.composing.answers import answered
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.owing import settled
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.tongue.signs import Sign

STARS = re.compile(r"\b(?:\d|one|two|three|four|five)[ -]stars?\b", re.I)
HAPPY = re.compile(r"\b(?:happy|love|loves|loving|pleased|thrilled|enjoy\w*|delighted|perfect)\b", re.I)
NOT_HAPPY = re.compile(r"\b(?:not|never|isn'?t|wasn'?t|but|until)\b", re.I)
LONG = 25  # words of praise from which it took them time to write


def praise(matter: Matter) -> list[list[Said]]:
    body, times = answered(matter)
    own, owned = cars.own(matter)
    named = [f for f in matter.of(FactKind.TEAMMATE) if has_word(matter.words, f.data["name"].split()[0])]
    stars = matter.shows(Sign.STARS, STARS, matter.inquiry.text)
    if not named and stars and len(matter.inquiry.text.split()) <= 4:
        opening = [Said(matter.say("praise-stars", stars=stars[0])), Said(matter.say("praise-ask"))]
        return [_shared(matter, opening), settled(matter, [*body, *times])]
    first = named[0] if named and named[0].data["name"] != matter.context.signer.name else None
    long = len(matter.inquiry.text.split()) > LONG
    text = matter.say("praise", whom=first.data["name"].split()[0] if first else "", long=long)
    if not first and (told := personal.good_to_hear(matter)):
        text = told
    due = matter.due if first else None
    what = f"pass on the words to {first.data['name']}" if first else ""
    sold = matter.context.signer.department == "sales"
    parting = [Said(matter.say("praise-open", car=own, sold=sold), (owned,))] if owned else []
    open_door = parting if not first and not body else []
    said = [Said(text, (first,) if first else (), what=what, due=due), *_happy_with(matter), *open_door]
    return [_shared(matter, said), settled(matter, [*body, *times])]


def _shared(matter: Matter, said: list[Said]) -> list[Said]:
    """Top marks and nothing open: they may say so in public, at the store's own link."""
    if not matter.context.may_share:
        return said
    return [*said, Said(matter.say("share", link=matter.context.store.share_link))]


def _happy_with(matter: Matter) -> list[Said]:
    """The car that they are happy with, named: their letter was read."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", matter.inquiry.text):
        if not HAPPY.search(sentence) or matter.tongue.signs or NOT_HAPPY.search(sentence):
            continue
        named = [m for m in matter.inquiry.vehicles if m.model and has_word(sentence, m.model)]
        if named:
            return [Said(matter.say("praise-car", car=named[0].model))]
    return []


def praised_beside(matter: Matter) -> list[Said]:
    """A colleague of whom a letter of complaint speaks well hears it, too."""
    named = [
        f
        for f in matter.of(FactKind.TEAMMATE)
        if has_word(matter.inquiry.praise, f.data["name"].split()[0])
        and f.data["name"] != matter.context.signer.name
    ]
    if not named or matter.tongue.signs:
        return []
    what = f"pass on the words to {named[0].data['name']}"
    text = matter.say("praise-beside", whom=named[0].data["name"].split()[0])
    return [Said(text, (named[0],), what=what, due=matter.due)]
