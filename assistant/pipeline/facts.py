"""Rows become facts: one sentence each, with id, source and age. core.fact names the keys of `data`."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from assistant.core import body
from assistant.core.body import MANY_SEATS
from assistant.core.clock import day_in_words, time_in_words
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry
from assistant.core.price_limit import price_limit
from assistant.core.words import has_word
from assistant.pipeline.waited_for import outside
from assistant.records import (
    Conversation,
    Customer,
    Message,
    Promise,
    Record,
    RecordKind,
    Session,
    Slot,
    StockState,
    Store,
    Teammate,
    Vehicle,
    Vouch,
)

STOCK_AT_MOST = 12
NEAR_AT_MOST = 4  # alternatives to a car that is sold
SLOTS_AT_MOST = 40
LINES_READ = 6  # of a thread, for the numbers of cars
ANOTHER = re.compile(  # than the one that they have
    r"(?i)\b(?:something|anything) (?:smaller|bigger|newer|cheaper|else|with|that|like|a (?:bit|little))\b"
    r"|\b(?:smaller|bigger|newer|another) (?:car|one|suv|truck)\b"
)
DAYS_NAMED = 3  # for which free times further ahead are looked up
HISTORY_AT_MOST = 60
FURTHEST = 60  # days ahead whose hours are told to somebody who names them


def _day(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"


def promises(session: Session, customer_id: int, now: datetime) -> list[Fact]:
    """Open promises to this customer, the latest due last."""
    rows = session.scalars(Promise.of_customer(customer_id)).all()
    return [promise(row, now) for row in sorted(rows, key=lambda r: r.due) if row.state.value == "open"]


def promise(row: Promise, now: datetime) -> Fact:
    due, late = row.due.astimezone(now.tzinfo), row.late(now)
    made = row.made_at.astimezone(now.tzinfo)
    text = f"{row.who.name} promised on {_day(made)}: {row.what}, due {_day(due)}"
    data = {"what": row.what, "due": due.isoformat(), "who": row.who.name, "late": "yes" if late else "no"}
    data |= {"state": str(row.state), "made": made.isoformat()}
    told = text + ("; late." if late else ".")
    return Fact(f"promise:{row.id}", FactKind.PROMISE, told, f"Promise of {row.who.name}", row.made_at, data)


def history(session: Session, customer: Customer) -> list[Fact]:
    """Who they are, what they drive, and their records, newest first."""
    found = [_customer(customer)]
    found += [_owned(vehicle) for vehicle in session.scalars(Vehicle.owned_by(customer.id))]
    records = session.scalars(Record.of_customer(customer.id, at_most=HISTORY_AT_MOST)).all()
    contacts = [record(row) for row in records if row.kind is not RecordKind.MAIL]  # those are in the thread
    last = session.scalars(Message.last_personal(customer.id)).first()
    if last is not None:
        data = {
            "at": last.at.isoformat(),
            "teammate": last.sender_name,
            "channel": str(last.conversation.channel),
        }
        text = f"{last.sender_name} last wrote to them on {_day(last.at)}."
        found.append(Fact(f"contact:{last.id}", FactKind.CONTACT, text, "Sent messages", last.at, data))
    return found + contacts + outside(session, customer.id)


def _customer(customer: Customer) -> Fact:
    data = {"name": customer.name, "since": str(customer.since.year)}
    text = f"{customer.called} is a customer since {customer.since.year}."
    return Fact(f"customer:{customer.id}", FactKind.CUSTOMER, text, "Customer record", customer.since, data)


def _owned(vehicle: Vehicle) -> Fact:
    data = _vehicle(vehicle)
    miles = f", {vehicle.mileage:,} miles" if vehicle.mileage else ""
    text = f"They own a {vehicle.name}{miles}."
    return Fact(f"owned:{vehicle.id}", FactKind.OWNED, text, "Customer record", vehicle.seen_at, data)


def record(row: Record) -> Fact:
    data = {**row.data, "at": row.data.get("at", row.at.isoformat())}
    source = row.source or f"{row.kind.value.capitalize()} on record"
    return Fact(f"{row.kind.value}:{row.id}", FactKind(row.kind.value), row.text, source, row.at, data)


def _vehicle(vehicle: Vehicle) -> dict[str, str]:
    given = {
        "stock": vehicle.stock, "year": vehicle.year, "make": vehicle.make, "model": vehicle.model,
        "trim": vehicle.trim, "color": vehicle.color, "vin": vehicle.vin, "plate": vehicle.plate,
        "mileage": f"{vehicle.mileage:,}" if vehicle.mileage is not None else "",
        "price": vehicle.price, "status": str(vehicle.state), "features": vehicle.features,
        "seats": vehicle.seats, "condition": vehicle.condition,
    }  # fmt: skip
    return {key: str(value) for key, value in given.items() if value not in (None, "")}


def stock(session: Session, store_id: int, inquiry: Inquiry) -> list[Fact]:
    """Cars that the inquiry may be about, the best fitting first, alternatives after them."""
    rows = session.scalars(Vehicle.in_stock(store_id)).all()
    most = price_limit(inquiry.text)
    ranked = sorted(rows, key=lambda row: (-_fit(row, inquiry), *_worth(row, most)))
    own = all(mention.own for mention in inquiry.vehicles)
    open_to_all = not inquiry.vehicles or (own and ANOTHER.search(inquiry.text) is not None)
    fitting = [row for row in ranked if _fit(row, inquiry) > 0 or open_to_all][:STOCK_AT_MOST]
    if fitting and fitting[0].state is not StockState.HERE:
        fitting += _near(fitting[0], [row for row in rows if row not in fitting])
    return [_stock(row) for row in fitting]


def _worth(row: Vehicle, most: int) -> tuple[bool, bool, int, int]:
    """Of cars that fit alike: here before sold, then what they can pay, the nearest to it first."""
    costs = row.price_cents or 0
    over, far = (costs > 100 * most or not costs, abs(100 * most - costs)) if most else (False, 0)
    return row.state is StockState.SOLD, over, far, row.id


def named_in(session: Session, store_id: int, text: str) -> list[Fact]:
    """Cars of the stock that a reply itself names, by number or model."""
    rows = session.scalars(Vehicle.in_stock(store_id)).all()
    named = [row for row in rows if any(word and has_word(text, word) for word in (row.stock, row.model))]
    return [_stock(row) for row in named[:STOCK_AT_MOST]]


def spoken_of(session: Session, store_id: int, conversation: Conversation) -> list[Fact]:
    """Cars that the last lines of the thread name by their number."""
    text = "\n".join(message.words for message in conversation.messages[-LINES_READ:])
    numbers = set(re.findall(r"\b[A-Z]{1,3}\d{3,6}\b", text))
    rows = (
        [row for row in session.scalars(Vehicle.in_stock(store_id)) if row.stock in numbers]
        if numbers
        else []
    )
    return [_stock(row) for row in rows[:STOCK_AT_MOST]]


def _near(wished: Vehicle, others: list[Vehicle]) -> list[Vehicle]:
    """Cars that are here, nearest in price to one that is not to be had."""
    price = wished.price_cents or 0
    here = [row for row in others if row.state is StockState.HERE and row.price_cents is not None]
    many = (wished.seats or 0) >= MANY_SEATS

    def far(row: Vehicle) -> tuple[bool, bool, int, int]:
        fewer = many and (row.seats or 0) < MANY_SEATS
        other = not body.alike(row.model or "", wished.model or "")
        return fewer, other and not price, abs((row.price_cents or 0) - price) if price else 0, row.id

    return sorted(here, key=far)[:NEAR_AT_MOST]


def _fit(row: Vehicle, inquiry: Inquiry) -> float:
    """How well a car fits what they speak of: the stock number or VIN decides, then words."""
    words = inquiry.text.lower()
    named = bool(row.stock and re.search(rf"\b{re.escape(row.stock.lower())}\b", words))
    best = 100.0 if named else 30.0 * body.meant(row.model, words)
    for mention in inquiry.vehicles:
        if mention.own:
            continue
        same_stock = row.stock and mention.stock and row.stock.lower() == mention.stock.lower()
        if same_stock or (row.vin and mention.vin.upper() == row.vin.upper()):
            return 200.0
        points = 40.0 * _same(row.model, mention.model) + 15.0 * _same(row.make, mention.make)
        points += 20.0 * _same(str(row.year or ""), mention.year) + 10.0 * _same(row.trim, mention.trim)
        best = max(best, points)
    return best


def _same(one: str, other: str) -> bool:
    """Whatever hyphen stands in it: "CX5" is a CX-5."""
    first, second = (re.sub(r"\W", "", text.lower()) for text in (one, other))
    return bool(first and second) and (first in second or second in first)


def _stock(row: Vehicle) -> Fact:
    state = {"here": "is here", "held": "is held for somebody", "coming": "is on its way", "sold": "is sold"}
    miles = f", {row.mileage:,} miles" if row.mileage is not None else ""
    price = f", {row.price}" if row.price else ""
    text = f"{row.name}, {row.color}{miles}{price}, stock {row.stock}, {state[row.state.value]}."
    return Fact(f"stock:{row.stock}", FactKind.STOCK, text, "Stock list", row.seen_at, _vehicle(row))


def slots(session: Session, store: Store, now: datetime, named: Iterable[date] = ()) -> list[Fact]:
    """Free times of all departments: the soonest, then those of the days that they name."""
    soonest = now + timedelta(minutes=45)
    found = [_slot(row, now) for row in session.scalars(Slot.free(store.id, soonest, at_most=SLOTS_AT_MOST))]
    return list({fact.id: fact for fact in [*found, *slots_on(session, store, now, named)]}.values())


def slots_on(session: Session, store: Store, now: datetime, days: Iterable[date]) -> list[Fact]:
    """Free times of these days to come, however far ahead."""
    found: list[Slot] = []
    for day in sorted({one for one in days if one > now.date()})[:DAYS_NAMED]:
        begins = datetime.combine(day, time.min, now.tzinfo)
        found += session.scalars(Slot.free_on(store.id, begins, begins + timedelta(days=1)))
    return [_slot(row, now) for row in found]


def _slot(row: Slot, now: datetime) -> Fact:
    starts, ends = row.starts_at.astimezone(now.tzinfo), row.ends_at.astimezone(now.tzinfo)
    when = f"{day_in_words(starts.date(), now.date())} at {time_in_words(starts)}"
    data = {
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "department": row.department,
        "id": str(row.id),
    }
    text = f"{row.department.capitalize()} is free {when}."
    return Fact(f"slot:{row.id}", FactKind.SLOT, text, "Appointment book", now, data)


def hours(store: Store, now: datetime, days: int, named: Iterable[date] = ()) -> list[Fact]:
    """Opening hours of today and the days ahead, and of those that they name, holidays named."""
    book, found = store.hours(), []
    today = now.date()
    near = [today + timedelta(days=ahead) for ahead in range(days)]
    later = {day for day in named if near[-1] < day <= today + timedelta(days=FURTHEST)}
    for day in [*near, *sorted(later)]:
        span, name = book.on(day), day_in_words(day, now.date())
        if span:
            data = {"day": day.isoformat(), "opens": f"{span[0]:%H:%M}", "closes": f"{span[1]:%H:%M}"}
            text = f"Open {name} from {time_in_words(span[0])} to {time_in_words(span[1])}."
        else:
            why = book.closed.get(day, "")
            data = {"day": day.isoformat(), "closed": "yes", "why": why}
            text = f"Closed {name}{f' ({why})' if why else ''}."
        found.append(Fact(f"hours:{day}", FactKind.HOURS, text, "Opening hours", now, data))
    return found


def store(row: Store) -> list[Fact]:
    data = {"name": row.name, "address": row.address, "phone": row.phone, "directions": row.directions}
    text = f"{row.name}, {row.address}, {row.phone}. {row.directions}".strip()
    return [Fact(f"store:{row.id}", FactKind.STORE, text, "Store settings", None, data)]


def teammates(session: Session, store_id: int) -> list[Fact]:
    found = []
    for row in session.scalars(Teammate.of_store(store_id)):
        data = {
            "name": row.name,
            "title": row.title,
            "department": row.department,
            "phone": row.direct_line,
            "email": row.email,
        }
        text = f"{row.name}, {row.title}, {row.direct_line}, {row.email}."
        found.append(Fact(f"teammate:{row.id}", FactKind.TEAMMATE, text, "Teammates", None, data))
    return found


def vouched(session: Session, conversation_id: int) -> list[Fact]:
    """What a teammate said *I know this* of, in this conversation."""
    return [
        Fact(
            f"vouched:{row.id}", FactKind.VOUCHED, row.text, f"{row.teammate.name} knows this", row.at,
            {"text": row.text, "by": row.teammate.name, "at": row.at.isoformat()},
        )
        for row in session.scalars(Vouch.of(conversation_id))
    ]  # fmt: skip


def own_words(conversation: Conversation) -> list[Fact]:
    """What this customer wrote in this conversation: theirs to be told again."""
    return [
        Fact(
            f"message:{m.id}", FactKind.MESSAGE, m.words[:4000], f"Their message of {_day(m.at)}", m.at,
            {"text": m.words[:4000], "at": m.at.isoformat()},
        )
        for m in conversation.messages
        if m.inbound and not m.automatic
    ]  # fmt: skip
