"""One <prospect> to a Lead: every word in a field, or in `unparsed`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from html import unescape

from lxml import etree

from assistant.channels.adf.dates import request_date
from assistant.channels.adf.repair import pieces
from assistant.core.lead import Lead, LeadCustomer, LeadVehicle

VEHICLE_FIELDS = {
    "year": "year",
    "make": "make",
    "model": "model",
    "trim": "trim",
    "stock": "stock",
    "stocknumber": "stock",
    "vin": "vin",
    "price": "price",
    "odometer": "odometer",
    "mileage": "odometer",
    "exteriorcolor": "color",
    "color": "color",
    "comments": "comments",
    "comment": "comments",
    "notes": "comments",
}
TRADE = re.compile(r"trade", re.IGNORECASE)
ADDRESS_PARTS = ("street", "apartment", "city", "regioncode", "state", "postalcode", "zip", "country")
UNSAID = {"type", "part", "preferredcontact", "primarycontact", "interest", "line", "sequence"}
WORD = re.compile(r"[^\W_]+")


class Prospect:
    """Walks one <prospect>; each element whose text went into a field is remembered as taken."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self._taken: set[etree._Element] = set()
        self._said: set[tuple[etree._Element, str]] = set()

    def lead(self, notes: tuple[str, ...] = ()) -> Lead:
        vehicles = [
            self._vehicle(one)
            for one in self._below(self._element, "vehicle", "tradein", "trade-in", "trade")
        ]
        wanted = tuple(one for trade, one in vehicles if not trade)
        owned = tuple(one for trade, one in vehicles if trade)
        contact = self._contact()
        customer = self._customer(contact)
        lead = Lead(
            customer=customer,
            vehicles=wanted,
            trade_in=owned,
            comments=self._comments(contact),
            provider=self._provider(),
            vendor=self._party("vendor"),
            external_id=self._first(self._element, "id"),
            notes=notes,
        )
        at, lead_notes = self._request_date()
        return Lead(
            **{**vars(lead), "request_date": at, "notes": notes + lead_notes, "unparsed": self._unparsed()}
        )

    def _contact(self) -> etree._Element:
        customer = next(self._below(self._element, "customer"), self._element)
        return next(self._below(customer, "contact"), customer)

    def _customer(self, contact: etree._Element) -> LeadCustomer:
        email = next((one for one in self._below(contact, "email") if "@" in text_of(one)), None)
        phones = (self._take(phone) for phone in self._below(contact, "phone"))
        address = next(self._below(contact, "address"), None)
        return LeadCustomer(
            name=self._name(contact),
            email="" if email is None else self._take(email).strip("<> ").removeprefix("mailto:"),
            phones=tuple(dict.fromkeys(phone for phone in phones if phone)),
            address="" if address is None else self._address(address),
        )

    def _name(self, parent: etree._Element) -> str:
        parts: dict[str, str] = {}
        names = list(self._below(parent, "name"))
        for name in names:
            part = (name.get("part") or "full").strip().lower()
            if part not in parts and (said := self._take(name)):
                parts[part] = said
        spelled = [parts[part] for part in ("first", "middle", "last", "suffix") if part in parts]
        full = parts.get("full") or " ".join(spelled)
        missing = [one for one in (*spelled, *parts.values()) if not set(_words(one)) <= set(_words(full))]
        if missing and parts.get("full"):  # "Bob" in full, "Robert Lee" in parts: both are told
            for name in names:
                if text_of(name) in missing:
                    self._taken.discard(name)
        return full

    def _address(self, address: etree._Element) -> str:
        parts = [self._take(one) for name in ADDRESS_PARTS for one in self._below(address, name)]
        return ", ".join(part for part in [*parts, self._take(address)] if part)

    def _vehicle(self, element: etree._Element) -> tuple[bool, LeadVehicle]:
        fields: dict[str, list[str]] = {}
        for one in element.iter(etree.Element):
            field = VEHICLE_FIELDS.get(tag_of(one))
            if one is not element and field and (said := self._take(one)):
                fields.setdefault(field, []).append(said)
        interest = (element.get("interest") or "").strip()
        trade = bool(TRADE.search(interest) or TRADE.search(tag_of(element)))
        self._said |= {(element, "interest"), (element, "status")}
        joined = {
            field: (" / " if field != "comments" else "\n").join(said) for field, said in fields.items()
        }
        vehicle = LeadVehicle(interest=interest, status=(element.get("status") or "").strip(), **joined)
        return trade, vehicle

    def _comments(self, contact: etree._Element) -> str:
        customer = next(self._below(self._element, "customer"), self._element)
        said = []
        for parent in dict.fromkeys((customer, contact, self._element)):
            for one in self._below(parent, "comments", "comment", "message", "notes"):
                if one not in self._taken:
                    said.append(self._take_all(one))
        return "\n\n".join(dict.fromkeys(part for part in map(as_lines, said) if part))

    def _provider(self) -> str:
        named = self._party("provider")
        if named:
            return named
        source = next((one for one in self._below(self._element, "id") if one.get("source")), None)
        if source is None:
            return ""
        self._said.add((source, "source"))
        return (source.get("source") or "").strip()

    def _party(self, tag: str) -> str:
        """The name of the provider or vendor, wherever it stands in it."""
        party = next(self._below(self._element, tag), None)
        if party is None:
            return ""
        contacts = list(self._below(party, "contact"))
        named = next((self._take(one) for one in self._below(party, "vendorname") if text_of(one)), "")
        named = (
            named or self._name(party) or next((name for one in contacts if (name := self._name(one))), "")
        )
        return named or self._first(party, "service") or self._first(party, "id")

    def _request_date(self) -> tuple[object, tuple[str, ...]]:
        for one in self._below(self._element, "requestdate", "datetime", "date"):
            at, exact = request_date(text_of(one))
            if at is not None:
                if exact:
                    self._take(one)
                return at, () if exact else ("the date of the request was written unclearly",)
        return None, ()

    def _first(self, parent: etree._Element, tag: str) -> str:
        return next((self._take(one) for one in self._below(parent, tag) if text_of(one)), "")

    def _below(self, parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
        return (child for child in parent.iterchildren(etree.Element) if tag_of(child) in tags)

    def _take(self, element: etree._Element) -> str:
        self._taken.add(element)
        return text_of(element)

    def _take_all(self, element: etree._Element) -> str:
        self._taken |= set(element.iter(etree.Element))
        return "".join(map(str, element.itertext())).strip()

    def _unparsed(self) -> str:
        return "\n".join(self._left(self._element))

    def _left(self, root: etree._Element) -> Iterator[str]:
        for element in root.iter():
            if not isinstance(element.tag, str):
                yield from _lines("comment", str(element.text or ""))
            else:
                if element not in self._taken:
                    yield from _lines(tag_of(element), text_of(element))
                yield from self._left_attributes(element)
            if (
                element is not root
                and (tail := (element.tail or "").strip())
                and element.getparent() not in self._taken
            ):
                yield from _lines(tag_of(element.getparent()), tail)

    def _left_attributes(self, element: etree._Element) -> Iterator[str]:
        for name, value in element.attrib.items():
            known = str(name).lower() in UNSAID or (element, str(name).lower()) in self._said
            if str(value).strip() and not known:
                yield f"{tag_of(element)} {name!s}: {str(value).strip()}"


def _lines(tag: str, text: str) -> Iterator[str]:
    if text.strip():
        yield f"{tag}: {text.strip()}"


def tag_of(element: etree._Element | None) -> str:
    """The local name in lower case."""
    name = str(element.tag) if element is not None else ""
    return name.rpartition("}")[2].lower()


def text_of(element: etree._Element) -> str:
    """Its own text, blanks at the ends gone; that of its children is not in it."""
    return unescape(
        " ".join((element.text or "").split())
        if "\n" not in (element.text or "").strip()
        else element.text or ""
    ).strip()


def as_lines(text: str) -> str:
    """HTML line breaks inside a comment become lines; other tags stay, they may be words."""
    text = re.sub(r"<br\s{0,3}/?>[ \t]{0,20}\n?|</p>|</div>", "\n", text, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:p|div|b|i|strong|em|span|font|u)\b[^<>]{0,200}>", "", text, flags=re.IGNORECASE)
    lines = [" ".join(line.split()) for line in unescape(text).replace("\xa0", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def lost_words(source: str, leads: Iterable[Lead]) -> list[str]:
    """Words of the source that stand in no lead: what the XML parser's recovery has dropped."""
    plain = " ".join(text for _, text in pieces(source))
    plain = re.sub(r"</?[A-Za-z][\w.:-]{0,60}(?:\s[^<>]{0,1000})?/?>|<!--|-->", " ", plain)
    kept = {word for lead in leads for text in _texts(astuple(lead)) for word in _words(text)} | {
        "br",
        "lt",
        "gt",
    }
    said = {word for lead in leads if lead.request_date for word in _words(lead.request_date.isoformat())}
    times = re.compile(r"\d{4}|\d{1,2}t?\d{0,2}z?", re.IGNORECASE)
    return [
        word
        for word in dict.fromkeys(WORD.findall(unescape(plain)))
        if word.lower() not in kept and word.lower() not in said and not (said and times.fullmatch(word))
    ]
