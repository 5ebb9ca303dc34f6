"""From the shop: service due, the next level near, whether they were content."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.core.touches import Closed, levels_of, may_ask
from assistant.core.touches.dates import in_number
from assistant.core.touches.due import Due, Reading, due, number
from assistant.pipeline.reasons.look import Candidate, Look, options
from assistant.pipeline.reasons.wording import clipped
from assistant.records import Record, RecordKind, Vehicle, coming_up, touchable

KNOWN = timedelta(days=3 * 365)  # so old a visit still says when the next one is due
TASTE = "taste"  # the topic of options that may be given before a level is reached
LONGEST = timedelta(days=21)  # of a repair that is asked about


def service_due(look: Look) -> Iterator[Candidate]:
    """By what is on record; else so long after the last visit."""
    yield from _due_on_record(look)
    after = timedelta(days=look.rule.after)
    for last in look.session.scalars(touchable.last_visits(look.window(after))):
        if _due(look, last) is not None:
            continue
        work = last.data.get("work", "").split(";")[0]
        for_what = f" for the {work}" if work else ""
        if last.kind is RecordKind.SALE:
            reason = f"Bought the {look.car(last)} {look.ago(last.at)}; has not been to the shop with it."
        else:
            reason = f"Last here with the {look.car(last)} {look.ago(last.at)}{for_what}; nothing is booked."
        yield look.of_record(last, f"visit:{last.id}", reason, last.at + after)


def _due_on_record(look: Look) -> Iterator[Candidate]:
    window = replace(look.window(timedelta()), since=look.now - KNOWN, until=look.now)
    newest = (look.local + look.ahead).date()
    for last in look.session.scalars(coming_up.last_visits_with_a_due(window, newest.isoformat())):
        found = _due(look, last)
        if found is None or not newest - timedelta(days=look.rule.lasts) <= found.day <= newest:
            continue
        begins = look.local.replace(hour=0, minute=0, second=0, microsecond=0)
        begins += timedelta(days=(found.day - look.today).days)
        yield look.of_record(last, f"visit:{last.id}", _said_due(look, last, found), begins)


def _said_due(look: Look, last: Record, found: Due) -> str:
    """ "The 60,000-mile service of the Forester was due in November; nothing is booked."."""
    what = f"The {found.service or 'next service'} of the {look.car(last)}"
    then = f"in {found.day:%B}" if found.day.month != look.today.month else f"{found.day:%B} {found.day.day}"
    was = "is" if found.day >= look.today else "was"
    if found.by_miles:
        return f"{what} {was} due about {then}, by the miles on record; nothing is booked."
    return f"{what} {was} due {then if then.startswith('in') else f'on {then}'}; nothing is booked."


def _due(look: Look, last: Record) -> Due | None:
    needs = bool(last.data.get("next_due_miles")) and not last.data.get("next_due")
    return due(last.data, _readings(look, last) if needs else [])


def _readings(look: Look, last: Record) -> list[Reading]:
    """Its mileage at each visit on record, and as it was seen last."""
    local = look.store.hours().local
    car = look.session.get(Vehicle, last.vehicle_id) if last.vehicle_id else None
    visits = [last] if car is None else look.session.scalars(Record.of_customer(last.customer_id))
    of_it = [one for one in visits if one.vehicle_id == last.vehicle_id]
    found = [Reading(local(one.at).date(), number(one.data.get("mileage", ""))) for one in of_it]
    return found + ([Reading(local(car.seen_at).date(), car.mileage or 0)] if car is not None else [])


def next_rung(look: Look) -> Iterator[Candidate]:
    """With a taste of it, where the store has an option for that; the letter keeps to its limit."""
    after = timedelta(days=look.rule.after)
    levels = levels_of(look.store.touch_rules)
    tastes = options(look, TASTE) if levels else []
    for level in levels:
        kind = RecordKind.SALE if level.counts == "purchases" else RecordKind.REPAIR
        suffix = f":level:{level.name}"
        rows = touchable.visits_counted(look.window(after), kind, level.at - 1, suffix)
        for last in look.session.scalars(rows):
            done = f"{in_number(level.at - 1).capitalize()} {level.counts} with us"
            reason = f"{done}; one more, and it is “{level.name}”."
            made = look.of_record(last, f"customer:{last.customer_id}{suffix}", reason, last.at + after)
            yield replace(made, names="\n".join([f"level:{level.name}", *tastes[:1]]))


def survey(look: Look) -> Iterator[Candidate]:
    """Of a matter that is over: a conversation that a person closed, a repair that is done."""
    window = look.window(timedelta(days=look.rule.after))
    for talk, at in look.session.execute(touchable.closed_matters(window)):
        begins = _may_begin(look, at)
        if begins is not None:
            about = talk.subject.removeprefix("Re: ") or "their question"
            reason = f"“{clipped(about)}” was closed {look.ago(at)}; nothing is open, and nobody asked them."
            made = look.candidate(talk.customer_id, f"conversation:{talk.id}:survey", reason, begins)
            yield replace(made, names=clipped(about), conversation_id=talk.id, teammate_id=talk.owner_id)
    for order in look.session.scalars(
        touchable.finished_repairs(replace(window, since=window.since - LONGEST))
    ):
        ready = order.data.get("ready_at", "")
        at = datetime.fromisoformat(ready) if ready else order.at
        begins = _may_begin(look, at)
        if begins is not None:
            work = order.data.get("work", "").split(";")[0] or "work"
            reason = f"The {look.car(order)} was done {look.ago(at)} ({work}); nobody asked how it went."
            yield look.of_record(order, f"repair:{order.id}:survey", reason, begins)


def _may_begin(look: Look, closed_at: datetime) -> datetime | None:
    """When they may be asked; None where that is over, or too far ahead. The queries know what is open."""
    begins = closed_at + timedelta(days=look.rule.after)
    asked = max(begins, look.now)
    return begins if asked <= look.now + look.ahead and may_ask(Closed(closed_at), asked) else None
