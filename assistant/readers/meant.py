"""The vehicle that "it", "that one", "the other one" means: named earlier in the thread, not in this turn.

Nothing is meant where the turn asks about something else (hours, the way, papers), so that no reply pushes
a vehicle there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.core.inquiry import Question, Topic, VehicleMention
from assistant.core.thread import Thread
from assistant.readers.turns import OurLine
from assistant.readers.vehicles import Vehicles

LINES, LETTERS = 10, 1_500  # of a thread: its last lines, and of each so much
NOT_ABOUT_ONE = (Topic.HOURS, Topic.LOCATION)
OF_THEIRS = (Topic.TRADE_IN, Topic.SERVICE_PRICE, Topic.REPAIR_STATUS, Topic.RECALL, Topic.PARTS)
ORDINALS = {
    "first": 0,
    "1st": 0,
    "former": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "last": -1,
    "latter": -1,
}
_OTHER = re.compile(r"(?i)\b(?:the|that|your) other\b|\bel otro\b|\bla otra\b")
_ORDINAL = re.compile(r"(?i)\bthe (first|1st|former|second|2nd|third|3rd|last|latter)(?: one)?\b")
_CHEAPER = re.compile(r"(?i)\b(?:the|that) (?:cheaper|less expensive|cheapest|m[aá]s barat[oa])\b")
_DEARER = re.compile(r"(?i)\b(?:the|that) (?:dearer|more expensive|pricier|priciest)\b")
_PRICE = re.compile(r"\$\s?(\d{1,3}(?:,\d{3})+|\d{4,6})")
_COLOR = re.compile(
    r"(?i)\b(?:the|that) (white|black|blue|red|gr[ae]y|silver|green|gold|brown|orange|yellow|bronze|beige)\b"
)
_THAT = re.compile(r"(?i)\b(?:that|this) (?:one|car|truck|suv|van|bike)\b|\b(?:ese|esa|este|esta)\b")
_WE = re.compile(r"(?i)\b(?:we|i)(?:'ve|’ve)?(?= (?:\w+ )?(?:have|had|got|own|bought|sell|trade)\b)")
_INSTEAD = re.compile(
    r"(?i)\b(?:sold|gone|no longer|not available|isn['’]t available|don['’]t have|instead"
    r"|how about|similar|alternative|vendid[oa]|en su lugar)\b"
)


@dataclass(frozen=True)
class _Seen:
    mention: VehicleMention
    from_customer: bool
    line: int
    around: str  # what stands right before and after its name
    said: str  # the line


def meant(
    vehicles: Vehicles,
    named: tuple[VehicleMention, ...],
    thread: Thread,
    *,
    text: str,
    questions: Sequence[Question],
    ours: OurLine | None,
) -> tuple[VehicleMention, ...]:
    """`named`, with what the thread says besides of each; or the one that the turn points to."""
    if not thread or not questions:
        return named
    seen = list(_seen(vehicles, thread))
    if any(not mention.own for mention in named):
        return tuple(_completed(mention, seen) for mention in named)
    topics = {question.topic for question in questions if not question.older}
    if not topics or topics.issubset(NOT_ABOUT_ONE):
        return named
    theirs = topics.issubset(OF_THEIRS) or (ours is not None and ours.service)
    if theirs and named:
        return named
    found = _pointed(text, [one for one in seen if one.mention.own is theirs])
    if found is None and not named:
        found = _pointed(text, seen)
    return (*named, replace(found, before=True)) if found else named


def _seen(vehicles: Vehicles, thread: Thread) -> Iterator[_Seen]:
    owned: set[str] = set()
    for number, line in enumerate(thread[-LINES:]):
        said = line.text[:LETTERS]
        if not line.from_customer:
            said = _WE.sub(lambda found: " " * len(found[0]), said)  # what we have is not theirs
        at = 0
        for mention in vehicles.read(said):
            at = max(said.find(mention.text, at), 0)
            around = said[max(at - 14, 0) : at + len(mention.text) + 10]
            if mention.own and mention.model:
                owned.add(mention.model)
            own = mention.own if line.from_customer else _is_theirs(said, at) or mention.model in owned
            yield _Seen(replace(mention, own=own), line.from_customer, number, around, said)


def _is_theirs(said: str, at: int) -> bool:
    """We say "your Jeep" of theirs."""
    return bool(re.search(r"(?i)\b(?:your|tu|su) (?:[\w'’-]+ ){0,2}\Z", said[max(at - 30, 0) : at]))


def _pointed(text: str, seen: Sequence[_Seen]) -> VehicleMention | None:
    if not seen:
        return None
    latest = [one for one in seen if one.line == seen[-1].line]
    if (color := _COLOR.search(text)) and (of_it := _in_color(color[1], seen)):
        return of_it
    if (nth := _ORDINAL.search(text)) and len(latest) > 1:
        place = ORDINALS[nth[1].lower()]
        return latest[place].mention if place < len(latest) else latest[-1].mention
    if dearer := _by_price(text, latest):
        return dearer
    focus = _focus(seen)
    if _OTHER.search(text):
        named = next((one.mention for one in reversed(seen) if one.from_customer), focus)
        return next((one.mention for one in reversed(seen) if not _same(one.mention, named)), focus)
    return seen[-1].mention if _THAT.search(text) else focus


def _by_price(text: str, latest: Sequence[_Seen]) -> VehicleMention | None:
    """ "The cheaper one" of a line of ours that gives each its price."""
    cheaper = _CHEAPER.search(text)
    if not cheaper and not _DEARER.search(text):
        return None
    priced = []
    for one in latest:
        after = one.said[one.said.find(one.mention.text) :]
        if found := _PRICE.search(after[:80]):
            priced.append((int(found[1].replace(",", "")), one.mention))
    if len(priced) < 2:
        return None
    return (min if cheaper else max)(priced, key=lambda pair: pair[0])[1]


def _in_color(color: str, seen: Sequence[_Seen]) -> VehicleMention | None:
    """The newest one that was named with this color right before it, else near it."""
    right_before = re.compile(rf"(?i)\b{re.escape(color)}\b[^,.;]{{0,6}}\Z")
    for one in reversed(seen):
        if right_before.search(one.around.split(one.mention.text)[0]):
            return one.mention
    return None


def _focus(seen: Sequence[_Seen]) -> VehicleMention:
    """What they named last, until we named another in its stead."""
    theirs = [one for one in seen if one.from_customer]
    if not theirs:
        return seen[-1].mention
    after = [one for one in seen if not one.from_customer and one.line > theirs[-1].line]
    others = [one for one in after if not _same(one.mention, theirs[-1].mention)]
    if others and any(_INSTEAD.search(one.said) for one in others):
        return others[-1].mention
    return _completed(theirs[-1].mention, after)


def _same(one: VehicleMention, other: VehicleMention) -> bool:
    if one.stock and other.stock:
        return one.stock == other.stock
    return one.model == other.model and (not one.year or not other.year or one.year == other.year)


def _completed(mention: VehicleMention, seen: Sequence[_Seen]) -> VehicleMention:
    """With the year and stock number that the thread gives of the only such vehicle."""
    if not mention.model:
        return mention
    like = {
        (one.mention.year, one.mention.stock, one.mention.trim)
        for one in seen
        if one.mention.own == mention.own and _same(one.mention, mention) and one.mention.year
    }
    if len(like) != 1:
        return mention
    year, stock, trim = like.pop()
    return replace(
        mention, year=mention.year or year, stock=mention.stock or stock, trim=mention.trim or trim
    )
