"""English: the language of the records, so that they may stand in a letter as they are."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from assistant.core.clock import day_in_words, time_in_words
from assistant.core.inquiry import Topic
from assistant.drafters.composing import indirect, persons, when
from assistant.drafters.composing.tongue.signs import Sign


class English:
    """tongue.port.Tongue."""

    signs: Mapping[Sign, re.Pattern[str]] = {}
    harms: Sequence[tuple[str, re.Pattern[str]]] = ()
    vague: Mapping[Topic, str] = {}
    it_is = ("The {car} is", "It is")
    fetching = "pick it up"

    def day(self, day: date, today: date) -> str:
        return day_in_words(day, today)

    def on(self, day: str) -> str:
        return f"on {day}" if day[:1].isupper() else day

    def clock(self, moment: datetime | time) -> str:
        return time_in_words(moment)

    def figure(self, moment: datetime | time) -> str:
        return time_in_words(moment).split(" ")[0]

    def by(self, due: datetime, now: datetime) -> str:
        return when.by(due, now)

    def at(self, moment: datetime, now: datetime) -> str:
        return when.at(moment, now)

    def when_on(self, moment: datetime, now: datetime) -> str:
        return when.on(moment, now)

    def past(self, moment: datetime, now: datetime) -> str:
        return when.past(moment, now)

    def month(self, moment: datetime) -> str:
        return f"{moment:%B %Y}"

    def times(self, starts: Sequence[datetime], today: date) -> str:
        """ "Thursday at 4:15 pm or 5 pm", "today at 4:15 pm or tomorrow at 10 am"."""
        said, day = [], None
        for one in starts:
            clock = time_in_words(one)
            said.append(clock if one.date() == day else f"{day_in_words(one.date(), today)} at {clock}")
            day = one.date()
        return " or ".join(said)

    def clocks(self, starts: Sequence[datetime]) -> str:
        return " or ".join(time_in_words(one) for one in starts)

    def wish(self, words: str) -> str:
        return re.sub(r"^(on|at|by|for) ", "", words, flags=re.I)

    def joined(self, items: Sequence[str]) -> str:
        return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))

    def term(self, words: str) -> str:
        return words

    def of_records(self, text: str) -> str:
        return text

    def number(self, word: str) -> str:
        return word

    def yours(self, thing: str) -> str:
        return f"your {thing}"

    def greeted(self, name: str, _full: str, text: str) -> str:
        return persons.greeted(name, text)

    def reads(self, _text: str) -> bool:
        return True

    def named(self, car: str) -> str:
        return car

    def the_car(self, car: str, color: str) -> str:
        return " ".join(filter(None, (color, car)))

    def details(self, data: Mapping[str, str], *, color: bool, price: bool) -> str:
        """ "green, 28,410 miles, $31,450, stock P1234"."""
        miles = f"{data['mileage']} miles" if data.get("mileage") else ""
        number = f"stock {data['stock']}" if data.get("stock") else ""
        given = (
            data.get("color", "") if color else "",
            miles,
            data.get("price", "") if price else "",
            number,
        )
        return ", ".join(part for part in given if part)

    def one_of(self, car: str, data: Mapping[str, str]) -> str:
        """ "a blue 2021 RAV4 XLE with 33,800 miles for $27,650 (P1315)"."""
        miles = f" with {data['mileage']} miles" if data.get("mileage") else ""
        price = f" for {data['price']}" if data.get("price") else ""
        name = self.the_car(car, data.get("color", ""))
        article = "an" if re.match(r"(?i)[aeio]", name) else "a"
        return f"{article} {name}{miles}{price} ({data.get('stock', '')})".replace(" ()", "")

    def theirs(self, words: str) -> str:
        found = re.search(r"\b(truck|van|suv|car)\b", words, re.I)
        return found[1].lower().replace("suv", "SUV") if found else "car"

    def desk(self, name: str, department: str) -> str:
        """ "Priya Nair in parts"."""
        return f"{name} in {department}" if department else name

    def introduced(self, name: str, title: str, _department: str) -> str:
        return f"{name}, our {title.lower()}," if title else name

    def indirect(self, question: str) -> str:
        return indirect.indirect(question)

    def about(self, words: str) -> str:
        return f"about “{words}”"

    def turned(self, words: str) -> str:
        return persons.theirs_to_yours(words)

    def tidy(self, text: str) -> str:
        return text
