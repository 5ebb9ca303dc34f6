"""What a person sees of a message, and the words of a text."""

import re
from dataclasses import fields, is_dataclass

WORD = re.compile(r"[^\W_]+")


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def strings(value):
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from strings(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)
    elif value is not None and hasattr(value, "isoformat"):
        yield value.isoformat()
        yield value.strftime("%Y-%m-%dT%H:%M:%S")


def in_fields(message):
    """The words in a field of a lead or in its remainder; where there is no lead, those of the message."""
    files = [one.content.decode("utf-8", "replace") for one in message.attachments]
    shown = message.leads or (message.text, message.subject, files)
    return {word for text in strings(shown) for word in words(text)}


def name_of(vehicles):
    return vehicles[0].name if vehicles else ""


def told(message):
    """The fields by short names; "" where there is none."""
    lead = message.leads[0] if message.leads else None
    if lead is None:
        return {"leads": 0}
    return {**of_lead(lead), "leads": len(message.leads), "last": of_lead(message.leads[-1])}


def of_lead(lead):
    customer = lead.customer
    return {
        "name": customer.name,
        "email": customer.email,
        "phones": list(customer.phones),
        "address": customer.address,
        "contact_by": getattr(customer, "contact_by", ""),
        "contact_time": getattr(customer, "contact_time", ""),
        "car": name_of(lead.vehicles),
        "interest": lead.vehicles[0].interest if lead.vehicles else "",
        "stock": lead.vehicles[0].stock if lead.vehicles else "",
        "trade": name_of(lead.trade_in),
        "comments": lead.comments,
        "timeframe": getattr(lead, "timeframe", ""),
        "finance": getattr(lead, "finance", ""),
        "more": " ".join(strings(lead)),
    }


LOOSE = {"more", "finance", "timeframe", "contact_time", "contact_by"}  # all of these words, in any order


def wrong(message, expected):
    """What is not as expected, in words; empty where all is."""
    got = told(message)
    found = []
    for key, value in expected.items():
        if key == "last":
            found += [f"last {k}: {got.get('last', {}).get(k)!r}" for k, v in value.items()
                      if not same(k, got.get("last", {}).get(k), v)]  # fmt: skip
        elif not same(key, got.get(key), value):
            found.append(f"{key}: {got.get(key)!r}")
    return found


def same(key, got, value):
    if got is None:
        return False
    if key in LOOSE:
        return set(words(value)) <= set(words(got))
    if key in ("car", "trade"):
        return got.startswith(value) or value in got
    return got == value
