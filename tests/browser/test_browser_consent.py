"""Opting out in a browser: their words confirmed by keyboard, and the link of a sent letter on a phone."""

import re
from datetime import timedelta
from email.parser import BytesParser
from email.policy import default

import pytest
from cast import mail
from playwright.sync_api import expect

from assistant.core.message import Channel
from assistant.core.states import OptOutState, TouchState
from assistant.core.touches import TouchKind
from assistant.pipeline import first, remember
from assistant.pipeline.receive import receive
from assistant.records import Conversation, Inbox, OptOut, Record, RecordKind, Teammate, Touch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REASON = "Bought the Outback 3 weeks ago; nobody has asked how it goes."
SIZES = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])


@pytest.fixture
def reason(parts, world, clock):
    """Tom was answered, nothing is promised, and there is a reason to write to him."""
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
        session.flush()
        key = touch.id
    remember.release(parts.services, world.promise, why="he knows", by=dana, now=clock())
    return key


def only(parts, kind):
    with parts.services.sessions() as session:
        return session.query(kind).one()


def writes(parts, world, clock, text):
    with parts.services.sessions() as session:
        inbox = session.query(Inbox).filter_by(store_id=world.store, channel=Channel.EMAIL).one()
        key, to = inbox.id, inbox.address
    raw = mail(text, sender="Tom Becker <tom.becker@mail.example>", subject="Your letters", to=to)
    receive(parts.services, inbox_id=key, form="email", entry="test", raw=raw, now=clock())
    parts.engine.run_all()


def outbox(parts):
    files = parts.services.settings.outbox_folder.glob("*.eml")
    return [BytesParser(policy=default).parsebytes(one.read_bytes()) for one in files]


@SIZES
def test_off_the_list_confirmed_by_keyboard_and_no_letter_can_be_written(
    opened, parts, world, reason, clock, phone
):
    writes(parts, world, clock, "Hi Dana,\n\nplease take me off your list.\n\nTom")
    page = opened(phone=phone)
    row = page.locator(".touch")
    expect(row.get_by_text("Waits for a decision")).to_be_visible()
    expect(row.get_by_role("button", name="Write")).to_have_count(0)
    decide = row.get_by_role("link", name="Decide first")
    decide.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/conversations/\d+#leaving-\d+$"))
    card = page.get_by_role("group", name="They ask not to be written to")
    expect(card).to_be_in_viewport()
    expect(card.get_by_text("please take me off your list")).to_be_visible()
    expect(page.get_by_text("Is that so?")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    card.get_by_role("button", name="Yes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept: no offers, greetings or surveys by e-mail.")).to_be_visible()
    expect(card).to_have_count(0)
    said = only(parts, OptOut)
    assert (said.state, said.decided_by_id) == (OptOutState.CONFIRMED, world.dana)
    assert only(parts, Touch).state is TouchState.LAPSED
    page.goto("/today")
    expect(page.get_by_text(REASON)).to_have_count(0)
    with parts.services.sessions() as session:
        dana = session.get_one(Teammate, world.dana)
    with pytest.raises(ValueError, match=r"."):
        first.write(parts.services, reason, by=dana, now=clock())
    assert only(parts, Touch).draft_id is None


@SIZES
def test_no_not_that_and_the_letter_may_be_written_again(opened, parts, world, reason, clock, phone):
    writes(parts, world, clock, "Hi Dana,\n\nplease take me off your list.\n\nTom")
    page = opened(phone=phone)
    page.locator(".touch").get_by_role("link", name="Decide first").click()
    page.wait_for_url(re.compile(r"/conversations/\d+#leaving-\d+$"))
    page.get_by_role("button", name="No, not that").click()
    expect(page.get_by_text("Noted: they did not ask for that.")).to_be_visible()
    expect(page.get_by_text("This seems to need no answer.")).to_be_visible()
    page.goto("/today")
    expect(page.locator(".touch").get_by_role("button", name="Write")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_the_link_of_a_sent_letter_works_on_a_phone(opened, browser, address, parts, reason, clock, script):
    page = opened(phone=True)
    page.locator(".touch").get_by_role("button", name="Write").click()
    page.get_by_role("button", name="Approve and send as Dana").click()
    expect(page.get_by_text("Going out in")).to_be_visible()
    clock.forward(seconds=30)
    parts.engine.run_all()
    (mail,) = outbox(parts)
    path = re.search(r"/leave/\S+", mail.get_content())[0]
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, base_url=address,
        java_script_enabled=script,
    )  # fmt: skip
    theirs = context.new_page()  # nobody signed in
    theirs.goto(path)
    expect(theirs.get_by_text("t…@mail.example")).to_be_visible()
    button = theirs.get_by_role("button")
    expect(button).to_have_count(1)
    expect(button).to_be_in_viewport()
    assert theirs.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with parts.services.sessions() as session:
        assert session.query(OptOut).count() == 0  # a look is no press
    button.tap()
    expect(theirs.get_by_role("heading", name="Done. You are off the list.")).to_be_visible()
    expect(theirs.get_by_text("Answers to what you ask us yourself.")).to_be_visible()
    assert theirs.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert only(parts, OptOut).state is OptOutState.CONFIRMED
    theirs.goto(path)
    expect(theirs.get_by_role("heading", name="You are off the list already.")).to_be_visible()
    expect(theirs.get_by_role("button")).to_have_count(0)
    context.close()
