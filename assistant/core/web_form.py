"""How the form of one web site is read: what its fields are, its hidden trap, from where it may post."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

KEYS = {
    "name": "Name", "first": "First name", "last": "Last name", "email": "E-mail", "phone": "Phone",
    "message": "What they write", "subject": "Subject", "vehicle": "Vehicle they want", "year": "Its year",
    "make": "Its make", "model": "Its model", "trim": "Its trim", "stock": "Stock number", "vin": "VIN",
    "trade": "Trade-in", "finance": "How they pay", "timeframe": "By when", "contact_by": "How to reach them",
    "contact_time": "When to reach them", "rating": "Stars", "page": "Page it was on",
}  # fmt: skip
NO_FIELD = "-"  # shown with the rest, whatever it is called
MOST = 200  # fields, hosts
NAMED = re.compile(r"(?:https?:)?(?://)?([^/:?#]*)(?::\d+)?(?:[/?#].*)?")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@dataclass(frozen=True)
class FormRules:
    """`fields`: a field's name to one of KEYS or NO_FIELD; what is not in it is guessed by its name."""

    fields: Mapping[str, str] = field(default_factory=dict)
    trap: str = ""  # a field that no person sees, so that only a machine fills it in
    hosts: tuple[str, ...] = ()  # beside the store's own domains


AS_GUESSED = FormRules()


def rules_of(data: Mapping[str, object]) -> FormRules:
    """As `as_data` made it; what is not of this shape is left out."""
    fields, hosts = data.get("fields"), data.get("hosts")
    return FormRules(
        {str(name): str(key) for name, key in fields.items()} if isinstance(fields, Mapping) else {},
        str(data.get("trap") or ""),
        tuple(map(str, hosts)) if isinstance(hosts, list) else (),
    )


def as_data(rules: FormRules) -> dict[str, object]:
    return {"fields": dict(rules.fields), "trap": rules.trap, "hosts": list(rules.hosts)}


def hosts_in(typed: str) -> tuple[str, ...]:
    """One host a line, with or without https://. ValueError in words for what is none."""
    found = []
    for line in typed.split():
        host = NAMED.sub(r"\1", line.lower()).rstrip(".")
        if not HOST.fullmatch(host):
            raise ValueError(f"“{line[:80]}” is no host. Write one a line, such as www.example.com.")
        found.append(host)
    if len(found) > MOST:
        raise ValueError(f"At most {MOST} hosts can be listed.")
    return tuple(dict.fromkeys(found))
