"""What a model read is laid over what the rules read: it can add and sharpen, and take nothing away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.core.inquiry import Inquiry, Kind, Pressure, Question, Topic

MOST_ADDED = 5
LONGEST = 300  # characters of a question
LEVELS = (Pressure.NONE, Pressure.SOON, Pressure.NOW)
ASKING = frozenset({Kind.LEAD, Kind.QUESTION, Kind.COMPLAINT, Kind.SERVICE, Kind.STATUS})
BECOMES: Mapping[Kind, frozenset[Kind]] = {
    Kind.QUESTION: ASKING | {Kind.FEEDBACK},
    Kind.SERVICE: ASKING,
    Kind.STATUS: ASKING,
    Kind.LEAD: frozenset({Kind.COMPLAINT, Kind.SERVICE, Kind.STATUS}),
    Kind.FEEDBACK: frozenset({Kind.COMPLAINT}),
    Kind.THANKS: ASKING,
    Kind.COMPLAINT: frozenset(),  # what they suffered is not read away
    Kind.NOT_AN_INQUIRY: frozenset(),
}


@dataclass(frozen=True)
class Heard:
    """What the model says that it read; its quotes stand in the message to the letter, or are empty."""

    kind: Kind | None = None
    harm: str = ""
    pressure: Pressure = Pressure.NONE
    pressure_reason: str = ""
    language: str = ""  # only where nothing contradicts it
    questions: tuple[tuple[str, Topic], ...] = ()


def refined(ruled: Inquiry, heard: Heard) -> Inquiry:
    """Every question that the rules found stays, at its place; the new ones come after them."""
    known = tuple(_sharper(question, heard.questions) for question in ruled.questions)
    added = tuple(_added(ruled, heard.questions))
    told = replace(ruled, questions=(*known, *added), language=heard.language or ruled.language)
    if LEVELS.index(heard.pressure) > LEVELS.index(ruled.pressure) and heard.pressure_reason:
        told = replace(told, pressure=heard.pressure, pressure_reason=heard.pressure_reason)
    return _of_kind(told, heard, added=bool(added))


def _of_kind(told: Inquiry, heard: Heard, *, added: bool) -> Inquiry:
    if heard.kind is None or heard.kind not in BECOMES[told.kind]:
        return told
    if heard.kind is Kind.COMPLAINT:
        return replace(told, kind=heard.kind, harm=told.harm or heard.harm) if heard.harm else told
    if told.kind is Kind.THANKS and not added:
        return told  # thanks ask for something only where something is asked
    return replace(told, kind=heard.kind)


def _sharper(question: Question, heard: Iterable[tuple[str, Topic]]) -> Question:
    """With a topic, where the rules saw none and the model names the same words."""
    if question.topic is not Topic.OTHER:
        return question
    same = (topic for text, topic in heard if _bare(text) == _bare(question.text))
    return replace(question, topic=next(same, Topic.OTHER))


def _added(ruled: Inquiry, heard: Iterable[tuple[str, Topic]]) -> Iterable[Question]:
    """Words of the message that no question holds yet, each place once."""
    taken = [(q.start, q.end) for q in ruled.questions if q.start >= 0]
    said = [_bare(q.text) for q in ruled.questions]
    count = 0
    for text, topic in heard:
        start = ruled.text.find(text)
        end = start + len(text)
        if start < 0 or len(text) > LONGEST or len(text.split()) < 2 or count >= MOST_ADDED:
            continue
        overlaps = any(start < after and before < end for before, after in taken)
        if overlaps or any(_bare(text) in one or one in _bare(text) for one in said):
            continue
        taken.append((start, end))
        said.append(_bare(text))
        count += 1
        yield Question(text, topic, start, end)


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" ?.!,;").split())
