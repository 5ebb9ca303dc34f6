"""The clock in words and fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from assistant.core.inquiry import Kind
from assistant.core.message import Channel
from assistant.core.waiting import Limit, Measure, Policy, Rule, Step, Whom
from assistant.core.waits import Waits
from assistant.web.shown.times import span

CHANNELS = (
    (Channel.EMAIL, "e-mail"),
    (Channel.CHAT, "chat"),
    (Channel.FORM, "form"),
    (Channel.API, "lead by API"),
)
KINDS = (
    (Kind.LEAD, "lead"),
    (Kind.QUESTION, "question"),
    (Kind.COMPLAINT, "complaint"),
    (Kind.SERVICE, "service"),
    (Kind.STATUS, "status"),
    (Kind.FEEDBACK, "feedback"),
)
UNITS = ((1, "minutes"), (60, "hours"), (60 * 24, "days"))
MEASURES = ((Measure.BUSINESS, "of business time"), (Measure.WALL, "by the clock on the wall"))
PEOPLE = (
    (Whom.OWNER, "its owner"),
    (Whom.LEADS, "managers"),
    (Whom.EVERYBODY, "the whole department and managers"),
)
BUCKETS = {
    "<=5m": "within 5 minutes",
    "<=15m": "within 15 minutes",
    "<=30m": "within 30 minutes",
    "<=60m": "within an hour",
    "same-day": "the same day",
    "<=24h": "within 24 hours",
    "later": "later",
    "never": "not at all so far",
}
BLANK_RULES, BLANK_STEPS = 2, 1
ROWS_AT_MOST = 60


@dataclass(frozen=True)
class Bar:
    """One bucket; `percent` of the highest, for its length."""

    words: str
    number: int
    percent: int


@dataclass(frozen=True)
class Figures:
    number: int
    in_time: int
    rate: int | None
    times: tuple[tuple[str, str, str], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Row:
    """One limit as fields; `amount` is in units of `unit` minutes."""

    channel: str = ""
    kind: str = ""
    amount: str = ""
    unit: int = 1
    measure: str = Measure.BUSINESS.value


@dataclass(frozen=True)
class StepRow:
    amount: str = ""
    unit: int = 1
    whom: str = Whom.LEADS.value


@dataclass(frozen=True)
class Fields:
    base: Row
    rules: tuple[Row, ...]
    steps: tuple[StepRow, ...]
    channels: tuple[tuple[str, str], ...] = (
        ("", "any channel"),
        *((c.value, words) for c, words in CHANNELS),
    )
    kinds: tuple[tuple[str, str], ...] = (("", "anything"), *((k.value, words) for k, words in KINDS))
    units: tuple[tuple[int, str], ...] = UNITS
    measures: tuple[tuple[str, str], ...] = tuple((m.value, words) for m, words in MEASURES)
    people: tuple[tuple[str, str], ...] = tuple((w.value, words) for w, words in PEOPLE)


def figures(waits: Waits) -> Figures:
    most = max(waits.buckets.values(), default=0) or 1
    return Figures(
        number=waits.number,
        in_time=waits.in_time,
        rate=waits.rate,
        times=(
            ("Half of them within", _span(waits.business_median), _span(waits.wall_median)),
            ("Nine of ten within", _span(waits.business_90th), _span(waits.wall_90th)),
        ),
        bars=tuple(Bar(BUCKETS[name], n, round(100 * n / most)) for name, n in waits.buckets.items()),
    )


def fields(policy: Policy) -> Fields:
    rules = [
        _row(rule.limit, rule.channel.value if rule.channel else "", rule.kind.value if rule.kind else "")
        for rule in policy.rules
    ]
    steps = [StepRow(*_in_units(step.after), step.whom.value) for step in policy.steps]
    return Fields(
        _row(policy.base),
        (*rules, *[Row()] * BLANK_RULES),
        (*steps, *[StepRow()] * BLANK_STEPS),
    )


def as_typed(form: Mapping[str, str]) -> Fields:
    """The form as it was posted, whatever stands in it: nothing typed is lost to an error."""

    def row(n: str) -> Row:
        unit = form.get(f"unit{n}", "1")
        return Row(
            form.get(f"channel{n}", ""),
            form.get(f"kind{n}", ""),
            form.get(f"amount{n}", ""),
            int(unit) if unit.isdecimal() else 1,
            form.get(f"measure{n}", Measure.BUSINESS.value),
        )

    def step(n: int) -> StepRow:
        unit = form.get(f"step-unit-{n}", "1")
        whom = form.get(f"step-whom-{n}", Whom.LEADS.value)
        return StepRow(form.get(f"step-amount-{n}", ""), int(unit) if unit.isdecimal() else 1, whom)

    rules = tuple(row(f"-{n}") for n in range(ROWS_AT_MOST) if f"amount-{n}" in form)
    return Fields(row(""), rules, tuple(step(n) for n in range(ROWS_AT_MOST) if f"step-amount-{n}" in form))


def of_form(form: Mapping[str, str]) -> Policy:
    """What `fields` shows, as the form gives it back; ValueError for what is no number. Empty rows go."""
    rules = [
        Rule(
            Limit(minutes, Measure(form.get(f"measure-{n}", Measure.BUSINESS.value))),
            Channel(form[f"channel-{n}"]) if form.get(f"channel-{n}") else None,
            Kind(form[f"kind-{n}"]) if form.get(f"kind-{n}") else None,
        )
        for n in range(ROWS_AT_MOST)
        if (minutes := _minutes(form, f"-{n}"))
    ]
    steps = [
        Step(minutes, Whom(form.get(f"step-whom-{n}", Whom.LEADS.value)))
        for n in range(ROWS_AT_MOST)
        if (minutes := _minutes(form, f"-{n}", "step-"))
    ]
    base = Limit(_minutes(form, "") or 0, Measure(form.get("measure", Measure.BUSINESS.value)))
    return Policy(base, tuple(rules), tuple(steps))


def _row(limit: Limit, channel: str = "", kind: str = "") -> Row:
    return Row(channel, kind, *_in_units(limit.minutes), limit.measure.value)


def _in_units(minutes: int) -> tuple[str, int]:
    """In the largest unit that it fills: 240 minutes are 4 hours, and 90 stay 90."""
    unit = next(unit for unit, _ in reversed(UNITS) if minutes % unit == 0)
    return str(minutes // unit), unit


def _minutes(form: Mapping[str, str], ending: str, beginning: str = "") -> int:
    """0 for an empty field."""
    given = form.get(f"{beginning}amount{ending}", "").strip()
    unit = int(form.get(f"{beginning}unit{ending}", "1"))
    if given and (len(given) > len("99999") or unit not in dict(UNITS) or int(given) < 1):
        raise ValueError(given)
    return int(given) * unit if given else 0


def _span(time: timedelta | None) -> str:
    if time is None:
        return "–"
    return "a minute" if time < timedelta(minutes=1) else span(time)
