"""Marks out of an answer to "How did we do?": "3/10", "five stars", "9 - would come again"."""

import re
from dataclasses import replace

from assistant.core import survey
from assistant.core.inquiry import Inquiry, Kind, Turn, Verdict

FIVE, TEN = 5, 10
BAD, GOOD, TOP = 2, 4, 5  # of five
_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "cero": 0, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
}  # fmt: skip
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_OF = re.compile(
    rf"(?i)(?<![\w$/.]){_NUMBER} ?(?:/|out of|of|de|sobre) ?(?P<most>5|10|five|ten|cinco|diez)\b(?!/)"
)
_STARS = re.compile(rf"(?i)(?<![\w$]){_NUMBER}[ -]?(?:stars?|estrellas?|\N{{WHITE MEDIUM STAR}})")
_ALONE = re.compile(rf"(?i)\A\W*(?:a |an |an? easy |un )?{_NUMBER}(?=\W*(?:$|\n)|\s*[-–—:,.;!]\s)")
# Of ten, in five: up to 6 is a bad mark there.
_IN_FIVE = {7: 3, 8: 4, 9: 4, 10: 5}


def marked(turn: Turn) -> Turn:
    """With the marks that an answer to our question gives in words, 1 to 5."""
    if turn.rating is not None or not turn.surveyed:
        return turn
    rating = _rating(turn)
    return turn if rating is None else replace(turn, rating=rating)


def judged(inquiry: Inquiry, turn: Turn) -> Inquiry:
    """What they think of us, where we asked: a bad verdict is a complaint, a good one wants thanks."""
    if not turn.surveyed and turn.rating is None:
        return inquiry
    if inquiry.leave is not None and turn.rating is None:
        return inquiry  # "no more surveys" is no verdict
    rating = turn.rating
    if inquiry.kind is Kind.COMPLAINT or (rating is not None and rating <= BAD):
        return replace(inquiry, kind=Kind.COMPLAINT, verdict=Verdict.BAD)
    if inquiry.kind not in (Kind.FEEDBACK, Kind.THANKS, Kind.NOT_AN_INQUIRY) and rating is None:
        return inquiry  # they ask something else instead
    kind = Kind.FEEDBACK if inquiry.kind in (Kind.THANKS, Kind.NOT_AN_INQUIRY) else inquiry.kind
    if inquiry.kind is Kind.NOT_AN_INQUIRY and rating is None:
        return inquiry
    return replace(inquiry, kind=kind, verdict=_verdict(inquiry, rating))


def _verdict(inquiry: Inquiry, rating: int | None) -> Verdict:
    if rating is None:
        return Verdict.FAIR if inquiry.harm else Verdict.GOOD
    if rating == TOP and not inquiry.harm:
        return Verdict.TOP
    return Verdict.GOOD if rating >= GOOD else Verdict.FAIR


def _rating(turn: Turn) -> int | None:
    text = turn.text[:400]
    if found := _OF.search(text):
        return _in_five(_number(found["n"]), TEN if found["most"].lower() in ("10", "ten", "diez") else FIVE)
    if found := _STARS.search(text):
        return _in_five(_number(found["n"]), FIVE)
    if found := _ALONE.match(text):
        ours = next((line.text for line in reversed(turn.thread) if not line.from_customer), "")
        number = _number(found["n"])
        return _in_five(number, TEN if number > FIVE or survey.of_ten(ours) else FIVE)
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _in_five(number: int, most: int) -> int | None:
    if number > most:
        return None
    if most == FIVE:
        return max(number, 1)
    return _IN_FIVE.get(number, BAD if number > FIVE - 1 else 1)
