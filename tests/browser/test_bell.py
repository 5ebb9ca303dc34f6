"""The number beside the bell follows what is told, while a page is open; the calendar by keyboard."""

import pytest
from playwright.sync_api import expect

from assistant.core.notice import Why
from assistant.pipeline.notifying import notify
from assistant.records import Conversation

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def tells(parts, world, clock, matter):
    with parts.services.sessions.begin() as session:
        conversation = session.get_one(Conversation, world.conversation)
        told = {"teammate_id": world.dana, "why": Why.PROMISE_SOON, "matter": matter, "now": clock()}
        notify(parts.services, session, conversation, **told)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_bell_counts_up_without_a_jump_and_down_once_it_is_seen(opened, parts, world, clock, phone):
    page = opened(phone=phone)
    page.goto("/notices")
    bell, link = page.locator('[data-count="Notices"]'), page.locator('.nav__place[href="/notices"]')
    expect(bell).to_be_hidden()
    before = link.bounding_box()
    tells(parts, world, clock, "promise:1")
    expect(bell).to_have_text("1")
    expect(page.get_by_text("A promise of yours is due soon.")).to_be_visible()
    assert link.bounding_box() == before
    assert page.locator("[aria-live], [role=status], [role=alert]").filter(has_text="promise").count() == 0
    page.get_by_role("link", name="Tom Becker").click()
    expect(bell).to_be_hidden()


def test_the_months_are_walked_by_keyboard(opened):
    page = opened()
    page.goto("/promises/calendar?month=2026-11")
    page.get_by_role("link", name="Month after").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Promises in December 2026")).to_be_visible()


def test_what_is_chosen_is_kept_without_a_script(opened, parts):
    page = opened(java_script_enabled=False)
    page.goto("/account")
    page.get_by_label("My own:").check()
    page.get_by_label("Sunday").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_label("Sunday")).to_be_checked()
    page.goto("/notices")
    expect(page.get_by_text("You have seen everything.")).to_be_visible()
