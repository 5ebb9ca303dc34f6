"""<vehicle> -> what they want, or what they would give for it."""

import re

from lxml import etree

from assistant.channels.adf.lines import vehicle_of
from assistant.channels.adf.texts import as_lines, attribute, tag_of, text_of
from assistant.channels.adf.walk import Walk
from assistant.core.lead import LeadVehicle

FIELDS = {
    "year": "year", "modelyear": "year", "make": "make", "model": "model", "trim": "trim", "stock": "stock",
    "stocknumber": "stock", "stockno": "stock", "vin": "vin", "price": "price", "odometer": "odometer",
    "mileage": "odometer", "miles": "odometer", "color": "color", "colour": "color", "exteriorcolor": "color",
    "comments": "comments", "comment": "comments", "notes": "comments",
}  # fmt: skip
TRADE = re.compile(r"trade", re.IGNORECASE)
TAGS = ("vehicle", "tradein", "trade-in", "trade", "tradeinvehicle", "trade_in")
MONEY = ("finance", "financing", "payment")


def vehicles_of(walk: Walk) -> tuple[tuple[LeadVehicle, ...], tuple[LeadVehicle, ...]]:
    """(wanted, given): all of the prospect, in order; those that say nothing are left out."""
    wanted: list[LeadVehicle] = []
    given: list[LeadVehicle] = []
    places = [walk.root, *walk.below(walk.root, "customer", "vehicles")]
    for element in (one for place in places for one in walk.below(place, *TAGS)):
        vehicle = _vehicle(walk, element)
        trade = bool(TRADE.search(vehicle.interest) or TRADE.search(tag_of(element)))
        (given if trade else wanted).append(vehicle)
    return tuple(wanted), tuple(given)


def _vehicle(walk: Walk, element: etree._Element) -> LeadVehicle:
    fields: dict[str, list[str]] = {}
    for one in element.iter(etree.Element):
        field = FIELDS.get(tag_of(one))
        if one is not element and field and not _of_an_option(one, element):
            said = walk.take(one)
            if said:
                fields.setdefault(field, []).append(
                    as_lines(said) if field == "comments" else _priced(one, said)
                )
    own = {} if "model" in fields or not text_of(element) else vehicle_of(walk.take(element))
    joined = {
        name: (" / " if name != "comments" else "\n").join(dict.fromkeys(said))
        for name, said in fields.items()
    }
    finance = ", ".join(money_of(walk, one) for one in walk.below(element, *MONEY))
    interest, status = (walk.take_attribute(element, name) for name in ("interest", "status"))
    return LeadVehicle(**{"status": status, **own, **joined, "interest": interest, "finance": finance})


def _of_an_option(one: etree._Element, vehicle: etree._Element) -> bool:
    """The price and stock number of an option are not the vehicle's; nor is what stands in its finance."""
    parent = one.getparent()
    while parent is not None and parent is not vehicle:
        if tag_of(parent) in ("option", "options", *MONEY):
            return True
        parent = parent.getparent()
    return False


def _priced(element: etree._Element, said: str) -> str:
    return " ".join(said.split()) if tag_of(element) != "comments" else said


def money_of(walk: Walk, element: etree._Element) -> str:
    """<finance> in one line: the method, each amount with what it is, what is still owed."""
    said = walk.every(element, "method")
    for one in walk.below(element, "amount", "balance"):
        if text_of(one):
            said.append(_amount(walk, one))
    said.append(walk.take(element))
    return ", ".join(part for part in said if part)


def _amount(walk: Walk, element: etree._Element) -> str:
    kind, limit, currency = (walk.take_attribute(element, name) for name in ("type", "limit", "currency"))
    bound = {"maximum": "at most", "minimum": "at least"}.get(limit.lower(), "")
    kind = {"downpayment": "down payment"}.get(kind.lower(), kind)
    if tag_of(element) == "balance":
        kind = f"{kind} balance".strip()
    known = (
        kind,
        bound or limit.replace("exact", ""),
        walk.take(element),
        currency or attribute(element, "unit"),
    )
    return " ".join(part for part in known if part)
