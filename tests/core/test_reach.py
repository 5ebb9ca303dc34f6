"""When a teammate is mailed what waits unseen: a table of wishes, and what a mail holds in the quiet."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.core.address import Mailbox
from assistant.core.clock import BusinessHours
from assistant.core.digest import DigestMail, Matter
from assistant.core.notice import Why
from assistant.core.quiet import Own, Quiet
from assistant.core.reach import Before, Unseen, Way, Wish, mailed_now

ZONE = ZoneInfo("America/New_York")
QUIET = Quiet(BusinessHours(ZONE, {day: (time(9), time(18)) for day in range(6)}))


def at(hour, minute=0, day=23):
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def holds(*since, now, wish=None, before=None, why=Why.PROMISE_SOON, quiet=QUIET):
    unseen = tuple(Unseen(why, one) for one in since)
    return mailed_now(unseen, wish or Wish(), quiet, before=before, now=now)


def wish(way, every=15, breaks=False):
    return Wish(way, timedelta(minutes=every), breaks)


@pytest.mark.parametrize(
    ("way", "since", "now", "due"),
    [
        (Way.NEW, at(10), at(10, 14), False),
        (Way.NEW, at(10), at(10, 15), True),
        (Way.NEW, at(18, 50), at(19, 5), False),  # quiet from 7 pm
        (Way.NEW, at(18, 50), at(7, 59, day=24), False),
        (Way.NEW, at(18, 50), at(8, 0, day=24), True),
        (Way.NEW, at(3), at(8), True),  # at the end of the quiet, not a quarter of an hour later
        (Way.TWICE, at(10), at(13, 59), False),
        (Way.TWICE, at(10), at(14), True),
        (Way.TWICE, at(15), at(7, 59, day=24), False),
        (Way.TWICE, at(15), at(8, 0, day=24), True),
        (Way.OFF, at(10), at(17), False),
    ],
)
def test_a_mail_is_due(way, since, now, due):
    assert bool(holds(since, now=now, wish=wish(way))) == due


def test_one_mail_holds_all_that_is_unseen_by_then():
    assert len(holds(at(10), at(10, 10), at(10, 14), now=at(10, 15))) == 3


def test_mails_come_no_closer_than_they_want():
    before = Before(at(10))
    assert not holds(at(10, 1), now=at(10, 59), wish=wish(Way.NEW, 60), before=before)
    assert holds(at(10, 1), now=at(11, 1), wish=wish(Way.NEW, 60), before=before)


def test_an_address_that_refused_is_left_alone_for_a_day():
    assert not holds(at(10), now=at(17), before=Before(at(9), failed=True))
    assert holds(at(10), now=at(10, 0, day=24), before=Before(at(9), failed=True))


@pytest.mark.parametrize(
    ("why", "breaks", "due"),
    [(Why.ESCALATED, True, True), (Why.ESCALATED, False, False), (Why.PROMISE_LATE, True, False)],
)
def test_only_an_escalation_breaks_the_quiet_and_only_where_they_switched_that_on(why, breaks, due):
    assert bool(holds(at(22), now=at(22, 5), wish=wish(Way.NEW, breaks=breaks), why=why)) == due


def test_what_breaks_the_quiet_leaves_the_rest_for_the_morning():
    unseen = (Unseen(Why.ESCALATED, at(22)), Unseen(Why.PROMISE_LATE, at(21)))
    held = mailed_now(unseen, wish(Way.NEW, breaks=True), QUIET, before=None, now=at(22, 30))
    assert [one.why for one in held] == [Why.ESCALATED]


def test_their_own_quiet_counts():
    own = Quiet(QUIET.hours, Own(time(12), time(13)))
    assert not holds(at(11, 50), now=at(12, 30), quiet=own)
    assert holds(at(11, 50), now=at(13), quiet=own)
    assert holds(at(22), now=at(22, 15), quiet=own)


def mail(*customers):
    matters = tuple(
        Matter(one, ("A promise of yours is due soon.",), "https://x.example/1") for one in customers
    )
    return DigestMail(
        Mailbox("Sam", "sam@x.example"), "Sam", "Northgate Motors", matters, "https://x.example"
    )


def test_the_subject_is_a_count_and_names_no_customer():
    assert mail("Dana Ruiz").subject == "1 matter waits for you at Northgate Motors"
    assert mail("Dana Ruiz", "Bo").subject == "2 matters wait for you at Northgate Motors"


def test_a_name_that_holds_a_link_or_lines_is_squeezed_to_a_name():
    text = mail("Win!\nhttps://evil.example/a <b>now</b>", "\N{PILE OF POO}").text
    assert "://evil" not in text and "<b>" not in text
    assert "- A customer\n" in text


def test_a_long_list_says_how_many_more():
    text = mail(*("Bo" for _ in range(25))).text
    assert text.count("- Bo") == 20 and "And 5 more." in text
