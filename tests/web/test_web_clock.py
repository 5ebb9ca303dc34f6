"""The clock's pages: figures, and the limits that a manager sets."""

from tests_web import post

from assistant.records import Conversation, Store


def policy(parts, world):
    with parts.services.sessions() as session:
        return session.get_one(Store, world.store).policy()


def test_the_form_shows_the_limits_as_they_are(robin, world):
    text = robin.get(f"/settings/clock/{world.store}").text
    assert 'value="4"' in text  # feedback: 4 hours, not 240 minutes
    assert "the whole department and managers" in text


def test_a_changed_limit_moves_the_clock_that_runs(robin, parts, world):
    before = policy(parts, world)
    answer = post(
        robin,
        f"/settings/clock/{world.store}",
        **{"amount": "2", "unit": "60", "measure": "wall", "channel-0": "", "kind-0": "complaint"},
        **{
            "amount-0": "10",
            "unit-0": "1",
            "measure-0": "business",
            "step-amount-0": "1",
            "step-unit-0": "60",
        },
    )
    assert answer.status_code == 303
    after = policy(parts, world)
    assert after != before
    assert (after.base.minutes, len(after.rules), after.steps[0].after) == (120, 1, 60)
    with parts.services.sessions() as session:
        waits = session.get_one(Conversation, world.conversation)
        assert (waits.answer_by - waits.waiting_since).total_seconds() == 120 * 60


def test_what_cannot_be_is_said_and_changes_nothing(robin, parts, world):
    before = policy(parts, world)
    for fields in (
        {"amount": ""},
        {"amount": "soon"},
        {"amount": "20", "amount-0": "5"},
        {"amount": "2", "unit": "7"},
        {"amount": "20", "step-amount-0": "0"},
    ):
        answer = post(robin, f"/settings/clock/{world.store}", **fields)
        assert answer.status_code == 422
        assert "Nothing was changed." in answer.text
    assert policy(parts, world) == before


def test_whatever_was_typed_stands_there_when_a_line_is_refused(robin, world):
    typed = {
        "amount": "20",
        "unit": "60",
        "amount-0": "7",
        "channel-0": "chat",
        "step-amount-0": "never",
        "grace": "45",
    }
    text = post(robin, f"/settings/clock/{world.store}", **typed).text
    assert 'name="amount" value="20"' in text and 'name="amount-0" value="7"' in text
    assert 'name="grace" value="45"' in text
    assert 'value="never"' in text and '<option value="chat" selected>' in text


def test_a_member_sets_no_limits(dana, world):
    assert dana.get(f"/settings/clock/{world.store}").status_code == 403


def test_the_figures_are_ones_own_and_a_manager_sees_everyones(dana, robin, world, clock):
    assert "Nothing to count yet." in dana.get("/clock").text
    post(dana, f"/conversations/{world.conversation}/calls", text="told him it is here", spoke="yes")
    mine = dana.get("/clock").text
    assert "1 answered" in mine
    assert "Nothing to count yet." in robin.get("/clock").text
    assert "1 answered" in robin.get("/clock?whose=all").text
    assert "Everybody who was answered" not in dana.get("/clock?whose=all").text


def test_who_was_never_answered_is_counted_though_closed(dana, world, clock):
    said = {"why": "no time", f"open-promise-{world.promise}": "stays"}
    post(dana, f"/conversations/{world.conversation}/closing", **said)
    clock.forward(days=2)
    text = dana.get("/clock").text
    assert "0 answered" in text
    assert "not at all so far" in text
    assert "Closed: no time · not answered" in dana.get(f"/conversations/{world.conversation}").text


def test_when_whoever_leads_hears_of_a_late_promise_is_the_stores_choice(robin, parts, world):
    assert 'name="grace" value="30"' in robin.get(f"/settings/clock/{world.store}").text
    fields = {"amount": "15", "unit": "1", "measure": "business"}
    post(robin, f"/settings/clock/{world.store}", grace="45", **fields)
    assert 'name="grace" value="45"' in robin.get(f"/settings/clock/{world.store}").text
    post(robin, f"/settings/clock/{world.store}", grace="soon", **fields)
    assert 'name="grace" value="45"' in robin.get(f"/settings/clock/{world.store}").text
