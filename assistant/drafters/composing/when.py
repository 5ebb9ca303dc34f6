"""Days and times in words, and when a promise falls due: inside opening hours, on a round time."""

from datetime import datetime, time, timedelta

from assistant.core.clock import BusinessHours, day_in_words, time_in_words
from assistant.core.inquiry import Pressure

ANSWER_WITHIN = {  # business time, rounded up to the step
    Pressure.NONE: (timedelta(hours=2), 30),
    Pressure.SOON: (timedelta(hours=1), 10),
    Pressure.NOW: (timedelta(minutes=20), 10),
}
CHAT_WITHIN = (timedelta(minutes=30), 10)  # somebody sits there and waits
FIGURE_WITHIN = timedelta(hours=11)  # business time for what needs an appraiser or a manager


def answer_due(hours: BusinessHours, now: datetime, pressure: Pressure, *, chat: bool = False) -> datetime:
    span, step = min(ANSWER_WITHIN[pressure], CHAT_WITHIN) if chat else ANSWER_WITHIN[pressure]
    return at_once(now) if pressure is Pressure.NOW else inside(hours, now, span, step)


def figure_due(hours: BusinessHours, now: datetime, pressure: Pressure) -> datetime:
    """For a number that somebody must work out: the next business day, sooner under pressure."""
    if pressure is Pressure.NONE:
        return inside(hours, now, FIGURE_WITHIN, 30)
    return answer_due(hours, now, pressure)


def at_once(now: datetime) -> datetime:
    """For somebody who is stuck now: whoever approves this is there, whatever the opening hours say."""
    return rounded(now + ANSWER_WITHIN[Pressure.NOW][0], ANSWER_WITHIN[Pressure.NOW][1])


def inside(hours: BusinessHours, now: datetime, span: timedelta, step: int) -> datetime:
    """`span` of business time after `now`, rounded up to `step` minutes, before closing time."""
    due = rounded(hours.after(now, span), step)
    if hours.is_open(due) or not hours.week:
        return due
    earlier = due - timedelta(minutes=step)
    if hours.is_open(earlier) and earlier - now >= span / 2:
        return earlier
    return rounded(hours.next_open(due) + min(span, timedelta(hours=1)), step)


def rounded(moment: datetime, step: int) -> datetime:
    """Up to the next multiple of `step` minutes."""
    bare = moment.replace(second=0, microsecond=0)
    over = (bare.minute + (1 if bare < moment else 0)) % step
    bare += timedelta(minutes=1) if bare < moment else timedelta()
    return bare + timedelta(minutes=(step - over) % step)


def by(due: datetime, now: datetime) -> str:
    """ "11:30 am today", "11 am tomorrow", "Thursday at 11 am", to follow "by"."""
    local = due.astimezone(now.tzinfo)
    day = day_in_words(local.date(), now.date())
    if day in ("today", "tomorrow"):
        return f"{time_in_words(local)} {day}"
    return f"{day} at {time_in_words(local)}"


def at(moment: datetime, now: datetime) -> str:
    """ "Thursday at 4:15 pm"; what is over reads "yesterday", "November 13" or "in May 2024"."""
    local = moment.astimezone(now.tzinfo)
    behind = (now.date() - local.date()).days
    clock = f" at {time_in_words(local)}" if timed(moment, now) else ""
    if behind <= 0:
        return f"{day_in_words(local.date(), now.date())}{clock}"
    return f"yesterday{clock}" if behind == 1 else past(moment, now)


def on(moment: datetime, now: datetime) -> str:
    """Like `at`, with "on" before a day that has a name: "on Friday", "yesterday"."""
    said = at(moment, now)
    return f"on {said}" if said[:1].isupper() else said


def timed(moment: datetime, now: datetime) -> bool:
    """Whether it names a time; midnight is how records write a day without one."""
    return moment.astimezone(now.tzinfo).time() != time.min


def past(moment: datetime, now: datetime) -> str:
    """The day of something that is over."""
    local = moment.astimezone(now.tzinfo)
    behind = (now.date() - local.date()).days
    if behind == 0:
        return "today"
    if behind == 1:
        return "yesterday"
    if behind < 7:
        return f"last {local:%A}"
    year = "" if local.year == now.year else f", {local.year}"
    return f"{local:%B} {local.day}{year}"


def read(text: str) -> datetime | None:
    """An aware moment of a fact's data; None where there is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
