"""Spanish as a dealership in the United States writes it: usted, "mañana a las 10:00 a. m."."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from assistant.core import body
from assistant.core.inquiry import Topic
from assistant.core.words import content, plain
from assistant.drafters.composing import when
from assistant.drafters.composing.tongue import spanish_words as words
from assistant.drafters.composing.tongue.signs import Sign
from assistant.drafters.composing.tongue.spanish_names import greeted
from assistant.drafters.composing.tongue.spanish_turning import indirect, turned

DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
)  # fmt: skip
ARTICLES = ("el", "la", "los", "las")
ASKED, OTHERWISE = "lo que me pregunta", "lo demás que me pregunta"
BY_MILES = re.compile(r"(\d[\d,]*)-mile service")
YEAR_FIRST = re.compile(r"((?:19|20)\d\d) (.+)")


class Spanish:
    """tongue.port.Tongue; `terms` are words of the records, English to Spanish, keys in lower case."""

    signs: Mapping[Sign, re.Pattern[str]] = words.SIGNS
    harms: Sequence[tuple[str, re.Pattern[str]]] = words.HARMS
    vague: Mapping[Topic, str] = words.VAGUE
    it_is = ("Aquí tenemos {car}", "Aquí está")
    fetching = "pasar por"

    def __init__(self, terms: Mapping[str, str], theirs: str = "") -> None:
        """`theirs` is what they wrote: "el Forester" of theirs is no "la Forester" of ours."""
        self.terms, self.written = terms, theirs

    def day(self, day: date, today: date) -> str:
        ahead = (day - today).days
        if ahead in (0, 1):
            return ("hoy", "mañana")[ahead]
        named = f"el {DAYS[day.weekday()]}"
        return named if 1 < ahead < 7 else f"{named} {day.day} de {MONTHS[day.month - 1]}"

    def on(self, day: str) -> str:
        return day

    def clock(self, moment: datetime | time) -> str:
        """With its article, to follow "a", "de", "hasta": "las 4:15 p. m."."""
        hour = moment.hour % 12 or 12
        article = "la" if hour == 1 else "las"
        return f"{article} {hour}:{moment.minute:02} {'a' if moment.hour < 12 else 'p'}. m."

    def figure(self, moment: datetime | time) -> str:
        return f"{moment.hour % 12 or 12}:{moment.minute:02}"

    def by(self, due: datetime, now: datetime) -> str:
        return self.at(due, now)

    def at(self, moment: datetime, now: datetime) -> str:
        local = moment.astimezone(now.tzinfo)
        behind = (now.date() - local.date()).days
        clock = f" a {self.clock(local)}" if when.timed(moment, now) else ""
        if behind <= 0:
            return f"{self.day(local.date(), now.date())}{clock}"
        return f"ayer{clock}" if behind == 1 else self.past(moment, now)

    def when_on(self, moment: datetime, now: datetime) -> str:
        return self.at(moment, now)

    def past(self, moment: datetime, now: datetime) -> str:
        local = moment.astimezone(now.tzinfo)
        behind = (now.date() - local.date()).days
        if behind in (0, 1):
            return ("hoy", "ayer")[behind]
        if behind < 7:
            return f"el {DAYS[local.weekday()]} pasado"
        year = "" if local.year == now.year else f" de {local.year}"
        return f"el {local.day} de {MONTHS[local.month - 1]}{year}"

    def month(self, moment: datetime) -> str:
        return f"{MONTHS[moment.month - 1]} de {moment.year}"

    def times(self, starts: Sequence[datetime], today: date) -> str:
        said, day = [], None
        for one in starts:
            clock = f"a {self.clock(one)}"
            said.append(clock if one.date() == day else f"{self.day(one.date(), today)} {clock}")
            day = one.date()
        return _joined(said, "o")

    def clocks(self, starts: Sequence[datetime]) -> str:
        return _joined([f"a {self.clock(one)}" for one in starts], "o")

    def wish(self, words: str) -> str:
        return re.sub(r"^(?:para|por) ", "", words[:1].lower() + words[1:])

    def joined(self, items: Sequence[str]) -> str:
        """What they ask and cannot be said stands last."""
        named = [item for item in items if item != ASKED]
        rest = [ASKED if not named else OTHERWISE] if ASKED in items else []
        return _joined([*named, *rest], "y")

    def term(self, words: str) -> str:
        bare = " ".join(words.lower().split())
        found = BY_MILES.fullmatch(bare)
        return f"el servicio de las {found[1]} millas" if found else self.terms.get(bare, "")

    def of_records(self, text: str) -> str:
        said = content(plain(text))
        known = [(english, content(plain(ours))) for english, ours in self.terms.items()]
        return ", ".join(english for english, ours in known if ours and ours <= said)

    def number(self, word: str) -> str:
        return words.NUMBERS.get(word.lower(), word)

    def yours(self, thing: str) -> str:
        article, _, bare = thing.partition(" ")
        return f"{'sus' if article.endswith('s') else 'su'} {bare}" if article in ARTICLES else thing

    def greeted(self, name: str, full: str, text: str) -> str:
        return greeted(name, full, text)

    def reads(self, text: str) -> bool:
        """More of its short words are Spanish than English."""
        found = re.findall(r"[^\W\d_]+", text.lower())
        return sum(w in words.OURS for w in found) > 2 * sum(w in words.ENGLISH for w in found)

    def named(self, car: str) -> str:
        """The year stands last: "Outback Touring 2022"."""
        found = YEAR_FIRST.fullmatch(car.strip())
        return f"{found[2]} {found[1]}" if found else car

    def the_car(self, car: str, color: str) -> str:
        return f"{'la' if self._feminine(car) else 'el'} {car}{f' color {color}' if color else ''}"

    def _feminine(self, car: str) -> bool:
        """As they say it; else trucks, vans and what Mexicans call "camioneta"."""
        for name in filter(str.isalpha, re.split(r"[\s-]", car)):
            said = re.search(rf"\b(?:el|la|un|una|es[ea]|est[ea])\b (?:\w+ )?{name}\b", self.written, re.I)
            if said:
                return bool(re.match(r"la|una|\w+a\b", said[0], re.I))
        return _is_camioneta(car.lower())

    def details(self, data: Mapping[str, str], *, color: bool, price: bool) -> str:
        tint = self.term(data.get("color", "")) if color else ""
        given = (
            f"color {tint}" if tint else "",
            f"{data['mileage']} millas" if data.get("mileage") else "",
            data.get("price", "") if price else "",
            f"número {data['stock']}" if data.get("stock") else "",
        )
        return ", ".join(part for part in given if part)

    def one_of(self, car: str, data: Mapping[str, str]) -> str:
        tint = self.term(data.get("color", ""))
        said = f"{'una' if self._feminine(car) else 'un'} {car}{f' color {tint}' if tint else ''}"
        said += f" con {data['mileage']} millas" if data.get("mileage") else ""
        said += f" en {data['price']}" if data.get("price") else ""
        return said + (f" ({data['stock']})" if data.get("stock") else "")

    def theirs(self, words: str) -> str:
        found = re.search(r"\b(camioneta|troca|carro|coche|auto|van)\b", words, re.I)
        return found[1].lower() if found else "vehículo"

    def desk(self, name: str, department: str) -> str:
        named = words.DEPARTMENTS.get(department, "")
        return f"{name}, de {named}," if named else name

    def introduced(self, name: str, _title: str, department: str) -> str:
        return self.desk(name, department)

    def indirect(self, question: str) -> str:
        return indirect(question)

    def about(self, _words: str) -> str:
        return ASKED

    def turned(self, words: str) -> str:
        return turned(words)

    def tidy(self, text: str) -> str:
        """Joins "de el" and "a el", and lets one stop stand where two meet."""
        text = re.sub(r"\b([Dd])e el\b", r"\1el", text)
        text = re.sub(r"\b([Aa]) el\b", r"\1l", text)
        return re.sub(r"\bm\.\.", "m.", text).replace(",,", ",").replace(",.", ".")


def _joined(items: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def _is_camioneta(car: str) -> bool:
    return any(
        re.search(rf"(?<![\w-]){re.escape(model)}(?![\w-])", car)
        for kind in ("truck", "suv", "van")
        for model in body.MODELS[kind].split()
        if not model.isdigit()
    )
