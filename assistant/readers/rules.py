"""Understanding a turn by rules: no network, no model, the same answer every time."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.core.inquiry import Inquiry, Kind, Pressure, Question, Topic, Turn, VehicleMention, When
from assistant.prompts import Prompts
from assistant.readers.accepting import accepting
from assistant.readers.aftermath import after_our_work
from assistant.readers.choice import Chosen, chosen
from assistant.readers.enclosed import of_enclosed, without_notice
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
from assistant.readers.leaving import NEWSLETTER, leave, left_alone
from assistant.readers.let_down import let_down
from assistant.readers.meant import meant
from assistant.readers.mood import harm, praise, thin
from assistant.readers.of_lead import call_asked
from assistant.readers.older import carried
from assistant.readers.page import shown_there
from assistant.readers.placing import placed
from assistant.readers.pressure import LONGEST as LONGEST_REASON
from assistant.readers.pressure import pressure
from assistant.readers.questions import question, topics_together
from assistant.readers.reading import Reading
from assistant.readers.reminders import reminders
from assistant.readers.sense import after_but, eased, needless, wronged
from assistant.readers.sentences import LONGEST, Sentence
from assistant.readers.spoken import spoken
from assistant.readers.times import times
from assistant.readers.told import told
from assistant.readers.turns import OurLine, accepted, answered, glad, our_line
from assistant.readers.unanswered import SAYS_SO, asked_before, without_nudges
from assistant.readers.vehicles import Vehicles
from assistant.readers.verdict import judged, marked
from assistant.readers.wants import offers, requests
from assistant.readers.wishes import passed, wishes
from assistant.readers.words import Lexicon
from assistant.tools.language import LanguageDetector, Languages

OUR_WORD = re.compile(
    r"(?i)\b(?:you|they|he|she) (?:said|told|promised)\b"
)  # what they were promised presses nobody
CALM = (Kind.QUESTION, Kind.STATUS, Kind.SERVICE)


FEW_WORDS = 3


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
            told = of_enclosed(turn, self.languages)
            if told is not None:
                return told
            turn = marked(without_notice(turn))
            return judged(left_alone(self._read(turn)), turn)
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
        base = replace(base, leave=leave(reading))
        if needs_no_answer(reading):
            return base if reading.words < NEWSLETTER else replace(base, leave=None)
        ours, taken = our_line(reading), chosen(reading, self.vehicles)
        questions, before = self._asked(reading, taken, ours)
        questions, call_times = _with_a_call(turn, questions)
        found = kind(reading, questions, ours)
        if found in CALM and glad(reading):
            found, questions = Kind.THANKS, ()
        if found is Kind.THANKS and turn.older_questions:
            found = Kind.QUESTION  # thanked, but still waiting
        broken = let_down(reading)
        told_calmly = (after_our_work(reading) or wronged(reading.shown) or broken) if found in CALM else ""
        found = Kind.COMPLAINT if told_calmly else found
        if found is Kind.FEEDBACK:
            questions = in_praise(reading, questions)
        meant_ones = self._meant(reading, base, taken, questions=questions, ours=ours)
        level, reason = _pressure(reading, found, questions, broken)
        return replace(
            _with_mood(base, reading, found, told_calmly),
            vehicles=(*meant_ones, *shown_there(turn.page, meant_ones, questions)),
            questions=self._with_older(reading, questions, before),
            pressure=level,
            pressure_reason=reason,
            times=((taken.times if taken else ()) or wishes(reading.shown, reading.times)) or call_times,
            requests=requests(reading),
            offers=offers(reading),
            reminders=reminders(reading),
        )

    def _asked(
        self, reading: Reading, taken: Chosen | None, ours: OurLine | None
    ) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
        """What they ask now, and what of it they say that they asked before."""
        questions = (taken.question,) if taken else self._questions(reading, ours)
        before = asked_before(reading, self._read)
        return accepting(reading, ours, _but_saying_so(questions, before)), before

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
        asked = _in_text(reading, found or _without_words(reading, ours))
        return tuple(placed(reading, one, ours, self.vehicles) for one in asked)


def _but_saying_so(new: Sequence[Question], before: Sequence[Question]) -> tuple[Question, ...]:
    """That we answered nothing is no question where what they asked is carried over."""
    return tuple(one for one in new if not (before and SAYS_SO.search(one.text.replace("\u2019", "'"))))


def _with_a_call(
    turn: Turn, questions: tuple[Question, ...]
) -> tuple[tuple[Question, ...], tuple[When, ...]]:
    """And the call that the fields of their lead ask for, with its times, unless their words do."""
    calls, when = call_asked(turn.lead, turn.at)
    if Topic.CALL_BACK in {one.topic for one in questions}:
        return questions, when
    return (*questions, *calls), when


def _pressure(
    reading: Reading, found: Kind, questions: Sequence[Question], broken: str
) -> tuple[Pressure, str]:
    """Who only praises or thanks is not pressed, whatever hospital stands in it; nor is what is past.

    `broken` is the sentence that tells of our word that nobody kept: soon at the least.
    """
    if found in (Kind.FEEDBACK, Kind.THANKS) and not questions:
        return Pressure.NONE, ""
    level, reason = pressure(
        [one for one in reading.sentences if not (_told(reading, one) or OUR_WORD.search(one.text))]
        + [*reading.subject]
    )
    level, reason = eased(level, reason, reading.shown)
    if broken and found is Kind.COMPLAINT and level is Pressure.NONE:
        return Pressure.SOON, broken[:LONGEST_REASON]
    return level, reason


def _told(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence tells what happened on another day."""
    named = passed(sentence.text, times(sentence.text, reading.turn.at))
    return any(when.day and when.day != reading.turn.at.date() for when in named)


def _with_mood(base: Inquiry, reading: Reading, kind: Kind, told_calmly: str) -> Inquiry:
    blame = {Kind.COMPLAINT: ("harm", "harsh", "bad"), Kind.FEEDBACK: ("harm", "harsh")}.get(kind)
    if kind is Kind.FEEDBACK and not harm(reading.sentences, "harm", "harsh"):
        told_calmly = told_calmly or after_but(reading.shown)
    praised = kind in (Kind.FEEDBACK, Kind.COMPLAINT) and reading.mood.praise > 0
    return replace(
        base,
        kind=kind,
        harm=_worst(reading, told_calmly, *blame) if blame else "",
        praise=praise(reading.sentences) if praised else "",
    )


def _worst(reading: Reading, told_calmly: str, *blame: str) -> str:
    found = harm(reading.sentences, *blame)
    few = found in told_calmly and len(found.split()) <= FEW_WORDS  # "nobody did"
    return told_calmly if told_calmly and (few or thin(found)) else found


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
