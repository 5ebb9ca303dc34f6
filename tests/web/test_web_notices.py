"""Notices in the browser: a number that asks for something, a page without a script, mails chosen."""

import re

import pytest
from tests_web import post, signed_in

from assistant.core.notice import Why
from assistant.core.reach import Way
from assistant.core.waking import Until, Woke
from assistant.pipeline.notifying import notify
from assistant.pipeline.sweep import sweep
from assistant.records import Ask, Conversation, Notice, Promise, Reach


@pytest.fixture
def tell(parts, world, clock):
    def make(why=Why.PROMISE_SOON, who=None, matter="promise:1"):
        with parts.services.sessions.begin() as session:
            conversation = session.get_one(Conversation, world.conversation)
            notify(
                parts.services, session, conversation, teammate_id=who or world.dana, why=why, matter=matter,
                now=clock(),
            )  # fmt: skip

    return make


def number(client, place="Notices"):
    """What stands beside a place of the navigation."""
    text = client.get("/customers").text
    found = re.search(rf'data-count="{place}" aria-label="(\d+) open"( hidden)?', text)
    return int(found[1]), bool(found[2])


def rows(parts, kind):
    with parts.services.sessions() as session:
        return session.query(kind).order_by(kind.id).all()


def test_the_number_is_that_of_matters_and_hidden_where_nothing_asks(dana, tell):
    assert number(dana) == (0, True)
    tell()
    tell(Why.ASK_ANSWERED, matter="ask:1")
    assert number(dana) == (1, False)
    assert dana.get("/notices/bell").json["Notices"] == 1


def test_the_page_says_what_of_whom_and_where_and_no_word_of_theirs(dana, tell, world):
    tell()
    tell(Why.ASK_ANSWERED, matter="ask:1")
    text = dana.get("/notices").text
    assert text.count('id="notice-') == 1
    assert "Tom Becker" in text and f'href="/conversations/{world.conversation}"' in text
    assert "A promise of yours is due soon." in text and "A colleague has answered you." in text
    assert "Outback Touring" not in text


def test_opening_its_page_is_seeing_it(dana, tell, world):
    tell()
    dana.get(f"/conversations/{world.conversation}")
    assert number(dana) == (0, True)
    assert "Seen in the last two weeks" in dana.get("/notices").text


def test_a_colleague_who_opens_it_sees_it_for_themselves_alone(dana, robin, tell, world):
    tell()
    robin.get(f"/conversations/{world.conversation}")
    assert number(dana) == (1, False)


def test_a_page_that_refreshes_itself_behind_others_has_seen_nothing(dana, tell, world):
    tell()
    dana.get(f"/conversations/{world.conversation}/latest")
    assert number(dana) == (1, False)
    dana.get(f"/conversations/{world.conversation}/latest?looking=yes")
    assert number(dana) == (0, True)


def test_a_press_is_seeing_it_without_opening(dana, tell, parts):
    tell()
    tell(Why.ASK_ANSWERED, matter="ask:1")
    post(dana, f"/notices/{rows(parts, Notice)[1].id}/seen")
    assert number(dana) == (0, True)


def test_all_seen_passes_nothing_over_that_came_after_the_page(dana, tell, parts):
    tell()
    shown = rows(parts, Notice)[0].id
    tell(Why.ASK_ANSWERED, matter="ask:1")
    post(dana, "/notices/seen", up_to=shown)
    assert [bool(one.seen_at) for one in rows(parts, Notice)] == [True, False]


def test_what_is_said_of_a_customer_alone_is_seen_on_their_page(dana, parts, world, clock):
    with parts.services.sessions.begin() as session:
        session.get_one(Promise, world.promise).conversation_id = None
    clock.forward(hours=1)
    sweep(parts.services, clock())
    assert f'href="/customers/{world.tom}"' in dana.get("/notices").text
    dana.get(f"/customers/{world.tom}")
    assert number(dana) == (0, True)


def test_in_quiet_hours_it_is_listed_and_no_open_page_is_told(dana, tell, parts, world, clock):
    mine, live = f"teammate:{world.dana}", parts.services.live
    with live.listen([mine, "today:0"]) as here:
        tell()
        assert here.next(20) == (mine, "change")
        clock.forward(hours=12)
        tell(Why.PROMISE_LATE, matter="promise:2")
        live.tell("today:0", "change")
        assert here.next(20) == ("today:0", "change")
    assert len(rows(parts, Notice)) == 2


CHOSEN = {
    "way": "twice a day", "every": "30", "quiet": "own", "quiet_from": "18:30", "quiet_until": "07:15",
    "quiet_day": ["6"], "breaks": "yes",
}  # fmt: skip


def test_what_was_chosen_stands_there_again(robin, parts):
    answer = post(robin, "/account/telling", **CHOSEN)
    assert answer.location.endswith("/account#told")
    (row,) = rows(parts, Reach)
    assert (row.way, row.every_minutes, row.quiet_from, row.quiet_days) == (Way.TWICE, 30, "18:30", [6])
    text = robin.get("/account").text
    assert 'value="twice a day" checked' in text and 'value="07:15"' in text
    assert 'name="quiet_day" value="6" checked' in text and 'name="breaks" value="yes" checked' in text


def test_a_member_is_not_offered_what_leads_are_and_cannot_take_it(dana, parts):
    assert 'name="breaks"' not in dana.get("/account").text
    post(dana, "/account/telling", **CHOSEN)
    assert rows(parts, Reach)[0].breaks is False


def test_what_cannot_be_chosen_changes_nothing(dana, parts):
    post(dana, "/account/telling", **{**CHOSEN, "every": "1"})
    assert rows(parts, Reach) == []
    assert "Nothing was changed." in dana.get("/account").text


# snoozed until something happens


def snoozes(client, world, **fields):
    return post(client, f"/conversations/{world.conversation}/snooze", **fields)


def page(client, world):
    return client.get(f"/conversations/{world.conversation}").text


def test_only_what_can_happen_is_offered(dana, world, parts, clock):
    text = page(dana, world)
    assert f'name="for" value="{Until.PROMISE.value}"' in text and f'value="{Until.ASK.value}"' not in text
    with parts.services.sessions.begin() as session:
        session.add(
            Ask(
                store_id=world.store, conversation_id=world.conversation, question="Does it fit?",
                asker_id=world.dana, of_id=world.luis, asked_at=clock(), due=clock(),
            )
        )  # fmt: skip
    assert f'name="for" value="{Until.ASK.value}"' in page(dana, world)


def test_it_says_until_when_it_sleeps_and_why_it_came_back(dana, world, parts, clock):
    offered = re.search(r'name="latest" value="([^"]+)"', page(dana, world))[1]
    assert offered == "2026-11-25T09:00", "the second next opening"
    snoozes(dana, world, **{"for": Until.PROMISE.value, "latest": offered, "until": ""})
    assert "or an hour before a promise here is due" in page(dana, world)
    clock.forward(hours=1)
    sweep(parts.services, clock())
    assert "Back: a promise here is due." in page(dana, world)
    assert rows(parts, Conversation)[0].woke is Woke.PROMISE


def test_a_snooze_for_what_cannot_happen_changes_nothing(dana, world):
    snoozes(dana, world, **{"for": Until.ASK.value, "latest": "2026-11-25T09:00"})
    assert "No colleague is asked anything here. Nothing was changed." in page(dana, world)


def test_a_time_alone_still_does(dana, world, parts):
    snoozes(dana, world, at="2026-11-24T09:00", until="", latest="2026-11-25T09:00")
    row = rows(parts, Conversation)[0]
    assert (row.snoozed_for, row.snoozed_until.day) == (Until.TIME, 24)


def test_a_stranger_is_told_nothing_of_this_store(app, tell, mallory):
    tell()
    assert "Tom Becker" not in mallory.get("/notices").text
    assert signed_in(app, "luis@northgate.example").get("/notices/bell").json["Notices"] == 0
