"""Moments and clocks in words, in the store's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.core.clock import BusinessHours, time_in_words
from assistant.core.waiting import AT_RISK
from assistant.records import Conversation

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """A moment as it is shown: short, in full on hover, and for machines."""

    text: str
    full: str
    iso: str


@dataclass(frozen=True)
class Clock:
    """How long a customer waits. The level is a shape and a word as well as a colour."""

    text: str
    level: str  # "ok", "risk", "late"
    by: str  # "answer by 9:27 am"
    since: Told
    risk_at: str
    late_at: str

    @property
    def spoken(self) -> str:
        return {"ok": "waiting", "risk": "soon late:", "late": "late:"}[self.level]


@dataclass(frozen=True)
class Telling:
    """Tells times to a person of one store; `now` may be in any zone."""

    hours: BusinessHours
    now: datetime

    def moment(self, at: datetime) -> Told:
        """ "9:12 am", "yesterday 4 pm", "Mon 4 pm", "May 12", "May 12, 2024"."""
        return Told(self._short(at), self._full(at), at.isoformat())

    def day(self, at: datetime) -> Told:
        """Only the day: "today", "May 12", "Mar 2024"."""
        local, today = self.hours.local(at), self.hours.local(self.now).date()
        away = (today - local.date()).days
        if away in (0, 1, -1):
            return Told({0: "today", 1: "yesterday", -1: "tomorrow"}[away], self._full(at), at.isoformat())
        same_year = local.year == today.year
        text = f"{local:%b} {local.day}" if same_year else f"{local:%b %Y}"
        return Told(text, self._full(at), at.isoformat())

    def due(self, at: datetime) -> Told:
        """When a promise is due: "by 3 pm", "by Thu 5 pm", and how late it is: "2 days late"."""
        if at < self.now:
            return Told(f"{span(self.now - at)} late", self._full(at), at.isoformat())
        return Told(f"by {self._short(at)}", self._full(at), at.isoformat())

    def due_level(self, at: datetime) -> str:
        if at < self.now:
            return "late"
        return "risk" if self.hours.between(self.now, at) <= timedelta(hours=1) else "ok"

    def clock(self, conversation: Conversation) -> Clock | None:
        """The clock of a waiting customer: it counts wall time, its level goes by the store's policy."""
        since = conversation.waiting_since
        if since is None:
            return None
        limit = timedelta(minutes=conversation.store.answer_minutes)  # until it is wound
        risk_at = conversation.risk_at or self.hours.after(since, limit * AT_RISK)
        late_at = conversation.answer_by or self.hours.after(since, limit)
        level = "late" if self.now >= late_at else "risk" if self.now >= risk_at else "ok"
        by = (
            f"answer was due {self._short(late_at)}"
            if level == "late"
            else f"answer by {self._short(late_at)}"
        )
        return Clock(
            text=span(self.now - since),
            level=level,
            by=by,
            since=self.moment(since),
            risk_at=risk_at.isoformat(),
            late_at=late_at.isoformat(),
        )

    def greeting(self) -> str:
        hour = self.hours.local(self.now).hour
        return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"

    def field(self, at: datetime) -> str:
        """For <input type="datetime-local">, in the store's zone."""
        return f"{self.hours.local(at):%Y-%m-%dT%H:%M}"

    def of_field(self, value: str) -> datetime | None:
        """What such a field gives back; None where it is no moment."""
        try:
            return datetime.fromisoformat(value).replace(tzinfo=self.hours.zone)
        except ValueError:
            return None

    def _short(self, at: datetime) -> str:
        local, today = self.hours.local(at), self.hours.local(self.now).date()
        away = (today - local.date()).days
        hour = time_in_words(local)
        if away == 0:
            return hour
        if away in (1, -1):
            return f"{'yesterday' if away == 1 else 'tomorrow'} {hour}"
        if abs(away) < 7:
            return f"{local:%a} {hour}"
        return f"{local:%b} {local.day}" + ("" if local.year == today.year else f", {local.year}")

    def _full(self, at: datetime) -> str:
        local = self.hours.local(at)
        return f"{local:%A, %B} {local.day}, {local.year} at {time_in_words(local)} {local:%Z}"


def span(passed: timedelta) -> str:
    """ "just now", "11 min", "3 h 5 min", "2 days"."""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    if passed < timedelta(hours=10) and minutes % 60:
        return f"{minutes // 60} h {minutes % 60} min"
    if passed < DAY * 2:
        return f"{minutes // 60} h"
    return f"{passed.days} days"


def age(at: datetime | None, now: datetime) -> str:
    """How old a fact is: "2 h old", "3 days old"; empty where nobody knows."""
    if at is None:
        return ""
    if now - at < timedelta(minutes=1):
        return "just now"
    return f"{span(now - at)} old"
