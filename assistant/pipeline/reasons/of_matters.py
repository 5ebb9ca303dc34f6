"""While something is open: no news, a delay, a quote or a question that fell silent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.core.touches.dates import business_days_back, in_number
from assistant.pipeline.reasons.look import Candidate, Look
from assistant.pipeline.reasons.wording import clipped
from assistant.records import Record, RecordKind, coming_up, touchable
from assistant.records.touchable import Window

SHOP = timedelta(days=60)  # a car is in the shop for no longer than this
ON_ORDER = (RecordKind.NOTE, RecordKind.QUOTE)  # a car or a part that is to come
SOON = timedelta(days=1)  # a promise that is due sooner is told of by its own news


def no_news(look: Look) -> Iterator[Candidate]:
    """Silent for so many business days, while something is open."""
    week = {int(day) for day in look.store.week}
    cut = business_days_back(look.local, look.rule.after, week)
    window = Window(look.store.id, look.rule.kind, look.now - SHOP, cut + look.ahead, look.now, look.at_most)
    days = f"{in_number(look.rule.after)} business days"
    for promise in look.session.scalars(touchable.promises_in_silence(window, look.now + SOON)):
        reason = f"Waits for what {promise.who.first_name} promised ({promise.what}); no word for {days}."
        made = look.candidate(promise.customer_id, f"promise:{promise.id}:{look.today}", reason, look.now)
        yield replace(
            made,
            fact=f"promise:{promise.id}",
            conversation_id=promise.conversation_id,
            teammate_id=promise.who_id,
        )
    for order in look.session.scalars(touchable.repairs_in_silence(window)):
        where = "waits for parts" if order.data.get("status") != "open" else "is in the shop"
        reason = f"The {look.car(order)} {where} since {look.day(order.at)}; no word for {days}."
        yield look.of_record(order, f"repair:{order.id}:{look.today}", reason, look.now)


def delay(look: Look) -> Iterator[Candidate]:
    window = replace(look.window(timedelta(), SHOP), until=look.now + SHOP)
    for order in look.session.scalars(touchable.moved(window)):
        then = order.data.get("arrives") or order.data.get("ready_at") or order.data.get("at", "")
        new, was = datetime.fromisoformat(then), datetime.fromisoformat(order.data["was"])
        if new <= look.now:
            continue
        thing = _planned(order)
        reason = (
            f"{thing[:1].upper()}{thing[1:]} was planned for {look.day(was)}, and is now for {look.day(new)}."
        )
        yield look.of_record(order, f"{order.kind.value}:{order.id}:{then}", reason, look.now)


def _planned(order: Record) -> str:
    if order.kind in ON_ORDER:
        return f"“{clipped(order.text)}”"
    return order.data.get("work", "").split(";")[0] or "The appointment"


def open_gap(look: Look) -> Iterator[Candidate]:
    after = timedelta(days=look.rule.after)
    for quote in look.session.scalars(touchable.quotes(look.window(after))):
        reason = f"Was quoted {look.ago(quote.at)} and not written to since: {clipped(quote.text)}"
        yield look.of_record(quote, f"quote:{quote.id}", reason, quote.at + after)
    for talk in look.session.scalars(touchable.leads(look.window(after))):
        about = talk.subject.removeprefix("Re: ") or "a car"
        reason = f"Asked about “{clipped(about)}”; no word either way for {look.rule.after} days."
        made = look.candidate(talk.customer_id, f"conversation:{talk.id}:gap", reason, talk.newest_at + after)
        yield replace(made, names=clipped(about), conversation_id=talk.id, teammate_id=talk.owner_id)
    for promise in look.session.scalars(coming_up.owed_in_silence(look.window(after))):
        owed = clipped(promise.what)
        reason = f"{promise.who.first_name} promised {owed} {look.ago(promise.made_at)}; "
        reason += f"it is open, and there was no word for {look.rule.after} days."
        made = look.candidate(promise.customer_id, f"promise:{promise.id}:gap", reason, look.now)
        yield replace(
            made,
            fact=f"promise:{promise.id}",
            names=owed,
            conversation_id=promise.conversation_id,
            teammate_id=promise.who_id,
        )
