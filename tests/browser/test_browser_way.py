"""From Today to an approved answer, as a person does it: at a desk, on a phone, with and without a script."""

import pytest
from playwright.sync_api import expect

from assistant.records import Approval, Draft

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def approvals(parts):
    with parts.services.sessions() as session:
        return session.query(Approval).all()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_today_open_edit_approve_undo(opened, parts, world, phone, scheme):
    page = opened(phone=phone, color_scheme=scheme)
    page.get_by_role("link", name="Tom Becker").first.click()
    page.get_by_role("button", name="Edit").click()
    text = page.get_by_label("Your answer to Tom Becker")
    text.fill(text.input_value().replace("Hi Tom,", "Hello Tom 🙂,"))
    expect(page.locator("[data-saved]")).to_have_text("kept", timeout=8000)
    expect(page.locator("[data-writer]")).to_have_text("Changed by hand")
    with parts.services.sessions() as session:
        assert session.get_one(Draft, world.draft).text.startswith("Hello Tom 🙂,")
    if page.locator("[name=overrule]").count():
        page.locator("[name=overrule]").fill("I looked at it")
    page.get_by_role("button", name="Approve and send as Dana").click()
    expect(page.get_by_text("Going out in")).to_be_visible()
    assert approvals(parts)[0].text.startswith("Hello Tom 🙂,")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your answer to Tom Becker")).to_have_value(approvals(parts)[0].text)


SLOW_TO_TELL = """
const real = window.fetch;
window.fetch = async (address, options) => {
  const answer = await real(address, options);
  if (String(address).includes("/text")) {
    await new Promise((done) => setTimeout(done, 1500));
  }
  return answer;
};
"""


def test_an_approval_waits_for_the_text_that_is_being_kept(opened, parts, world):
    page = opened()
    page.add_init_script(SLOW_TO_TELL)
    page.goto(f"/conversations/{world.conversation}")
    text = page.get_by_label("Your answer to Tom Becker")
    page.get_by_role("button", name="Edit").click()
    with page.expect_response(lambda answer: "/text" in answer.url):
        text.fill(text.input_value().replace("Hi Tom,", "Hello Tom,"))
    # the draft has another version than this page knows of
    if page.locator("[name=overrule]").count():
        page.locator("[name=overrule]").fill("I looked at it")
    page.get_by_role("button", name="Approve and send as Dana").click()
    expect(page.get_by_text("Going out in")).to_be_visible()
    assert approvals(parts)[0].text.startswith("Hello Tom,")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_without_a_script_one_reads_edits_and_approves(opened, parts, world, phone):
    page = opened(phone=phone, java_script_enabled=False)
    page.goto(f"/conversations/{world.conversation}")
    expect(page.get_by_text("Stock list")).to_be_attached()
    text = page.get_by_label("Your answer to Tom Becker")
    text.fill(text.input_value().replace("Hi Tom,", "Hello Tom,"))
    page.get_by_role("button", name="Check", exact=True).click()
    if page.locator("[name=overrule]").count():
        page.locator("[name=overrule]").fill("I looked at it")
    page.get_by_role("button", name="Approve and send as Dana").click()
    expect(page.get_by_text("Going out in")).to_be_visible()
    assert approvals(parts)[0].text.startswith("Hello Tom,")


def test_the_keyboard_alone_is_enough(opened, parts, world):
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversations/*")
    page.keyboard.press("h")
    expect(page.get_by_label("What they should know")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/customers")


def test_single_keys_do_nothing_while_somebody_types(opened, world):
    page = opened()
    page.goto(f"/conversations/{world.conversation}")
    page.keyboard.press("e")
    page.keyboard.type("hsc")
    assert page.locator("details.menu[open]").count() == 0


def test_marks_lie_to_the_pixel_behind_the_words(opened, world):
    page = opened()
    page.goto(f"/conversations/{world.conversation}")
    page.locator(".m-fact").first.wait_for(state="attached")
    sizes = page.evaluate(
        "['.editor__text', '.editor__mirror'].map(s => document.querySelector(s).getBoundingClientRect())"
        ".map(r => [r.x, r.y, r.width])"
    )
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("path", ["/today", "/conversations/1", "/customers", "/promises", "/customers/1"])
def test_on_a_phone_nothing_stands_out_to_the_side(opened, world, path):
    page = opened(phone=True)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_weighs_less_than_a_hundred_kilobytes(opened, world):
    page = opened()
    page.goto(f"/conversations/{world.conversation}", wait_until="load")
    weight = page.evaluate(
        "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
        ".reduce((sum, part) => sum + part.encodedBodySize, 0)"
    )
    assert 10_000 < weight < 100_000
