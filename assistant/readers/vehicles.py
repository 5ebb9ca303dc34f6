"""The vehicles that a turn speaks of: by year, make, model and trim, by stock number, by VIN."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.core.inquiry import VehicleMention
from assistant.core.lead import Lead, LeadVehicle
from assistant.prompts import Prompts

_VIN = re.compile(
    r"(?i)(?<![A-Z0-9])(?=[A-HJ-NPR-Z0-9]{0,16}\d)(?=[0-9]{0,16}[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])"
)
_STOCK_SAID = re.compile(
    r"(?i)\b(?:stock|stk)[ ]?(?:number|numbers|num|no\.?|id|#)?[ ]?(?:is|:"
    r"|#)?[ ]?#?(?P<stock>[A-Z]{0,4}-?\d[A-Z0-9-]{1,10})(?![\w-])"
)
_STOCK = re.compile(
    r"(?<![\w$#/.-])#?(?P<stock>[A-Z]{1,3}-?\d{3,6}(?:-\d{1,3})?[A-Z]?|[a-z]\d{4,5}|[A-Z]\d{1,3}-\d{2})(?![\w-])"
)
_CODE_BEFORE = re.compile(
    r"(?i)(?:codes?|error|ro|order|invoice|case|part|claim|confirmation|ref|p0\d{3},?)[ ]?(?:no\.?"
    r"|number|#|is|:)?[ ]?\Z"
)
_OBD = re.compile(r"[PBCU]0\d{3}\Z")
_YEAR_BEFORE = re.compile(
    r"(?i)(?:(?<![\w$])(?P<year>(?:19[5-9]|20[0-3])\d)|(?<!\w)['’](?P<short>\d\d)"
    r"|(?<![\w$.,:/-])(?P<bare>[012]\d))"
    r"(?P<between>(?:[ ]{1,2}|-)(?:[\w-]{1,14}[ ]{1,2}){0,2})\Z"
)
_YEAR_AFTER = re.compile(r"\A[ ,(]{1,3}(?P<year>(?:19[5-9]|20[0-3])\d)(?![\w,])")
_OWNER = re.compile(
    r"(?i)\b(?:my|our|mine|his|her|wife['’]?s|husband['’]?s|daughter['’]?s|son['’]?s|mom['’]?s"
    r"|mother['’]?s|dad['’]?s|mi)"
    r"(?:[ ](?!to\b|on\b|for\b|in\b|toward|(?:prefer|want|like|love|need|saw|wish|say)s?\b|really\b)"
    r"[\w'’.,-]{1,15}){0,3}[ ]?\Z"
)
_HAVING = re.compile(
    r"(?i)\b(?:(?:i|we)(?:['’]ve| have)?(?: also| currently| still)? (?:have|own|drive|owe|got|had"
    r"|bought|purchased|leased|lease|picked up|traded)"
    r"|i['’]ve got|trade(?:[ -]in)?(?: is| in)?|trading(?: in)?|sell(?:ing)?|payoff on|owe on|tengo)"
    r"(?: in| on| of)?(?: an?| the| one| un| una)?(?:[ ][\w'’-]{1,12}){0,2}[ ]?\Z"
)
_WANTED = re.compile(
    r"(?i)\b(?:trade|trading)\b[^.?!\n]{0,60}\b(?:for|on|towards?|against|into) (?:an?|the|your"
    r"|one of)\b[^.?!\n]{0,25}\Z"
)
_CAN_I = re.compile(r"(?i)\b(?:do|did|if|until|once) (?:i|we) (?:have|own|bought|got)")
_TO_TRADE = re.compile(r"(?i)\A[^.?!\n]{0,40}\b(?:to trade|as (?:a )?trade|for trade|trade[ -]in\b)")
_OFF = re.compile(r"(?i)\b(?:off(?: of)?|onto|on to|fits?)(?: an?| the)?[ ]\Z")  # parts of one, or for one
_SICK = re.compile(
    r"(?i)\A['’]?s?[^.?!,\n]{0,25}\b(?:won['’]?t (?:start|shift|charge|go)"
    r"|(?:makes?|making|has) an? [^.?!,\n]{0,20}noise"
    r"|(?:is |keeps |started )?(?:leaking|grinding|squealing|squeaking|overheating|stalling|smoking"
    r"|vibrating)"
    r"|(?:grinds|squeals|leaks|overheats|stalls|shakes|rattles)|died|broke down"
    r"|needs (?:an? )?(?:oil|brake|tire|inspection|alignment|battery|service|tune)|check engine)"
)
_CAPITAL = re.compile(r"[A-Z]")
_MY = re.compile(r"(?i)\b(?:my|our)[ ]\Z")

WORDS_TOO = frozenset({"mini", "ram", "smart", "hd", "genesis", "saturn", "mercury", "lincoln", "alfa"})


@dataclass(frozen=True)
class _Model:
    make: str
    model: str
    common: bool  # also an ordinary word


class Vehicles:
    """Finds vehicles by the lists of makes and trims."""

    def __init__(self, prompts: Prompts) -> None:
        self.makes: dict[str, str] = {}
        self.models: dict[str, _Model] = {}
        for line in prompts.lines("words/makes.txt"):
            self._know(*line.split(":", 1))
        trims = {trim.lower(): trim for trim in prompts.lines("words/trims.txt")}
        self._trim = re.compile(rf"(?i)\A[ ,]{{1,2}}(?P<trim>{_alternatives(trims)})(?![\w-])")
        self._name = re.compile(
            rf"(?<![\w@])(?:{_by_first_letter({*self.makes, *self.models})})(?=s?(?![\w@]))"
        )

    def _know(self, head: str, models: str) -> None:
        make, _, others = head.strip().rstrip(")").partition(" (")
        for name in (make, *(other.strip() for other in others.split(",") if other.strip())):
            self.makes[name.lower()] = make
        for entry in models.split(","):
            model = entry.strip()
            if model:
                self.models.setdefault(
                    model.lstrip("~").lower(), _Model(make, model.lstrip("~"), model[0] == "~")
                )

    def read(self, text: str, lead: Lead | None = None) -> tuple[VehicleMention, ...]:
        """Those of the lead first, then what the text names besides, each once."""
        found = list(_of_lead(lead)) if lead else []
        for mention in (*self._named(text), *_numbered(text)):
            _merge(found, mention)
        return tuple(found)

    def _named(self, text: str) -> Iterator[VehicleMention]:
        names = [_Name(found.start(), found.end(), text) for found in self._name.finditer(_lower(text))]
        skip = -1
        for index, name in enumerate(names):
            if index == skip:
                continue
            following = names[index + 1] if index + 1 < len(names) else None
            make = self.makes.get(name.key, "")
            if make and following and self._goes_with(make, name, following):
                skip = index + 1
                yield self._mention(text, name.start, following, make)
            elif make and name.key not in self.models:
                if _is_make(name):
                    yield _make_only(text, name, make)
            elif self._is_model(name):
                yield self._mention(text, name.start, name, "")

    def _goes_with(self, make: str, first: "_Name", second: "_Name") -> bool:
        model = self.models.get(second.key)
        return (
            model is not None
            and model.make == make
            and first.text[first.end : second.start].strip(" -") == ""
        )

    def _is_model(self, name: "_Name") -> bool:
        before = name.before
        year = _YEAR_BEFORE.search(before)
        if year and self.models[name.key].common and year["between"].strip() and name.said.islower():
            return False  # "a 2016 Forester fit": a verb
        if year or not self.models[name.key].common:
            return name.end - name.start > 2 or name.said.isupper()
        starts = not before.rstrip(" ") or before.rstrip(" ")[-1:] in ".!?\n"
        return bool(_MY.search(before)) or (bool(_CAPITAL.match(name.said)) and not starts)

    def _mention(self, text: str, start: int, name: "_Name", make: str) -> VehicleMention:
        model = self.models[name.key]
        end = name.end + (text[name.end : name.end + 1] == "s")
        trim = self._trim.match(text[end : end + 30])
        if trim and len(trim["trim"]) <= 2 and not trim["trim"].isupper() and trim["trim"] != "Si":
            trim = None
        if trim:
            end += trim.end()
        year, start, end = _year(text, start, end)
        own = _own(text, start, end)
        return VehicleMention(
            text[start:end], year, make or model.make, model.model, trim["trim"] if trim else "", own=own
        )


@dataclass(frozen=True)
class _Name:
    """A name of the lists as it stands in `text`."""

    start: int
    end: int
    text: str

    @property
    def said(self) -> str:
        return self.text[self.start : self.end]

    @property
    def key(self) -> str:
        return _lower(self.said)

    @property
    def before(self) -> str:
        return self.text[max(self.start - 40, 0) : self.start]


def _is_make(name: _Name) -> bool:
    """Whether it means the make: Mini, Ram, Smart, Genesis and HD are words as well."""
    if name.key not in WORDS_TOO or _YEAR_BEFORE.search(name.before):
        return True
    return bool(_OWNER.search(name.before)) and name.said[0].isupper()


def _make_only(text: str, name: _Name, make: str) -> VehicleMention:
    year, start, end = _year(text, name.start, name.end)
    return VehicleMention(text[start:end], year, make, own=_own(text, start, end))


def _lower(text: str) -> str:
    """Lower case in which every offset holds."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _by_first_letter(names: set[str]) -> str:
    """One alternative a first letter, so that most places of a text are passed after one look."""
    groups: dict[str, dict[str, object]] = {}
    for name in names:
        groups.setdefault(name[0], {})[name[1:]] = None
    return "|".join(f"{re.escape(first)}(?:{_alternatives(rest)})" for first, rest in sorted(groups.items()))


def _alternatives(names: Mapping[str, object]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", "[ ]") for name in sorted(names, key=len, reverse=True))


def _year(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The year beside a name, and where both together begin and end."""
    before = text[max(start - 40, 0) : start]
    if match := _YEAR_BEFORE.search(before):
        two = match["short"] or match["bare"]
        if not (match["bare"] and match["between"].strip()):  # "10 miles on a RAV4" names no year
            year = match["year"] or ("19" if int(two) > 60 else "20") + two
            if not match["between"].strip() or match["year"]:
                return year, start - len(before) + match.start(), end
    if match := _YEAR_AFTER.match(text[end : end + 8]):
        return match["year"], start, end + match.end()
    return "", start, end


def _own(text: str, start: int, end: int) -> bool:
    before = text[max(start - 90, 0) : start]
    if _WANTED.search(before) or _CAN_I.search(before[-45:]):
        return False
    if _OFF.search(before[-20:]) or _SICK.match(text[end : end + 80]):
        return True
    return bool(_OWNER.search(before) or _HAVING.search(before) or _TO_TRADE.match(text[end : end + 60]))


def _numbered(text: str) -> Iterator[VehicleMention]:
    """Stock numbers and VINs."""
    vins = list(_VIN.finditer(text))
    for match in vins:
        own = bool(_OWNER.search(text[max(match.start() - 40, 0) : match.start()]))
        yield VehicleMention(match[0], vin=match[0].upper(), own=own)
    said = list(_STOCK_SAID.finditer(text))
    for match in said:
        yield VehicleMention(match["stock"], stock=match["stock"].upper())
    for match in _STOCK.finditer(text):
        if any(other.start() <= match.start() < other.end() for other in (*vins, *said)):
            continue
        if _is_stock(match["stock"], text[max(match.start() - 25, 0) : match.start()]):
            yield VehicleMention(match["stock"], stock=match["stock"].upper())


def _is_stock(number: str, before: str) -> bool:
    if _OBD.match(number.upper()) or _CODE_BEFORE.search(before):
        return False
    return not re.fullmatch(r"[FIEQGCXK]-?\d{2,3}|CX-?\d{1,2}|RX\d{3}|ES\d{3}|GLC\d{3}|OBD2?", number)


def _of_lead(lead: Lead) -> Iterator[VehicleMention]:
    for vehicle in lead.vehicles:
        yield _from(vehicle, own=vehicle.interest in ("trade-in", "sell"))
    for vehicle in lead.trade_in:
        yield _from(vehicle, own=True)


def _from(vehicle: LeadVehicle, *, own: bool) -> VehicleMention:
    return VehicleMention(
        vehicle.name or vehicle.stock or vehicle.vin,
        vehicle.year,
        vehicle.make,
        vehicle.model,
        vehicle.trim,
        vehicle.stock,
        vehicle.vin,
        own,
    )


def _merge(found: list[VehicleMention], mention: VehicleMention) -> None:
    """Add the mention, or what it says besides to the one that it repeats."""
    for index, known in enumerate(found):
        if _same(known, mention):
            found[index] = replace(
                known,
                **{
                    name: getattr(known, name) or getattr(mention, name)
                    for name in ("year", "make", "model", "trim", "stock", "vin", "own")
                },
            )
            return
    numbered = mention.stock or mention.vin
    last = found[-1] if found else None
    if numbered and last and last.model and not (last.stock or last.vin) and not last.own and len(found) == 1:
        found[-1] = replace(last, stock=mention.stock, vin=mention.vin)
        return
    found.append(mention)


def _same(known: VehicleMention, mention: VehicleMention) -> bool:
    if mention.vin or mention.stock:
        return bool(mention.vin and mention.vin == known.vin) or bool(
            mention.stock and mention.stock.upper() == known.stock.upper()
        )
    if known.year and mention.year and known.year != mention.year:
        return False
    if mention.own and not known.own and known.model and mention.year != known.year:
        return False
    if not mention.model:
        return bool(mention.make) and mention.make.lower() == known.make.lower() and known.own == mention.own
    return mention.model.lower() in (known.model.lower(), f"{known.model} {known.trim}".strip().lower())
