"""Turns of a line: thanks, "both please", "see you then", a photo without words."""

import re

from assistant.core.elsewhere import bought_elsewhere
from assistant.core.inquiry import Kind
from assistant.drafters.composing import (
    cars,
)
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said

MARK = r"\[(?:photo|image|picture|video)[^\]]*\]"  # what stands in the text for a picture that came with it
PHOTO = re.compile(r"\b(photo|picture|image|screenshot|img)\b|\.(?:jpe?g|png|heic)\b", re.I)
BOTH = re.compile(r"^\W*(?:yes|yeah|ok|sure)?\W*both(?: of them| please| then)?\W*$", re.I)
TWO_THINGS = re.compile(
    r"\b(?P<one>(?:the|a|an|your) [\w -]{2,40}?)(?:,| or|, or) (?P<other>(?:the|a|an|your) [\w -]{2,40}?)"
    r"(?:,? or both)?\?",
    re.I,
)
SEEN_OFF = re.compile(r"\bsee (?:you|ya|u)\b", re.I)


def only_photo(matter: Matter) -> bool:
    """A picture and nothing else but the mark of a phone."""
    bare = re.sub(
        rf"{MARK}|sent from my \w+|get outlook for \w+",
        " ",
        matter.inquiry.text,
        flags=re.I,
    )
    return bool(PHOTO.search(matter.inquiry.text)) and not re.search(r"\w", bare)


def both(matter: Matter) -> list[Said]:
    """They take both of two things that our last line asked about."""
    ours = next((line for line in reversed(matter.context.thread) if not line.from_customer), None)
    offered = TWO_THINGS.search(ours.text) if ours and BOTH.match(matter.inquiry.text) else None
    if offered is None:
        return []
    every = tuple(range(len(matter.inquiry.questions)))
    return [Said(matter.say("both", one=offered["one"], other=offered["other"]), (), every)]


def thanks(matter: Matter) -> list[Said]:
    if bought_elsewhere(matter.inquiry.text):
        return [Said(matter.say("went-elsewhere"))]
    name, fact = cars.own(matter)
    about = name if fact and matter.inquiry.praise else ""
    greeted = "" if not short(matter) else matter.context.recipient.first_name
    if short(matter) and SEEN_OFF.search(matter.inquiry.text):
        return [Said(matter.say("see-you-short", name=greeted))]
    said = [Said(matter.say("welcome", name=greeted, about=about), (fact,) if fact and about else ())]
    return said if short(matter) else [*said, Said(matter.say("door-open"))]


def short(matter: Matter) -> bool:
    """A bare thanks or ok is answered in one line, without greeting."""
    asks = matter.inquiry.questions
    few = len(matter.inquiry.text.split()) <= 5
    return (
        matter.inquiry.kind is Kind.THANKS and not asks and few and not bought_elsewhere(matter.inquiry.text)
    )
