"""The chat widget in a real browser: reloads, lost connections, a teammate's line, the keyboard."""

import threading
import time
from urllib.parse import urlsplit

import pytest
from tests_machines import CHAT, site, token
from werkzeug.serving import make_server

from assistant.records import LedgerEntry, Message

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def place(cast):
    """The address of the product, served for real."""
    server = make_server("127.0.0.1", 0, site(cast), threaded=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture
def demo(place, cast, page):
    page.set_default_timeout(8000)
    page.goto(f"{place}/chat/{token(cast, CHAT)}/demo")
    return page


def opens(page):
    page.get_by_role("button", name="Chat").click()


def writes(page, text):
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def lines(page):
    return page.get_by_role("log").locator("li")


def sees(page, *texts):
    """Waits until the log holds exactly these lines; returns what it holds."""
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        found = [item.inner_text().splitlines()[-1] for item in lines(page).all()]
        if found == list(texts) and not page.locator("li.waits").count():
            break
        page.wait_for_timeout(50)
    return found == list(texts)


def kept(cast):
    return [message.visible_text for message in cast.all(Message)]


def test_a_line_is_written_and_seen_again_after_a_reload(demo, cast):
    opens(demo)
    writes(demo, "does it have the tow package")
    assert sees(demo, "does it have the tow package")
    cast.works()
    demo.reload()
    opens(demo)
    assert sees(demo, "does it have the tow package")
    assert kept(cast) == ["does it have the tow package"]


def test_nothing_is_stored_and_nobody_asked_before_the_visitor_acts(demo, place):
    asked = []
    demo.on("request", lambda request: asked.append(request.url))
    demo.reload()
    demo.wait_for_timeout(300)
    assert {urlsplit(url).path.rsplit("/", 1)[-1] for url in asked} == {
        "demo",
        "widget.js",
        "feedback.css",
        "mark.svg",
    }
    opens(demo)
    demo.wait_for_timeout(200)
    assert all(url.startswith(place) for url in asked)
    assert demo.evaluate("localStorage.length") == 0 and demo.context.cookies() == []
    writes(demo, "Hi")
    assert sees(demo, "Hi")
    assert demo.evaluate("localStorage.length") == 1 and demo.context.cookies() == []


def test_the_teammates_approved_line_appears_live_and_after_a_reload(demo, cast):
    opens(demo)
    writes(demo, "Is the blue van there?")
    assert sees(demo, "Is the blue van there?")
    cast.works()
    demo.wait_for_timeout(300)
    cast.clock.forward(minutes=1)
    cast.approves(text="One sec, I'm looking.")
    cast.clock.forward(minutes=1)
    began = time.monotonic()
    cast.works()
    assert sees(demo, "Is the blue van there?", "One sec, I'm looking.")
    assert time.monotonic() - began < 3
    assert "Sam Whitfield" in lines(demo).last.inner_text()
    demo.reload()
    opens(demo)
    assert sees(demo, "Is the blue van there?", "One sec, I'm looking.")


def test_a_closed_chat_says_that_something_new_is_there(demo, cast):
    opens(demo)
    writes(demo, "Hello")
    assert sees(demo, "Hello")
    demo.keyboard.press("Escape")
    cast.works()
    cast.clock.forward(minutes=1)
    cast.approves(text="One sec, I'm looking.")
    cast.clock.forward(minutes=1)
    cast.works()
    demo.get_by_role("button", name="Chat: 1 new").click()
    assert sees(demo, "Hello", "One sec, I'm looking.")


def test_lines_written_without_a_connection_are_sent_once_when_it_is_back(demo, cast):
    opens(demo)
    writes(demo, "first")
    assert sees(demo, "first")
    demo.context.set_offline(True)
    writes(demo, "second")
    writes(demo, "third")
    demo.get_by_text("Your line is kept").wait_for()
    assert demo.locator("li.waits").count() == 2
    demo.context.set_offline(False)
    assert sees(demo, "first", "second", "third")
    cast.works()
    assert kept(cast) == ["first", "second", "third"]


def test_a_line_waiting_in_a_closed_browser_is_sent_at_the_next_visit(demo, cast):
    opens(demo)
    demo.route("**/lines", lambda route: route.abort())
    writes(demo, "are you there")
    demo.get_by_text("Your line is kept").wait_for()
    demo.unroute("**/lines")
    demo.reload()
    opens(demo)
    assert sees(demo, "are you there")
    cast.works()
    assert kept(cast) == ["are you there"]


def test_a_first_line_whose_answer_was_lost_is_neither_lost_nor_doubled(demo, cast):
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    opens(demo)
    demo.route("**/lines", lose)
    writes(demo, "only once, please")
    assert sees(demo, "only once, please")
    cast.works()
    assert lost == [202] and len(cast.all(LedgerEntry)) == 2
    assert kept(cast) == ["only once, please"]
    demo.reload()
    opens(demo)
    assert sees(demo, "only once, please")


def test_what_is_written_stays_words(demo):
    opens(demo)
    writes(demo, "<img src=x onerror=\"document.title='owned'\"><b>hi</b>")
    assert sees(demo, "<img src=x onerror=\"document.title='owned'\"><b>hi</b>")
    assert demo.title() != "owned"


def test_the_keyboard_alone_opens_writes_and_closes(demo):
    button = demo.get_by_role("button", name="Chat with us")
    button.focus()
    demo.keyboard.press("Enter")
    demo.keyboard.type("two")
    demo.keyboard.press("Shift+Enter")
    demo.keyboard.type("lines")
    demo.keyboard.press("Enter")
    lines(demo).first.wait_for()
    assert lines(demo).first.inner_text() == "two\nlines"
    demo.keyboard.press("Escape")
    demo.get_by_role("dialog").wait_for(state="hidden")
    assert button.evaluate("node => node.getRootNode().activeElement === node")


def test_the_open_chat_names_the_store_who_reads_and_until_when(demo):
    opens(demo)
    panel = demo.get_by_role("dialog", name="Northgate Motors")
    panel.get_by_text("Sam or a colleague at Northgate Motors reads this. Open until 6 pm.").wait_for()


def test_name_and_address_are_remembered_and_sent_with_the_line(demo, cast):
    opens(demo)
    demo.get_by_text("Add your name").click()
    demo.get_by_label("Name").fill("Ann Lee")
    demo.get_by_label("E-mail").fill("ann@mail.example")
    writes(demo, "Hi")
    assert sees(demo, "Hi")
    cast.works()
    message = cast.all(Message)[0]
    assert (message.sender_name, message.sender_email) == ("Ann Lee", "ann@mail.example")
    assert message.page.endswith("/demo")


def test_on_a_phone_the_open_chat_fills_the_screen_and_nothing_is_cut_off(demo):
    demo.emulate_media(reduced_motion="reduce")
    demo.set_viewport_size({"width": 360, "height": 640})
    opens(demo)
    box = demo.get_by_role("dialog").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 640)
    send = demo.get_by_role("button", name="Send").bounding_box()
    assert send["x"] + send["width"] <= 360 and send["y"] + send["height"] <= 640


def test_the_widget_stands_under_the_products_own_strict_policy(place, cast, page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{place}/chat/{token(cast, CHAT)}/demo")
    opens(page)
    page.wait_for_timeout(200)
    assert [text for text in said if "Content Security Policy" in text or "Refused" in text] == []
    assert page.get_by_role("dialog").evaluate("node => getComputedStyle(node).borderRadius") == "16px"
