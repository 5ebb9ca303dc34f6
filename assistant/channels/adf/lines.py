"""Leads that a portal sends as plain lines: "Name: ...", "Phone: ...", "Vehicle: ...", "Comments: ..."."""

import re

from assistant.core.lead import Lead, LeadCustomer, LeadVehicle

LABELS = {
    "name": "name|full name|customer|customer name|contact name|contact|your name|client|buyer"
    "|shopper|from name",
    "first": "first name|firstname|given name",
    "last": "last name|lastname|surname|family name",
    "email": "email|e-mail|email address|e-mail address|customer email|your email|contact email|mail",
    "phone": "phone|phone number|telephone|tel|mobile|cell|cell phone|daytime phone|day phone"
    "|home phone|work phone"
    "|evening phone|customer phone|contact phone|mobile phone|mobile number|your phone|phone #"
    "|contact number",
    "address": "address|street|city|state|zip|zip code|zipcode|postal code|location",
    "vehicle": "vehicle|vehicle of interest|interested in|car|listing|inventory item|vehicle name"
    "|ad title|unit",
    "year": "year|vehicle year|inventory year|model year",
    "make": "make|vehicle make|brand",
    "model": "model|vehicle model|model of interest",
    "trim": "trim|vehicle trim",
    "stock": "stock|stock #|stock#|stock number|stock no|stock id|inventory stock id",
    "vin": "vin|vehicle vin|vin number|vin #",
    "price": "price|asking price|listed price|list price",
    "comments": "comments|comment|message|customer comments|your message|question|questions|inquiry"
    "|your inquiry|notes"
    "|enquiry|customer message|additional comments|buyer's message|shopper comments|remarks"
    "|customer comment",
    "trade": "trade-in|trade in|trade|trade vehicle|trade-in vehicle",
    "id": "lead id|lead #|reference|reference number|ref|lead number",
}
KEYS = {label: key for key, labels in LABELS.items() for label in labels.split("|")}
LINE = re.compile(
    r"[\s>*•-]{0,10}\*{0,2}([A-Za-z][A-Za-z0-9 #'/-]{1,30}?)\*{0,2}\s{0,3}[:=]\s{0,3}\*{0,2}(.{0,2000})$"
)
ADDRESS = re.compile(r"[^\s<>()@;,]{1,64}@[^\s<>()@;,]{1,255}\.[a-z]{2,20}", re.IGNORECASE)
LEADISH = re.compile(
    r"\b(?:lead|inquiry|enquiry|interested|shopper|request|quote|test drive|trade|contact form"
    r"|submission|prospect)\b",
    re.IGNORECASE,
)
VEHICLE = re.compile(
    r"\s{0,3}(?:(new|used|certified|cpo)\s)?\s{0,3}((?:19"
    r"|20)\d\d)\s{1,3}(\S{1,30})\s{1,3}(\S{1,40})(?:\s{1,3}(.{1,120}))?$",
    re.IGNORECASE,
)
HEADERISH = {"from", "to", "sent", "date", "subject", "cc", "bcc", "reply-to"}
LONGEST = 20_000  # characters looked at
MOST_LINES = 300


def lead_lines(text: str, *, subject: str = "", provider: str = "") -> Lead | None:
    """None unless it clearly is a lead: a person, a way to reach them, and a vehicle, wish or subject."""
    fields, left = _fields(text[:LONGEST].splitlines()[:MOST_LINES])
    name = fields.get("name") or " ".join(one for key in ("first", "last") if (one := fields.get(key)))
    email = ADDRESS.search(fields.get("email", ""))
    phone = fields.get("phone", "")
    wanted = any(fields.get(key) for key in ("vehicle", "model", "stock", "vin"))
    told = wanted or (fields.get("comments") and LEADISH.search(f"{subject} {text[:500]}"))
    if not (name and (email or phone) and told) or len(fields) < 3 or not _mostly(fields, left):
        return None
    return Lead(
        customer=LeadCustomer(
            name=name,
            email=email[0] if email else "",
            phones=tuple(part.strip() for part in re.split(r"[;\n]", phone) if part.strip()),
            address=fields.get("address", ""),
        ),
        vehicles=(_vehicle(fields),) if wanted else (),
        trade_in=(_vehicle({"vehicle": fields["trade"]}, interest="trade-in"),)
        if _is_vehicle(fields)
        else (),
        comments=fields.get("comments", "").strip(),
        provider=provider,
        external_id=fields.get("id", ""),
        unparsed="\n".join(left).strip(),
        notes=("read from lines of text, not from ADF",),
    )


def vehicle_lines(text: str) -> dict[str, str]:
    """What lines like "Year: 2017" tell of one vehicle, by the names of LeadVehicle's fields."""
    fields, _ = _fields(text[:LONGEST].splitlines()[:MOST_LINES])
    return {
        name: fields[name] for name in ("year", "make", "model", "trim", "stock", "vin") if name in fields
    }


def _is_vehicle(fields: dict[str, str]) -> bool:
    return len(fields.get("trade", "").split()) >= 2


def _mostly(fields: dict[str, str], left: list[str]) -> bool:
    """A letter with a few such lines in it is a letter: its own words are the message."""
    prose = sum(len(line.split()) > 12 for line in left)
    return prose <= max(2, len(fields))


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    left: list[str] = []
    open_key, blanks = "", 0
    for line in lines:
        found = LINE.match(line)
        key = KEYS.get(" ".join(found[1].lower().split()), "") if found else ""
        if found and key:
            _add(fields, key, found[2].strip())
            open_key, blanks = key, 0
        elif found and found[1].lower() in HEADERISH:
            left.append(line)
            open_key = ""
        elif open_key == "comments" and not found and blanks < 2:
            blanks = blanks + 1 if not line.strip() else 0
            fields["comments"] = f"{fields.get('comments', '')}\n{line}".strip()
        elif open_key and not fields.get(open_key) and line.strip() and not found:
            fields[open_key] = line.strip()
        else:
            left.append(line)
            open_key = open_key if not line.strip() else ""
    return {key: value for key, value in fields.items() if value}, left


def _add(fields: dict[str, str], key: str, value: str) -> None:
    before = fields.get(key, "")
    joint = {"phone": "; ", "address": ", ", "comments": "\n", "email": " ", "name": " "}.get(key, " / ")
    fields[key] = f"{before}{joint}{value}" if before and value and value not in before else before or value


def _vehicle(fields: dict[str, str], interest: str = "buy") -> LeadVehicle:
    whole = fields.get("vehicle", "")
    found = VEHICLE.match(whole)
    parts = (
        dict(zip(("status", "year", "make", "model", "trim"), found.groups(default=""), strict=True))
        if found
        else {}
    )
    named = {key: fields.get(key) or parts.get(key, "") for key in ("year", "make", "model", "trim")}
    if whole and not found and not named["model"]:
        named["model"] = whole
    return LeadVehicle(
        interest=interest,
        status=parts.get("status", "").lower(),
        stock=fields.get("stock", ""),
        vin=fields.get("vin", ""),
        price=fields.get("price", ""),
        comments=whole if found is None and named["model"] != whole else "",
        **named,
    )
