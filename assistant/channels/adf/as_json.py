"""Leads as JSON with the names of ADF, in camelCase, snake_case or flat -> the same tree that XML gives.

Types are taken strictly: text and numbers fill fields, whatever else stands where a text is expected is told
with the remainder; a name that nobody knows is told with its value.
"""

import json
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from assistant.channels.adf.balance import printable
from assistant.channels.adf.repair import Fragment
from assistant.channels.adf.vocabulary import ADF
from assistant.core.words import listed

DEEPEST = 30  # levels; ADF has seven
LEADS = listed("prospect prospects lead leads")
TEXTS = listed("text value content t")
PLURALS = {
    "phones": "phone", "emails": "email", "vehicles": "vehicle", "tradeins": "tradein", "options": "option",
    "contacts": "contact", "amounts": "amount", "names": "name", "prospects": "prospect",
    "customers": "customer",
}  # fmt: skip
OF_A_VEHICLE = listed("year make model trim stock stocknumber vin odometer mileage price")
PART_NAMES = {"firstname": "first", "lastname": "last", "middlename": "middle", "fullname": "full"}


def fragments_of(data: bytes) -> tuple[Fragment, ...] | None:
    """None where it is no JSON object or list of them. Never raises."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return None
    try:
        read = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    found = [one for one in (read if isinstance(read, list) else [read]) if isinstance(one, dict)]
    if not found:
        return None
    whole = [lead for one in found for lead in _leads(one)]
    return tuple(Fragment(_prospect(one), " ".join(_said(one)), ("it came as JSON",)) for one in whole)


def _leads(given: Mapping[str, object], depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Each lead of an envelope; what stands beside them in it goes along with the first."""
    inner = [
        (key, one)
        for key, value in given.items()
        if (_name(key) in LEADS or _name(key) == "adf")
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict)
    ]
    if not inner or depth > 3:
        yield given
        return
    taken = {key for key, _ in inner}
    beside = {key: value for key, value in given.items() if key not in taken}
    for _, one in inner:
        for lead in _leads(one, depth + 1):
            yield {**lead, **({"beside": beside} if beside else {})}
            beside = {}


def _prospect(given: Mapping[str, object]) -> etree._Element:
    """Fields of the vehicle that stand bare are put into one."""
    bare = {key: value for key, value in given.items() if _name(key) in OF_A_VEHICLE}
    has_one = any(PLURALS.get(_name(key), _name(key)) == "vehicle" for key in given)
    if bare and not has_one:
        given = {**{key: value for key, value in given.items() if key not in bare}, "vehicle": bare}
    root = etree.Element("prospect")
    _fill(root, given, 0)
    return root


def _fill(element: etree._Element, given: Mapping[str, object], depth: int) -> None:
    for key, value in given.items():
        name = _name(key)
        if key[:1] in "@-" and not isinstance(value, dict | list):
            element.set(name, _text(value))
        elif (
            (key[:1] in "#$_" or not len(given) > 1) and name in TEXTS and not isinstance(value, dict | list)
        ):
            element.text = _text(value)
        elif isinstance(value, list):
            for one in value:
                _child(element, PLURALS.get(name, name), one, depth)
        else:
            _child(element, name, value, depth)


def _child(parent: etree._Element, name: str, value: object, depth: int) -> None:
    if value is None:
        return
    if name == "name" and isinstance(value, dict) and not any(key[:1] in "@#$-" for key in value):
        for key, said in value.items():
            made = etree.SubElement(parent, "name", part=PART_NAMES.get(_name(key), _name(key)))
            made.text = _text(said)
        return
    made = etree.SubElement(parent, name)
    if isinstance(value, dict) and depth < DEEPEST:
        _fill(made, value, depth + 1)
    elif isinstance(value, list) and depth < DEEPEST:
        for one in value:
            _child(made, "item", one, depth + 1)
    else:
        made.text = _text(value)


def _text(value: object) -> str:
    return printable(value if isinstance(value, str) else "" if value is None else json.dumps(value))


def _name(key: str) -> str:
    """As ADF writes it: "first_name", "firstName" and "First Name" are "firstname"."""
    plain = re.sub(r"[^a-z0-9]", "", key.lower())[:60]
    return plain if re.match(r"[a-z]", plain) or plain in ADF else f"field{plain}"


def _said(value: object) -> Iterator[str]:
    """Every text in it, names left out; in no deeper recursion than the parser of JSON allowed."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield one
