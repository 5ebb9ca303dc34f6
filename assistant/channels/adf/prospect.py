"""One <prospect> to a Lead: every word in a field, or in `unparsed`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import datetime
from html import unescape

from lxml import etree

from assistant.channels.adf.balance import pieces
from assistant.channels.adf.contact import contact_of, customer_of, name_of
from assistant.channels.adf.dates import request_date
from assistant.channels.adf.texts import WORD, as_lines, tag_of, text_of, words_in
from assistant.channels.adf.vehicle import MONEY, money_of, vehicles_of
from assistant.channels.adf.vocabulary import ADF, HTML, local
from assistant.channels.adf.walk import Walk
from assistant.core.lead import Lead

COMMENTS = ("comments", "comment", "message", "notes", "question", "questions", "inquiry", "enquiry")
TIMEFRAMES = ("timeframe", "purchasetimeframe", "whentobuy")
MARKUP = re.compile(r"</?([A-Za-z_][\w.:-]{0,60})((?:\s[^<>]{0,2000})?)/?>")


def lead_of(element: etree._Element, notes: tuple[str, ...] = ()) -> Lead:
    """Fields first; whatever nobody took is told in `unparsed`."""
    walk = Walk(element)
    customer, contact = contact_of(walk)
    wanted, given = vehicles_of(walk)
    person = customer_of(walk, customer, contact)
    at, lead_notes = _request_date(walk)
    lead = Lead(
        customer=person,
        vehicles=wanted,
        trade_in=given,
        comments=_comments(walk, customer, contact),
        provider=_provider(walk),
        vendor=_party(walk, "vendor"),
        request_date=at,
        timeframe=", ".join(_timeframes(walk, customer, contact)),
        finance=", ".join(dict.fromkeys([v.finance for v in wanted if v.finance] + _money(walk, customer))),
        external_id=walk.first(element, "id"),
        notes=notes + lead_notes,
    )
    return Lead(**{**vars(lead), "unparsed": walk.rest()})


def _comments(walk: Walk, customer: etree._Element, contact: etree._Element) -> str:
    said = [
        walk.take(one)
        for parent in dict.fromkeys((customer, contact, walk.root))
        for one in walk.below(parent, *COMMENTS)
    ]
    return "\n\n".join(dict.fromkeys(part for part in map(as_lines, said) if part))


def _timeframes(walk: Walk, *places: etree._Element) -> Iterator[str]:
    for place in dict.fromkeys((*places, walk.root)):
        for one in walk.below(place, *TIMEFRAMES):
            told = walk.first(one, "description")
            earliest, latest = walk.first(one, "earliestdate"), walk.first(one, "latestdate")
            span = [f"from {earliest}" if earliest else "", f"until {latest}" if latest else ""]
            yield from (part for part in (told, walk.take(one), " ".join(filter(None, span))) if part)


def _money(walk: Walk, customer: etree._Element) -> list[str]:
    places = dict.fromkeys((walk.root, customer))
    told = [money_of(walk, one) for place in places for one in walk.below(place, *MONEY)]
    return [one for one in told if one]


def _provider(walk: Walk) -> str:
    named = _party(walk, "provider")
    if named:
        return named
    source = next((one for one in walk.below(walk.root, "id") if one.get("source")), None)
    return "" if source is None else walk.take_attribute(source, "source")


def _party(walk: Walk, tag: str) -> str:
    """The name of the provider or vendor, wherever it stands in it."""
    party = next(walk.below(walk.root, tag), None)
    if party is None:
        return ""
    named = walk.first(party, "vendorname") or name_of(walk, party)
    for one in walk.below(party, "contact"):
        named = named or name_of(walk, one)
    return named or walk.first(party, "service") or walk.first(party, "id") or walk.take(party)


def _request_date(walk: Walk) -> tuple[datetime | None, tuple[str, ...]]:
    for one in walk.below(walk.root, "requestdate", "datetime", "date"):
        at, exact = request_date(text_of(one))
        if at is not None:
            if exact:
                walk.take(one)
            return at, () if exact else ("the date of the request was written unclearly",)
    return None, ()


def texts_of(value: object) -> Iterator[str]:
    """Every string of a lead, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)


def lost_words(source: str, leads: Iterable[Lead], said: str = "") -> list[str]:
    """Words of the source that stand in no lead: what no repair has saved."""
    kept = {word for lead in leads for text in texts_of(astuple(lead)) for word in words_in(text)}
    kept |= {*words_in(said), "br", "lt", "gt", "nbsp"}
    dates = {word for lead in leads if lead.request_date for word in words_in(lead.request_date.isoformat())}
    times = re.compile(r"\d{4}|\d{1,2}t?\d{0,2}z?", re.IGNORECASE)
    lost = dict.fromkeys(WORD.findall(unescape(_without_markup(source))))
    return [
        word
        for word in lost
        if word.lower() not in kept and word.lower() not in dates and not (dates and times.fullmatch(word))
    ]


def _without_markup(source: str) -> str:
    closed = {local(found[1]) for found in MARKUP.finditer(source) if found[0].startswith("</")}
    known = ADF | HTML | closed

    def plain(found: re.Match[str]) -> str:
        return " " if local(found[1]) in known or found[0].endswith("/>") else found[0]

    return " ".join(
        MARKUP.sub(plain, text) for kind, text in pieces(source) if kind != "tag" or plain_tag(text, known)
    )


def plain_tag(text: str, known: frozenset[str] | set[str]) -> bool:
    """Whether what looks like a tag is what somebody wrote in angle brackets."""
    found = MARKUP.match(text)
    return found is None or (local(found[1]) not in known and not text.endswith("/>"))


def is_prospect(element: etree._Element) -> bool:
    return tag_of(element) == "prospect"
