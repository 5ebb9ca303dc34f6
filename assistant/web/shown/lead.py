"""What a portal sent with a message, as rows: every field that says something, and the remainder."""

from collections.abc import Iterator

from assistant.core.lead import Lead, LeadVehicle

Rows = tuple[tuple[str, str], ...]


def rows(lead: Lead) -> Rows:
    return tuple((name, value.strip()) for name, value in _all(lead) if value.strip())


def _all(lead: Lead) -> Iterator[tuple[str, str]]:
    customer = lead.customer
    yield from (("Wants", _vehicle(one)) for one in lead.vehicles)
    yield from (("Trades in", _vehicle(one)) for one in lead.trade_in)
    yield "Pays", lead.finance
    yield "By when", lead.timeframe
    yield "Phone", ", ".join(customer.phones)
    yield "Reach by", customer.contact_by
    yield "Best time", customer.contact_time
    yield "Address", customer.address
    yield (
        "From",
        ", ".join(part for part in (lead.provider, lead.external_id and f"no. {lead.external_id}") if part),
    )
    yield "For", lead.vendor
    yield "More", lead.unparsed


def _vehicle(vehicle: LeadVehicle) -> str:
    interest = vehicle.interest if vehicle.interest.lower() not in ("", "buy", "trade-in", "trade in") else ""
    parts = (
        " ".join(filter(None, (vehicle.status, vehicle.name))),
        vehicle.stock and f"stock {vehicle.stock}",
        vehicle.vin and f"VIN {vehicle.vin}",
        vehicle.price and f"price {vehicle.price}",
        vehicle.odometer and f"odometer {vehicle.odometer}",
        vehicle.color,
        vehicle.finance,
        interest,
        vehicle.comments,
    )
    return ", ".join(part for part in parts if part)
