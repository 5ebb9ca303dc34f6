"""Whether every lead of a file is read, with the words of its customer in the right fields."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.core.lead import Lead
from assistant.core.message import InboundMessage


def judge(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    prospects = expected.get("derived", {}).get("prospects", [])
    if not prospects:
        return
    yield "leads in a file", len(message.leads) == len(prospects)
    for lead, prospect in zip(message.leads, prospects, strict=False):
        yield from _fields(lead, prospect)


def _fields(lead: Lead, prospect: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    customer = prospect.get("customer", {})
    names = [word for name in customer.get("names", {}).values() for word in name.split()]
    if names:
        yield "lead name", all(word in lead.customer.name for word in names)
    if customer.get("emails") and "@" in customer["emails"][0]:
        yield "lead e-mail", lead.customer.email == customer["emails"][0]
    phones = [_digits(phone) for phone in customer.get("phones", []) if phone]
    if phones:
        ours = {_digits(phone) for phone in lead.customer.phones}
        yield "lead phone", all(any(phone in one or one in phone for one in ours) for phone in phones)
    words = re.findall(r"\w+", re.sub(r"<br ?/?>", " ", " ".join(prospect.get("comments", []))))
    if words:
        yield "lead comments", all(word in repr(lead) for word in words)
    for given in prospect.get("vehicles", []):
        yield "lead vehicle", all(str(word) in repr(lead) for word in given.values() if isinstance(word, str))


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
