"""What a language must know for the composer to write in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from assistant.core.inquiry import Topic
from assistant.drafters.composing.tongue.signs import Sign


class Tongue(Protocol):
    """Words and phrases that the parts of a letter are filled with; never a whole sentence."""

    # Empty where the English ones, beside the code that reads them, hold.
    signs: Mapping[Sign, re.Pattern[str]]
    harms: Sequence[tuple[str, re.Pattern[str]]]  # kinds of complaint, the first that fits wins
    vague: Mapping[Topic, str]  # what is found out for a topic, where their question cannot be turned
    it_is: tuple[str, str]  # how "stock-here" names a {car}, and how where it was named just before
    fetching: str  # stands in a text that tells them to fetch their car

    def day(self, day: date, today: date) -> str: ...
    def on(self, day: str) -> str:
        """A day in words as it stands in a sentence: "on Thursday", "today"."""
        ...

    def clock(self, moment: datetime | time) -> str: ...
    def figure(self, moment: datetime | time) -> str:
        """By what a time of day is known again in a line of ours: "4:15"."""
        ...

    def by(self, due: datetime, now: datetime) -> str: ...
    def at(self, moment: datetime, now: datetime) -> str: ...
    def when_on(self, moment: datetime, now: datetime) -> str:
        """As `at`, for a time that a thing should have had."""
        ...

    def past(self, moment: datetime, now: datetime) -> str: ...
    def month(self, moment: datetime) -> str: ...
    def times(self, starts: Sequence[datetime], today: date) -> str:
        """Moments to choose from, each with its day where that is another than the last one's."""
        ...

    def clocks(self, starts: Sequence[datetime]) -> str:
        """Times of one day to choose from."""
        ...

    def wish(self, words: str) -> str:
        """A wished time in their own words, without what leads it in."""
        ...

    def joined(self, items: Sequence[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        ...

    def term(self, words: str) -> str:
        """A word or two of our records in this language; empty where nobody has put it down."""
        ...

    def of_records(self, text: str) -> str:
        """The words of our records for what a text of theirs names, with commas between."""
        ...

    def number(self, word: str) -> str:
        """A number written as a word."""
        ...

    def yours(self, thing: str) -> str:
        """A thing of theirs, named to them."""
        ...

    def greeted(self, name: str, full: str, text: str) -> str:
        """How to greet them, by what they call themselves; `full` is the name on record."""
        ...

    def reads(self, text: str) -> bool:
        """Whether sentences of our records may stand in the letter as they are."""
        ...

    def named(self, car: str) -> str:
        """A car by year, model and trim."""
        ...

    def the_car(self, car: str, color: str) -> str:
        """A car of ours, as the parts name it."""
        ...

    def details(self, data: Mapping[str, str], *, color: bool, price: bool) -> str: ...
    def one_of(self, car: str, data: Mapping[str, str]) -> str:
        """A car offered in one breath."""
        ...

    def theirs(self, words: str) -> str:
        """Their own word for their car."""
        ...

    def desk(self, name: str, department: str) -> str: ...
    def introduced(self, name: str, title: str, department: str) -> str: ...
    def indirect(self, question: str) -> str:
        """A question as what is found out; empty where that cannot be done safely."""
        ...

    def about(self, words: str) -> str:
        """What is found out, as a quotation of theirs."""
        ...

    def turned(self, words: str) -> str:
        """What went wrong in their words, said to them; empty where that cannot be done safely."""
        ...

    def tidy(self, text: str) -> str:
        """A part once it is filled."""
        ...
