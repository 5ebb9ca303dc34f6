"""Leads that a portal sends as labelled text: "Name: ...", "Teléfono: ...", a table, labels above values."""

import re
from collections.abc import Sequence

from assistant.channels.adf.pairs import LONGEST, Line, lines_of
from assistant.core.address import ADDRESS
from assistant.core.lead import Lead, LeadCustomer, LeadVehicle

LEADISH = re.compile(
    r"\b(?:lead|inquiry|enquiry|interested|shopper|request|quote|test drive|trade|contact form"
    r"|submission|prospect|contacto|consulta|anfrage|interessent|demande)\b",
    re.IGNORECASE,
)
VEHICLE = re.compile(
    r"\s{0,3}(?:(new|used|certified|cpo|pre-owned)\s)?\s{0,3}((?:19"
    r"|20)\d\d)\s{1,3}(\S{1,30})\s{1,3}(\S{1,40})(?:\s{1,3}(.{1,120}))?$",
    re.IGNORECASE,
)
MILES = re.compile(r",?\s{0,3}(?:with\s)?(\d{1,3}(?:[,.]?\d{3})?\s?k?\s?(?:miles|mi|km)\b)", re.IGNORECASE)
NEITHER = re.compile(r"(?:no|none|n/?a|-|false|nein|non)\.?$", re.IGNORECASE)
JOINTS = {"phone": "; ", "address": ", ", "comments": "\n", "email": " ", "name": " ", "finance": ", "}
Fields = dict[str, str]


def lead_lines(text: str, *, subject: str = "", provider: str = "") -> Lead | None:
    """None unless it clearly is a lead: a person, a way to reach them, and a vehicle, wish or subject."""
    fields, left = _fields(lines_of(text))
    name = name_in(fields)
    wanted = any(fields.get(key) for key in ("vehicle", "model", "stock", "vin"))
    told = wanted or (fields.get("comments") and LEADISH.search(f"{subject} {text[:500]}"))
    email = ADDRESS.search(fields.get("email", ""))
    if not (name and (email or fields.get("phone")) and told) or len(fields) < 3 or not _mostly(fields, left):
        return None
    return lead_from(
        fields,
        provider=provider,
        left="\n".join(left).strip(),
        notes=("read from lines of text, not from ADF",),
    )


def lead_from(fields: Fields, *, provider: str = "", left: str = "", notes: tuple[str, ...] = ()) -> Lead:
    """Fields by the names of `channels.labels`; what has no place in a lead is told with `left`."""
    email = ADDRESS.search(fields.get("email", ""))
    more = [] if email or not fields.get("email") else [f"e-mail: {fields['email']}"]
    if email and fields["email"].strip("<> ") != email[0]:
        more.append(f"e-mail: {fields['email']}")
    wanted = any(fields.get(key) for key in ("vehicle", "make", "model", "stock", "vin", "year"))
    trade = _trade(fields)
    if fields.get("trade") and not trade:
        more.append(f"trade-in: {fields['trade']}")
    if not wanted:
        more += [f"{key}: {fields[key]}" for key in ("trim", "price", "odometer") if fields.get(key)]
    if fields.get("payoff") and not trade:
        more.append(f"payoff: {fields['payoff']}")
    return Lead(
        customer=LeadCustomer(
            name=name_in(fields),
            email=email[0] if email else "",
            phones=tuple(
                part.strip() for part in re.split(r"[;\n]", fields.get("phone", "")) if part.strip()
            ),
            address=fields.get("address", ""),
            contact_by=fields.get("contact_by", ""),
            contact_time=fields.get("contact_time", ""),
        ),
        vehicles=(_vehicle(fields),) if wanted else (),
        trade_in=trade,
        comments=fields.get("comments", "").strip(),
        provider=provider,
        timeframe=fields.get("timeframe", ""),
        finance=fields.get("finance", ""),
        external_id=fields.get("id", ""),
        unparsed="\n".join(part for part in (*more, left) if part),
        notes=notes,
    )


def name_in(fields: Fields) -> str:
    """The full name; "Nom" beside "Prénom" and "Nombre" beside "Apellido" are parts of one."""
    name, first, last = (fields.get(key, "") for key in ("name", "first", "last"))
    if name and first and not last and first.lower() not in name.lower():
        return f"{first} {name}"
    parts = [name or first, last if last.lower() not in name.lower() else ""]
    return " ".join(part for part in parts if part)


def vehicle_lines(text: str) -> Fields:
    """What lines like "Year: 2017" tell of one vehicle, by the names of LeadVehicle's fields."""
    fields, _ = _fields(lines_of(text[:LONGEST]))
    return {
        name: fields[name] for name in ("year", "make", "model", "trim", "stock", "vin") if name in fields
    }


def vehicle_of(text: str) -> Fields:
    """A vehicle named in one line, by the names of LeadVehicle's fields; if unclear, all is the model."""
    line = " ".join(text.split())
    miles = MILES.search(line)
    bare = (line[: miles.start()] + line[miles.end() :]).strip(" ,") if miles else line
    if found := VEHICLE.match(bare):
        named = dict(zip(("status", "year", "make", "model", "trim"), found.groups(default=""), strict=True))
        return {**named, "model": named["model"].strip(","), "odometer": miles[1] if miles else ""}
    return {"model": line}


def _trade(fields: Fields) -> tuple[LeadVehicle, ...]:
    """A vehicle; "yes" and "no" are none."""
    said = fields.get("trade", "")
    if len(said.split()) < 2 or NEITHER.match(said):
        return ()
    return (LeadVehicle(interest="trade-in", finance=fields.get("payoff", ""), **vehicle_of(said)),)


def _mostly(fields: Fields, left: list[str]) -> bool:
    """A letter with a few such lines in it is a letter: its own words are the message."""
    prose = sum(len(line.split()) > 12 for line in left)
    return prose <= max(2, len(fields))


def _fields(lines: Sequence[Line]) -> tuple[Fields, list[str]]:
    fields: Fields = {}
    left: list[str] = []
    open_key, blanks = "", 0
    for line in lines:
        if line.key:
            _add(fields, line.key, line.value)
            open_key, blanks = line.key, 0
        elif open_key == "comments" and not line.labelled and blanks < 2:
            blanks = blanks + 1 if not line.text.strip() else 0
            fields["comments"] = f"{fields.get('comments', '')}\n{line.text.rstrip()}"
        elif open_key and not fields.get(open_key) and line.text.strip() and not line.labelled:
            fields[open_key] = line.text.strip()
        else:
            left.append(line.text)
            open_key = open_key if not line.text.strip() else ""
    return {key: value.strip() for key, value in fields.items() if value.strip()}, left


def _add(fields: Fields, key: str, value: str) -> None:
    before = fields.get(key, "").rstrip()
    joint = JOINTS.get(key, " / ")
    fields[key] = f"{before}{joint}{value}" if before and value and value not in before else before or value


def _vehicle(fields: Fields) -> LeadVehicle:
    whole = fields.get("vehicle", "")
    parts = vehicle_of(whole) if whole else {}
    if fields.get("model") and parts.keys() == {"model"}:
        parts = {}
    keys = ("status", "year", "make", "model", "trim", "odometer")
    named = {key: fields.get(key) or parts.get(key, "") for key in keys}
    known = " ".join(named.values())
    missing = [word for word in whole.split() if word.strip(",").lower() not in known.lower()]
    return LeadVehicle(
        **{**named, "status": named["status"].lower()},
        interest="buy",
        stock=fields.get("stock", ""),
        vin=fields.get("vin", ""),
        price=fields.get("price", ""),
        comments=whole if missing else "",
    )
