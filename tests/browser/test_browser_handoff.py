"""A handoff's whole life in a browser: asked, taken, told, asked after; and one that is given back."""

import pytest
from playwright.sync_api import expect

from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Handoff, Promise

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LUIS = "luis@northgate.example"


def one(parts, kind, key=1):
    with parts.services.sessions() as session:
        return session.get_one(kind, key)


def ask(page, world):
    page.goto(f"/conversations/{world.conversation}")
    page.get_by_text("Hand over", exact=True).click()
    page.locator("[name=taker]").select_option(str(world.luis))
    page.locator("select[name=reason]").select_option("to service")
    page.locator("[name=note]").fill("He knows the recall")
    summary = page.get_by_label("What they should know")
    assert "Customer: Tom Becker" in summary.input_value()
    summary.fill(f"{summary.input_value()}\nHe prefers mail.")
    page.get_by_role("button", name="Ask them to take it").click()
    expect(page.get_by_text("Luis was asked to take over")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_from_asking_to_taken_care_of(opened, parts, world, clock, phone, script):
    dana = opened(phone=phone, java_script_enabled=script)
    ask(dana, world)

    luis = opened(LUIS, phone=phone, java_script_enabled=script)
    row = luis.locator("#handoff-1")
    expect(row.get_by_text("It is about service")).to_be_visible()
    expect(row.get_by_text("He knows the recall")).to_be_visible()
    row.get_by_text("What you need to know").click()
    expect(row.get_by_text("He prefers mail.")).to_be_visible()
    row.get_by_role("button", name="Accept").click()
    expect(luis.get_by_text("It is yours now.")).to_be_visible()
    assert one(parts, Conversation, world.conversation).owner_id == world.luis
    assert one(parts, Promise, world.promise).who_id == world.luis
    parts.engine.run_all()

    dana.goto(f"/conversations/{world.conversation}")
    text = dana.get_by_label("Your answer to Tom Becker")
    assert "From now on Luis Ortega, our service adviser, looks after" in text.input_value()
    expect(dana.get_by_text("Luis has taken over from Dana")).to_be_visible()
    dana.get_by_role("button", name="Approve and send as Dana").click()
    expect(dana.get_by_text("Going out in")).to_be_visible()

    clock.forward(days=2)
    sweep(parts.services, clock())
    dana.goto("/today")
    care = dana.locator("#care-1")
    expect(care.get_by_text("Was it taken care of?")).to_be_visible()
    care.get_by_role("button", name="Yes").click()
    expect(dana.get_by_text("Good. Noted.")).to_be_visible()
    expect(care).to_have_count(0)
    assert one(parts, Handoff).cared is True


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_given_back_with_a_word_it_is_the_givers_still(opened, parts, world, phone):
    dana = opened(phone=phone)
    ask(dana, world)
    luis = opened(LUIS, phone=phone)
    row = luis.locator("#handoff-1")
    row.get_by_text("Give back…").click()
    row.get_by_label("Why, in a word").fill("Robin knows him")
    row.get_by_role("button", name="Give back").click()
    expect(luis.get_by_text("Given back.")).to_be_visible()
    dana.goto("/today")
    expect(dana.get_by_text("Luis gave it back: Robin knows him")).to_be_visible()
    assert one(parts, Conversation, world.conversation).owner_id == world.dana


@pytest.mark.parametrize("path", ["/away", "/today", "/conversations/1"])
def test_on_a_phone_nothing_of_it_stands_out_to_the_side(opened, world, path):
    page = opened(phone=True)
    ask(page, world)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
