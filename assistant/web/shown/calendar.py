"""A month of promises: weeks of days, each with what is due on it. Days are those on the store's wall."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.core.clock import BusinessHours, time_in_words
from assistant.core.states import PromiseState
from assistant.records import Promise
from assistant.web.shown.times import Telling

DAY = timedelta(days=1)
AT_ONCE = 3  # promises of a day that stand in its field; the others a press away
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Entry:
    id: int
    customer: str
    what: str
    who: str
    mine: bool
    at: str
    state: str  # "open", "late", "kept", "broken"
    path: str


@dataclass(frozen=True)
class Day:
    """`closed` is why the store is, empty where it is open; `inside` whether it is of this month."""

    iso: str
    number: int
    name: str
    inside: bool
    today: bool
    closed: str
    entries: tuple[Entry, ...]

    @property
    def first(self) -> tuple[Entry, ...]:
        return self.entries[:AT_ONCE]

    @property
    def more(self) -> tuple[Entry, ...]:
        return self.entries[AT_ONCE:]


@dataclass(frozen=True)
class Month:
    title: str
    key: str
    before: str
    after: str
    days: tuple[Day, ...]
    many: int


def month_of(typed: str, today: date) -> date:
    """The first day of "2026-11"; of today's month where that is none."""
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else today.replace(day=1)


def span(first: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first day of the field to the end of its last: whole weeks, Monday first."""
    since, until = _field(first)
    return datetime.combine(since, time(0), zone), datetime.combine(until, time(0), zone)


def month(
    first: date, promises: Iterable[Promise], tells: Mapping[int, Telling], home: Telling, *, me_id: int
) -> Month:
    of_day: dict[date, list[Entry]] = defaultdict(list)
    for promise in promises:
        tell = tells[promise.store_id]
        of_day[tell.hours.local(promise.due).date()].append(_entry(promise, tell, me_id))
    since, until = _field(first)
    today = home.hours.local(home.now).date()
    days = [since + DAY * n for n in range((until - since).days)]
    shown = tuple(_day(day, first, today, home.hours, of_day[day]) for day in days)
    return Month(
        title=f"{first:%B %Y}",
        key=_key(first),
        before=_key(first - DAY),
        after=_key(_next(first)),
        days=shown,
        many=sum(len(day.entries) for day in shown if day.inside),
    )


def _field(first: date) -> tuple[date, date]:
    after = _next(first)
    return first - DAY * first.weekday(), after + DAY * (-after.weekday() % 7)


def _next(first: date) -> date:
    return (first + DAY * 31).replace(day=1)


def _key(day: date) -> str:
    return f"{day:%Y-%m}"


def _day(day: date, first: date, today: date, hours: BusinessHours, entries: list[Entry]) -> Day:
    return Day(
        iso=day.isoformat(),
        number=day.day,
        name=f"{day:%A, %B} {day.day}",
        inside=day.month == first.month,
        today=day == today,
        closed=_closed(day, hours),
        entries=tuple(entries),
    )


def _closed(day: date, hours: BusinessHours) -> str:
    if not hours.week or hours.on(day) is not None:
        return ""
    return hours.closed.get(day, "") or "Closed"


def _entry(promise: Promise, tell: Telling, me_id: int) -> Entry:
    state = "late" if promise.late(tell.now) else promise.state.value
    if promise.conversation_id:
        path = f"/conversations/{promise.conversation_id}"
    else:
        path = f"/customers/{promise.customer_id}"
    return Entry(
        id=promise.id,
        customer=promise.customer.called,
        what=promise.what,
        who=promise.who.first_name,
        mine=promise.who_id == me_id,
        at=time_in_words(tell.hours.local(promise.due)),
        state=state if promise.state is PromiseState.OPEN else promise.state.value,
        path=path,
    )
