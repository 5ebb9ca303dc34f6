"""The policy of the clock, against a minute counter that knows nothing of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.clock import BusinessHours
from assistant.core.inquiry import Kind
from assistant.core.message import Channel
from assistant.core.waiting import (
    RULES,
    STEPS,
    Level,
    Limit,
    Measure,
    Policy,
    Rule,
    Step,
    Unanswered,
    Whom,
    as_data,
    policy_of,
    wrong,
)

HOURS = BusinessHours(
    ZoneInfo("America/New_York"),
    {day: (time(9), time(18)) for day in range(6)},
    {date(2026, 11, 26): "Thanksgiving"},
)
SHIPPED = policy_of({}, 15)
MOMENTS = st.datetimes(datetime(2026, 10, 20), datetime(2026, 12, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
KINDS = st.sampled_from([None, *Kind])


def counted(since, minutes, measure):
    """The moment after so many minutes, one by one."""
    at = since
    while minutes:
        if measure is Measure.WALL or HOURS.is_open(at):
            minutes -= 1
        at += timedelta(minutes=1)
    return at


@given(
    since=MOMENTS,
    minutes=st.integers(1, 1500),
    measure=st.sampled_from(Measure),
    steps=st.lists(st.integers(1, 400), max_size=3, unique=True),
)
def test_every_moment_of_a_wait_is_where_the_minute_counter_has_it(since, minutes, measure, steps):
    rising = tuple(Step(after, Whom.LEADS) for after in sorted(steps))
    policy = Policy(Limit(minutes, measure), (), rising)
    due = policy.due([Unanswered(since, None)], Channel.EMAIL, HOURS)
    assert due.answer_by == counted(since, minutes, measure)
    assert [at for at, _ in due.steps[2:]] == [counted(since, minutes + one.after, measure) for one in rising]
    assert due.risk_at <= due.answer_by
    assert due.level(due.risk_at - timedelta(minutes=1)) is Level.WAITING
    assert due.level(due.answer_by) is not Level.WAITING


@given(
    waits=st.lists(st.builds(Unanswered, MOMENTS, KINDS), min_size=1, max_size=4),
    channel=st.sampled_from(Channel),
)
def test_what_is_late_first_rules_and_nothing_that_came_later_moves_it(waits, channel):
    due = SHIPPED.due(waits, channel, HOURS)
    each = [SHIPPED.due([one], channel, HOURS).answer_by for one in waits]
    assert due.answer_by == min(each)
    later = [*waits, Unanswered(max(w.at for w in waits) + timedelta(days=30), Kind.LEAD)]
    assert SHIPPED.due(later, channel, HOURS) == due


@pytest.mark.parametrize(
    ("channel", "kind", "minutes"),
    [
        (Channel.EMAIL, Kind.LEAD, 15),
        (Channel.CHAT, Kind.QUESTION, 2),
        (Channel.CHAT, Kind.COMPLAINT, 2),
        (Channel.EMAIL, Kind.COMPLAINT, 30),
        (Channel.FORM, Kind.FEEDBACK, 240),
        (Channel.EMAIL, None, 45),
    ],
)
def test_the_limits_as_shipped(channel, kind, minutes):
    assert policy_of({}, 45).limit(channel, kind) == Limit(minutes)


def test_one_for_a_channel_and_a_kind_together_counts_alone():
    pair = Rule(Limit(600, Measure.WALL), Channel.CHAT, Kind.FEEDBACK)
    policy = Policy(Limit(15), (*RULES, pair), STEPS)
    assert policy.limit(Channel.CHAT, Kind.FEEDBACK) == pair.limit
    assert policy.limit(Channel.CHAT, Kind.LEAD) == Limit(2)


def test_a_night_before_a_holiday_costs_no_business_time_but_wall_time():
    evening = datetime(2026, 11, 25, 22, 50, tzinfo=UTC)  # 17:50 in New York, open until 18:00
    waits = [Unanswered(evening, Kind.COMPLAINT)]
    friday = datetime(2026, 11, 27, 9, 20, tzinfo=HOURS.zone)
    assert SHIPPED.due(waits, Channel.EMAIL, HOURS).answer_by == friday
    wall = Policy(Limit(30, Measure.WALL), (), ())
    assert wall.due(waits, Channel.EMAIL, HOURS).answer_by == evening + timedelta(minutes=30)


def test_nothing_is_due_where_nobody_waits():
    assert SHIPPED.due([], Channel.EMAIL, HOURS) is None


LIMITS = st.builds(Limit, st.integers(1, 4000), st.sampled_from(Measure))
PAIRS = st.tuples(st.sampled_from([None, *Channel]), KINDS).filter(any)


@given(
    base=LIMITS,
    rules=st.dictionaries(PAIRS, LIMITS, max_size=5),
    after=st.sets(st.integers(1, 500), max_size=3),
)
def test_a_policy_is_kept_as_data_without_loss(base, rules, after):
    policy = Policy(
        base,
        tuple(Rule(limit, *pair) for pair, limit in rules.items()),
        tuple(Step(one, Whom.EVERYBODY) for one in sorted(after)),
    )
    assert wrong(policy) == ""
    assert policy_of(as_data(policy), base.minutes) == policy


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        (Policy(Limit(0), (), ()), "between 1 minute"),
        (Policy(Limit(15), (Rule(Limit(5)),), ()), "needs a channel or a kind"),
        (Policy(Limit(15), (Rule(Limit(5), Channel.CHAT), Rule(Limit(6), Channel.CHAT)), ()), "Two limits"),
        (Policy(Limit(15), (), (Step(60, Whom.LEADS), Step(15, Whom.LEADS))), "comes later"),
        (Policy(Limit(15), (), (Step(0, Whom.LEADS),)), "comes later"),
    ],
)
def test_a_policy_that_cannot_be_says_why(policy, why):
    assert why in wrong(policy)
