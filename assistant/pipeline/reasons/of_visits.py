"""From the shop: service due, the next level near, whether they were content."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.core.touches import Closed, levels_of, may_ask
from assistant.core.touches.dates import in_number
from assistant.pipeline.reasons.look import Candidate, Look
from assistant.pipeline.reasons.wording import clipped
from assistant.records import RecordKind, touchable

LONGEST = timedelta(days=21)  # of a repair that is asked about


def service_due(look: Look) -> Iterator[Candidate]:
    after = timedelta(days=look.rule.after)
    for last in look.session.scalars(touchable.last_visits(look.window(after))):
        work = last.data.get("work", "").split(";")[0]
        for_what = f" for the {work}" if work else ""
        if last.kind is RecordKind.SALE:
            reason = f"Bought the {look.car(last)} {look.ago(last.at)}; has not been to the shop with it."
        else:
            reason = f"Last here with the {look.car(last)} {look.ago(last.at)}{for_what}; nothing is booked."
        yield look.of_record(last, f"visit:{last.id}", reason, last.at + after)


def next_rung(look: Look) -> Iterator[Candidate]:
    after = timedelta(days=look.rule.after)
    for level in levels_of(look.store.touch_rules):
        kind = RecordKind.SALE if level.counts == "purchases" else RecordKind.REPAIR
        suffix = f":level:{level.name}"
        rows = touchable.visits_counted(look.window(after), kind, level.at - 1, suffix)
        for last in look.session.scalars(rows):
            done = f"{in_number(level.at - 1).capitalize()} {level.counts} with us"
            reason = f"{done}; one more, and it is “{level.name}”."
            made = look.of_record(last, f"customer:{last.customer_id}{suffix}", reason, last.at + after)
            yield replace(made, names=f"level:{level.name}")


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
