"""Of people: dates that they told us, thanks, a small gesture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from assistant.core.clock import day_in_words
from assistant.core.touches.dates import upcoming
from assistant.pipeline.reasons.look import Candidate, Look, options
from assistant.pipeline.reasons.wording import clipped, seller
from assistant.records import Message, Record, coming_up, touchable
from assistant.records.consenting import BOUGHT

GESTURE = "gesture"  # the topic of an option that may be given unasked


def date(look: Look) -> Iterator[Candidate]:
    reach = look.rule.after + look.ahead.days
    days = [look.today + timedelta(days=ahead) for ahead in range(reach + 1)]
    window = look.window(timedelta())
    for row in look.session.scalars(touchable.remembered(window, days)):
        day = upcoming(row.first, look.today, yearly=row.yearly)
        if day is None:
            continue
        noon = look.local.replace(hour=12, minute=0, second=0, microsecond=0)
        noon += timedelta(days=(day - look.today).days)
        when = day_in_words(day, look.today)
        reason = (
            f"{when[:1].upper()}{when[1:]}: “{row.what}”, as {row.teammate.first_name} noted for a letter."
        )
        begins = (
            min(look.now, noon) if day <= days[look.rule.after] else noon - timedelta(days=look.rule.after)
        )
        made = look.candidate(row.customer_id, f"date:{row.id}:{day.year}", reason, begins)
        ends = noon.replace(hour=23, minute=59)
        yield replace(made, best_before=ends, fact=f"remembered:{row.id}", teammate_id=row.teammate_id)


def thanks(look: Look) -> Iterator[Candidate]:
    after = timedelta(days=look.rule.after)
    for note in look.session.scalars(touchable.referrals(look.window(after))):
        reason = f"On record {look.ago(note.at)}: {clipped(note.text)}"
        yield look.of_record(note, f"note:{note.id}", reason, note.at + after)
    for message in look.session.scalars(coming_up.praised(look.window(after))):
        talk, words = message.conversation, clipped(message.words)
        marks = "Five stars" if message.rating else "Good words"
        reason = f"{marks} {look.ago(message.at)}{f': “{words}”' if words else ''}; nobody has answered."
        made = look.candidate(talk.customer_id, f"message:{message.id}:thanks", reason, message.at + after)
        yield replace(
            made,
            fact=f"message:{message.id}",
            conversation_id=talk.id,
            teammate_id=_who_did_it(look, message) or talk.owner_id,
        )


def _who_did_it(look: Look, message: Message) -> int | None:
    """Our person in what was last done for them before they wrote."""
    records = look.session.scalars(Record.of_customer(message.conversation.customer_id))
    last = next((one for one in records if one.kind in BOUGHT and one.at <= message.at), None)
    return seller(look.session, last) if last is not None else None


def gesture(look: Look) -> Iterator[Candidate]:
    gifts = options(look, GESTURE)
    if not gifts:
        return
    after = timedelta(days=look.rule.after)
    for promise in look.session.scalars(touchable.made_up_for(look.window(after))):
        if promise.ended_at is None:
            continue
        how = "was not kept" if promise.state.value == "broken" else "was kept late"
        reason = (
            f"What {promise.who.first_name} promised ({promise.what}) {how} {look.ago(promise.ended_at)}."
        )
        matter = f"promise:{promise.id}:gesture"
        made = look.candidate(promise.customer_id, matter, reason, promise.ended_at + after)
        yield replace(made, fact=f"promise:{promise.id}", names=gifts[0], teammate_id=promise.who_id)
