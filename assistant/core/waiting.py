"""The policy of the clock: until when a waiting customer has an answer, and who hears of it when not.

`product.md`: only a person's personal answer stops the clock. A store sets a limit by channel and kind, in
business time (opening hours, holidays, right across daylight saving changes) or in wall time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from assistant.core.clock import BusinessHours
from assistant.core.inquiry import Kind
from assistant.core.message import Channel

AT_RISK = 0.6  # of the limit
LONGEST = 60 * 24 * 30  # minutes; a limit beyond a month is none


class Measure(StrEnum):
    BUSINESS = "business"
    WALL = "wall"


class Whom(StrEnum):
    """Who is told at a step."""

    OWNER = "owner"
    LEADS = "leads"  # managers and admins of the store
    EVERYBODY = "everybody"  # of the department, and who leads


class Level(StrEnum):
    WAITING = "ok"
    AT_RISK = "risk"
    LATE = "late"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class Limit:
    """`minutes` of this measure; over 0."""

    minutes: int
    measure: Measure = Measure.BUSINESS

    def after(self, since: datetime, hours: BusinessHours, minutes: float) -> datetime:
        passed = timedelta(minutes=minutes)
        if self.measure is Measure.BUSINESS and hours.week:
            return hours.after(since, passed)
        return since.astimezone(UTC) + passed


@dataclass(frozen=True)
class Rule:
    """A limit for a channel, a kind, or a pair of them; None fits any."""

    limit: Limit
    channel: Channel | None = None
    kind: Kind | None = None

    def fits(self, channel: Channel, kind: Kind | None) -> bool:
        return self.channel in (None, channel) and self.kind in (None, kind)

    @property
    def exact(self) -> bool:
        return self.channel is not None and self.kind is not None


@dataclass(frozen=True)
class Step:
    """`after` minutes past the limit, in its measure, these are told."""

    after: int
    whom: Whom


@dataclass(frozen=True)
class Unanswered:
    """One message of a customer that nobody answered yet; `kind` is None until it is understood."""

    at: datetime
    kind: Kind | None


@dataclass(frozen=True)
class Due:
    """When a wait is at risk, late, and brought up; `steps`: who is told at which moment, in order."""

    risk_at: datetime
    answer_by: datetime
    steps: tuple[tuple[datetime, Whom], ...]

    def level(self, now: datetime) -> Level:
        if now < self.risk_at:
            return Level.WAITING
        if now < self.answer_by:
            return Level.AT_RISK
        up = [at for at, whom in self.steps if whom is not Whom.OWNER]
        return Level.ESCALATED if up and now >= up[0] else Level.LATE


@dataclass(frozen=True)
class Policy:
    """What one store says: `base` where no rule fits."""

    base: Limit
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]

    def limit(self, channel: Channel, kind: Kind | None) -> Limit:
        """That of the pair, where there is one; else the shortest of those that fit."""
        fitting = [rule for rule in self.rules if rule.fits(channel, kind)]
        exact = [rule for rule in fitting if rule.exact]
        return min((rule.limit for rule in exact or fitting), key=lambda one: one.minutes, default=self.base)

    def due(self, waits: Iterable[Unanswered], channel: Channel, hours: BusinessHours) -> Due | None:
        """Of all that waits what is late first: an older question keeps its time. None for nothing."""
        found = [self._due(one, self.limit(channel, one.kind), hours) for one in waits]
        return min(found, key=lambda due: due.answer_by, default=None)

    def _due(self, wait: Unanswered, limit: Limit, hours: BusinessHours) -> Due:
        answer_by = limit.after(wait.at, hours, limit.minutes)
        risk_at = limit.after(wait.at, hours, limit.minutes * AT_RISK)
        told = [(risk_at, Whom.OWNER), (answer_by, Whom.OWNER)]
        told += [(limit.after(wait.at, hours, limit.minutes + step.after), step.whom) for step in self.steps]
        return Due(risk_at, answer_by, tuple(told))


RULES = (
    Rule(Limit(15), kind=Kind.LEAD),
    Rule(Limit(2), channel=Channel.CHAT),
    Rule(Limit(30), kind=Kind.COMPLAINT),
    Rule(Limit(240), kind=Kind.FEEDBACK),
)
STEPS = (Step(15, Whom.LEADS), Step(60, Whom.EVERYBODY))


def policy_of(data: Mapping[str, Any], base_minutes: int) -> Policy:
    """A store's policy from its data; what it does not say is as shipped."""
    rules, steps = data.get("rules"), data.get("steps")
    return Policy(
        base=Limit(base_minutes, Measure(data.get("measure", Measure.BUSINESS))),
        rules=RULES if rules is None else tuple(_rule(one) for one in rules),
        steps=STEPS if steps is None else tuple(Step(int(s["after"]), Whom(s["whom"])) for s in steps),
    )


def as_data(policy: Policy) -> dict[str, Any]:
    """What `policy_of` reads back."""
    return {
        "measure": policy.base.measure.value,
        "rules": [
            {
                "channel": rule.channel.value if rule.channel else "",
                "kind": rule.kind.value if rule.kind else "",
                "minutes": rule.limit.minutes,
                "measure": rule.limit.measure.value,
            }
            for rule in policy.rules
        ],
        "steps": [{"after": step.after, "whom": step.whom.value} for step in policy.steps],
    }


def wrong(policy: Policy) -> str:
    """Why a store cannot have this policy, in a sentence; empty where it can."""
    limits = [policy.base, *(rule.limit for rule in policy.rules)]
    if any(not 1 <= limit.minutes <= LONGEST for limit in limits):
        return f"A limit is between 1 minute and {LONGEST // 60 // 24} days."
    pairs = [(rule.channel, rule.kind) for rule in policy.rules]
    if (None, None) in pairs:
        return "A limit of its own needs a channel or a kind; for all the others there is the general one."
    if len(set(pairs)) < len(pairs):
        return "Two limits speak of the same channel and kind."
    return "" if _rising(policy.steps) else "Each step comes later than the one before it."


def _rising(steps: Sequence[Step]) -> bool:
    after = [0, *(step.after for step in steps)]
    return all(earlier < later for earlier, later in pairwise(after))


def _rule(data: Mapping[str, Any]) -> Rule:
    channel, kind = data.get("channel") or None, data.get("kind") or None
    return Rule(
        Limit(int(data["minutes"]), Measure(data.get("measure", Measure.BUSINESS))),
        Channel(channel) if channel else None,
        Kind(kind) if kind else None,
    )
