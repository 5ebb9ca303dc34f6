"""A touch from Today to the sent letter: put off, back, written, approved; at a desk and on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from assistant.core.states import TouchState
from assistant.core.touches import TouchKind
from assistant.pipeline import remember
from assistant.records import Approval, Conversation, Record, RecordKind, Teammate, Touch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REASON = "Bought the Outback 3 weeks ago; nobody has asked how it goes."


@pytest.fixture
def reason(parts, world, clock):
    """Tom was answered, and there is a reason to write to him."""
    with parts.services.sessions.begin() as session:
        dana = session.get_one(Teammate, world.dana)
        session.get_one(Conversation, world.conversation).close(dana, "answered on the phone")
        sale = session.query(Record).filter_by(kind=RecordKind.SALE).one()
        sale.data = {"at": sale.at.isoformat(), "vehicle": "2019 Subaru Outback Limited"}
        touch = Touch(
            store_id=world.store, customer_id=world.tom, kind=TouchKind.SETTLED_IN, matter="sale:1:3w",
            reason=REASON, fact=f"sale:{sale.id}", owner_id=world.dana, made_at=clock(), from_at=clock(),
            best_before=clock() + timedelta(days=12),
        )  # fmt: skip
        session.add(touch)


def state(parts):
    with parts.services.sessions() as session:
        return session.query(Touch).one().state


@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_put_off_back_written_approved_and_gone(opened, parts, world, reason, clock, phone, script):
    with parts.services.sessions() as session:
        dana = session.get_one(Teammate, world.dana)
    remember.release(parts.services, world.promise, why="he knows", by=dana, now=clock())
    page = opened(phone=phone, java_script_enabled=script)
    expect(page.get_by_text(REASON)).to_be_visible()
    row = page.locator(".touch")
    row.get_by_text("Not now", exact=True).click()
    row.get_by_role("button", name="In a week").click()
    expect(page.get_by_text(REASON)).to_have_count(0)
    assert state(parts) is TouchState.NOT_NOW
    page.close()  # it would ask on, signed out by then
    clock.forward(days=8)
    page = opened(phone=phone, java_script_enabled=script)
    page.locator(".touch").get_by_role("button", name="Write").click()
    expect(page.get_by_text("You write first. The reason: Bought the Outback")).to_be_visible()
    expect(page.get_by_text("Nothing was written here yet: you write first.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")  # the link below it, too
    page.get_by_role("button", name="Approve and send as Dana").click()
    expect(page.get_by_text("Going out in")).to_be_visible()
    with parts.services.sessions() as session:
        approval = session.query(Approval).one()
        assert approval.recipients == ["tom.becker@mail.example"] and approval.newest_seen_id is None
        assert approval.subject == "You and the Outback so far"
    clock.forward(seconds=30)
    parts.engine.run_all()
    assert state(parts) is TouchState.SENT
    page.goto("/today")
    expect(page.get_by_text(REASON)).to_have_count(0)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_never_is_asked_once_and_kept(opened, parts, reason, phone):
    page = opened(phone=phone)
    row = page.locator(".touch")
    row.get_by_text("Never", exact=True).click()
    row.get_by_text("Never anything they did not ask for").click()
    row.get_by_label("Why, if you want to say").fill("asked us not to")
    row.get_by_role("button", name="Never for Tom Becker").click()
    expect(page.get_by_text(REASON)).to_have_count(0)
    with parts.services.sessions() as session:
        found = session.query(Touch).one()
        assert (found.state, found.everything, found.ended_why) == (TouchState.NEVER, True, "asked us not to")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_manager_looks_whom_a_rule_would_bring_up_before_it_is_kept(opened, parts, reason, phone):
    page = opened("robin@northgate.example", phone=phone)
    page.goto("/settings/touches")
    page.get_by_text("Settled in with the car").click()
    rule = page.locator("details[open].rule")
    rule.get_by_label("At most, in a week").fill("7")
    rule.get_by_role("button", name="Whom does it bring up this week?").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    rule = page.locator("details[open].rule")
    expect(rule.get_by_label("At most, in a week")).to_have_value("7")
    rule.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept: “Settled in with the car”.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
