"""What the customer of a lead wants, in lines that a person and a reader can read."""

import re
from collections.abc import Iterator

from assistant.core.lead import Lead, LeadVehicle

WISH = re.compile(
    r"(?:your (?:inquiry|enquiry|message|question)|(?:customer(?:'s)? )?(?:comments?|messages?"
    r"|questions?|inquiry|enquiry|notes?|remarks)"
    r"|description|request|details)\s{0,3}:\s{0,3}(.{0,5000})$",
    re.IGNORECASE,
)
KEY = re.compile(r"[A-Z][\w /'()?#&.-]{1,60}\s{0,2}:(?:\s|$)")


def readable(leads: tuple[Lead, ...]) -> str:
    """The customers' own words first, then one line for each vehicle."""
    return "\n\n".join(part for part in map(_readable, leads) if part)


def _readable(lead: Lead) -> str:
    wanted = [line for vehicle in lead.vehicles if (line := _line(_label(vehicle), vehicle))]
    owned = [line for vehicle in lead.trade_in if (line := _line("Trade-in", vehicle))]
    lines = "\n".join(wanted + owned + list(_fields(lead)))
    said = "\n\n".join(part for part in (wish(lead.comments), lines) if part)
    return said or _only_contact(lead)


def _only_contact(lead: Lead) -> str:
    told = ", ".join(
        part for part in (lead.customer.name, *lead.customer.phones, lead.customer.email) if part
    )
    return f"Contact: {told}" if told else ""


def _fields(lead: Lead) -> Iterator[str]:
    """How they pay, by when they buy, how and when they want to be reached: as the portal's form asked it."""
    customer = lead.customer
    if lead.finance:
        yield f"Payment: {lead.finance}"
    if lead.timeframe:
        yield f"Timeframe: {lead.timeframe}"
    if customer.contact_by or customer.contact_time:
        number = customer.phones[0] if customer.phones else ""
        told = (customer.contact_by, number, customer.contact_time)
        yield f"Preferred contact: {', '.join(part for part in told if part)}"


def _label(vehicle: LeadVehicle) -> str:
    return "Wants to sell" if vehicle.interest.lower() == "sell" else "Interested in"


def wish(comments: str) -> str:
    """The customer's words out of a portal's list of "Key: value" lines; all lines where none is marked."""
    lines = comments.splitlines()
    if sum(bool(KEY.match(line)) for line in lines) < 2:
        alone = WISH.match(comments.strip()) if len(lines) == 1 else None
        return alone[1].strip() if alone and alone[1].strip() else comments
    said: list[str] = []
    inside = False
    for line in lines:
        if found := WISH.match(line):
            said.append(found[1])
            inside = True
        elif KEY.match(line):
            inside = False
        elif inside:
            said.append(line)
    return "\n".join(said).strip() or comments


def _line(label: str, vehicle: LeadVehicle) -> str:
    ids = [f"stock {vehicle.stock}" if vehicle.stock else "", f"VIN {vehicle.vin}" if vehicle.vin else ""]
    known = ", ".join(one for one in ids if one)
    name = " ".join(part for part in (vehicle.status.lower(), vehicle.name) if part) if vehicle.name else ""
    if not name and not known:
        return ""
    return f"{label}: {name or 'vehicle'}" + (f" ({known})" if known else "")
