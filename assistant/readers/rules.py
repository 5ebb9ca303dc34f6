"""Understanding a turn by rules: no network, no model, the same answer every time."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.core.inquiry import Inquiry, Kind, Question, Topic, Turn, VehicleMention
from assistant.prompts import Prompts
from assistant.readers.choice import Chosen, chosen
from assistant.readers.implied import (
    implied,
    of_lead,
    of_link_or_picture,
    of_subject,
    picture_alone,
    stock_page,
    wished,
)
from assistant.readers.kinds import in_praise, kind, needs_no_answer, opinion
from assistant.readers.meant import meant
from assistant.readers.mood import harm, praise
from assistant.readers.older import carried
from assistant.readers.pressure import pressure
from assistant.readers.questions import question, topics_together
from assistant.readers.reading import Reading
from assistant.readers.reminders import reminders
from assistant.readers.sense import after_but, clear_topic, eased, needless, wronged
from assistant.readers.sentences import LONGEST
from assistant.readers.spoken import spoken
from assistant.readers.times import times
from assistant.readers.told import told
from assistant.readers.topics import topic_of
from assistant.readers.turns import SHORT, OurLine, accepted, answered, glad, our_line
from assistant.readers.unanswered import SAYS_SO, asked_before, without_nudges
from assistant.readers.vehicles import Vehicles
from assistant.readers.wants import offers, requests
from assistant.readers.words import Lexicon
from assistant.tools.language import LanguageDetector, Languages

CALM = (Kind.QUESTION, Kind.STATUS, Kind.SERVICE)
FREE = re.compile(
    r"(?i)\b(?:(?:what|how) about|availability|openings?|available (?:on|at|for|after|before)"
    r"|(?:have|got) (?:anything|something|any ?time|room|space|a spot))\b"
)
FIGURES = (Topic.OTHER, Topic.PRICE, Topic.FEATURE)
GAVE = re.compile(r"(?i)\b(?:gave|quoted|offered|told) (?:me|us)\b[^.?!]{0,40}\bfor (?:my|our|it)\b")
FIGURE = re.compile(r"(?i)\b(?:number|range|offer|estimate|quote|figure)\b")
BRING = re.compile(r"(?i)\bbring\b")
OF_TRADE = re.compile(
    r"(?i)\btrad(?:e|ing)\b|\bpayoff\b|\bloan with\b|\bwe (?:have|drive|own) an? (?:19|20)\d\d\b"
)
_POINTS = re.compile(r"(?i)\b(?:it|one of them|them|that one|those)\b")


class RulesReader:
    """A core.ports.Reader. Word lists are read once, the language model when first needed."""

    def __init__(self, prompts: Prompts | None = None, languages: Languages | None = None) -> None:
        known = prompts or Prompts()
        self.lexicon = Lexicon.load(known)
        self.vehicles = Vehicles(known)
        self.languages: Languages = languages or LanguageDetector()

    def read(self, turn: Turn) -> Inquiry:
        """Never raises: a turn that breaks a rule waits whole, as one question for a person."""
        try:
            return self._read(turn)
        except Exception:  # whatever a stranger wrote, it must wait for somebody and not be lost
            text = turn.text[:LONGEST]
            whole = (Question(text, Topic.OTHER, 0, len(text)),) if text.strip() else ()
            return Inquiry(
                Kind.QUESTION, (*whole, *turn.older_questions), language=turn.language or "en", text=turn.text
            )

    def _read(self, turn: Turn) -> Inquiry:
        reading = Reading(turn, _source(turn), self.lexicon)
        language = spoken(self.languages, turn, reading.shown)
        # the subject of a thread names what its first message was about
        subject = "" if turn.thread else turn.subject[:300]
        vehicles = self.vehicles.read(f"{reading.shown}\n{subject}", turn.lead)
        known = told(turn.text, turn.thread, turn.lead, vehicles)
        base = Inquiry(
            Kind.NOT_AN_INQUIRY, language=language, vehicles=vehicles, text=reading.text, told=known
        )
        if needs_no_answer(reading):
            return base
        ours = our_line(reading)
        taken = chosen(reading, self.vehicles)
        questions = (taken.question,) if taken else self._questions(reading, ours)
        before = asked_before(reading, self._read)
        questions = _but_saying_so(questions, before)
        found = kind(reading, questions, ours)
        if found in CALM and glad(reading):
            found, questions = Kind.THANKS, ()
        if found is Kind.THANKS and turn.older_questions:
            found = Kind.QUESTION  # thanked, but still waiting
        told_calmly = wronged(reading.shown) if found in CALM else ""
        found = Kind.COMPLAINT if told_calmly else found
        if found is Kind.FEEDBACK:
            questions = in_praise(reading, questions)
        level, reason = eased(*pressure((*reading.sentences, *reading.subject)), reading.shown)
        return replace(
            _with_mood(base, reading, found, told_calmly),
            vehicles=self._meant(reading, base, taken, questions=questions, ours=ours),
            questions=self._with_older(reading, questions, before),
            pressure=level,
            pressure_reason=reason,
            times=(taken.times if taken else ()) or reading.times,
            requests=requests(reading),
            offers=offers(reading),
            reminders=reminders(reading),
        )

    def _with_older(
        self, reading: Reading, new: Sequence[Question], before: tuple[Question, ...]
    ) -> tuple[Question, ...]:
        older = (*before, *carried(reading, (*new, *before)))
        return (*without_nudges(new, older), *older)

    def _meant(
        self,
        reading: Reading,
        base: Inquiry,
        taken: Chosen | None,
        *,
        questions: Sequence[Question],
        ours: OurLine | None,
    ) -> tuple[VehicleMention, ...]:
        if taken and taken.vehicles:
            return tuple(replace(vehicle, before=True) for vehicle in taken.vehicles)
        thread, text = reading.turn.thread, reading.shown
        return meant(self.vehicles, base.vehicles, thread, text=text, questions=questions, ours=ours)

    def _questions(self, reading: Reading, ours: OurLine | None) -> tuple[Question, ...]:
        """What this turn asks: in words, by what it says, by what it answers, at last as a whole."""
        said = [
            question(reading.shown, part, topic)
            for part, topic in zip(reading.asked, topics_together(reading.asked), strict=True)
            if not needless(part)
        ]
        found = _once(sorted([*said, *implied(reading)], key=lambda asked: asked.start))
        if found and (page := stock_page(reading)) and Topic.AVAILABILITY not in {one.topic for one in found}:
            found.insert(0, page)
        if found and (taken := accepted(reading, ours, found)):
            found.insert(0, taken)
        placed = tuple(
            self._placed(reading, asked, ours)
            for asked in _in_text(reading, found or _without_words(reading, ours))
        )
        clear = (
            replace(asked, topic=clear_topic(asked.text, reading.shown, asked.topic)) for asked in placed
        )
        return tuple(
            replace(asked, topic=Topic.TRADE_IN) if self._of_their_trade(reading, asked) else asked
            for asked in clear
        )

    def _of_their_trade(self, reading: Reading, asked: Question) -> bool:
        """What to bring for a trade-in; the figure that we gave for their car."""
        if asked.topic is Topic.PAPERWORK:
            return bool(BRING.search(asked.text)) and _speaks_of_a_trade(reading)
        if asked.topic not in FIGURES or not FIGURE.search(asked.text) or not GAVE.search(reading.shown):
            return False
        named = self.vehicles.read(reading.shown)
        return bool(named) and all(one.own for one in named)

    def _placed(self, reading: Reading, asked: Question, ours: OurLine | None) -> Question:
        """One without a topic takes it from a time or vehicle it names, the sentence before, our line."""
        if asked.topic is Topic.AVAILABILITY and FREE.search(asked.text):
            free = times(asked.text, reading.turn.at) and not self.vehicles.read(asked.text)
            return replace(asked, topic=Topic.APPOINTMENT) if free else asked
        before = [sentence for sentence in reading.sentences if sentence.end <= asked.start]
        if asked.topic is Topic.PRICE and before and before[-1].has("service", "symptom"):
            return replace(asked, topic=Topic.SERVICE_PRICE)
        if asked.topic is not Topic.OTHER:
            return asked
        if times(asked.text, reading.turn.at):
            return replace(asked, topic=Topic.APPOINTMENT)
        near = before and (reading.words < SHORT or _POINTS.search(asked.text))
        topic = topic_of(before[-1].hits) if near else Topic.OTHER
        if near and topic is Topic.OTHER and len(before) > 1:
            topic = topic_of(hit for sentence in before[-3:] for hit in sentence.hits)
        if topic is Topic.OTHER and ours is not None and reading.words < SHORT:
            topic = ours.topic
        if topic is Topic.OTHER and any(not vehicle.own for vehicle in self.vehicles.read(asked.text)):
            topic = Topic.AVAILABILITY
        return replace(asked, topic=topic)


def _but_saying_so(new: Sequence[Question], before: Sequence[Question]) -> tuple[Question, ...]:
    """That we answered nothing is no question where what they asked is carried over."""
    return tuple(one for one in new if not (before and SAYS_SO.search(one.text.replace("\u2019", "'"))))


def _speaks_of_a_trade(reading: Reading) -> bool:
    """Whether what they are to bring is for a car that they would trade in."""
    theirs = [line.text for line in reading.turn.thread if line.from_customer]
    return any(OF_TRADE.search(text) for text in (reading.shown, *theirs))


def _with_mood(base: Inquiry, reading: Reading, kind: Kind, told_calmly: str) -> Inquiry:
    blame = {Kind.COMPLAINT: ("harm", "harsh", "bad"), Kind.FEEDBACK: ("harm", "harsh")}.get(kind)
    if kind is Kind.FEEDBACK and not harm(reading.sentences, "harm", "harsh"):
        told_calmly = told_calmly or after_but(reading.shown)
    praised = kind in (Kind.FEEDBACK, Kind.COMPLAINT) and reading.mood.praise > 0
    return replace(
        base,
        kind=kind,
        harm=(harm(reading.sentences, *blame) or told_calmly) if blame else "",
        praise=praise(reading.sentences) if praised else "",
    )


def _without_words(reading: Reading, ours: OurLine | None) -> list[Question]:
    if picture_alone(reading) and ours is None:
        return []  # what they want of it has to be asked
    if taken := answered(reading, ours):
        return [taken]
    if shown := of_link_or_picture(reading, ours):
        return [shown]
    if reading.turn.lead is not None and (asks := of_lead(reading.turn.lead)):
        return asks
    subject = of_subject(reading)
    if subject and (not reading.sentences or reading.polite_only or reading.words <= 4):
        return [subject]
    if reading.polite_only or opinion(reading) is Kind.FEEDBACK:
        return []
    wish = wished(reading)
    return [wish] if wish else []


def _source(turn: Turn) -> str:
    """What is read: of a lead its comments, of all else the turn."""
    if turn.lead is not None and turn.lead.comments.strip() and turn.lead.comments not in turn.text:
        return turn.lead.comments
    return turn.text


def _once(questions: Sequence[Question]) -> list[Question]:
    """The same words asked twice are one question."""
    seen: set[str] = set()
    kept = []
    for asked in questions:
        key = " ".join(asked.text.lower().strip(" ?.!").split())
        if key and key not in seen:
            seen.add(key)
            kept.append(asked)
    return kept


def _in_text(reading: Reading, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The customer's letters, links included, at each question's place."""
    return tuple(
        replace(asked, text=reading.text[asked.start : asked.end]) if asked.start >= 0 else asked
        for asked in questions
    )
