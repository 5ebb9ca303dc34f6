"""Hostile HTML as the original of a mail, in a real browser: nothing runs, nothing moves."""

import pytest
from hostile import HOSTILE, SPY

from assistant.records import Message
from assistant.records.message import Direction
from assistant.web import originals

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def database(tmp_path):
    """What a browser does with HTML is the same on any database."""
    return f"sqlite:///{tmp_path / 'rightback.sqlite'}"


@pytest.fixture
def letters(parts, world, clock):
    """The hostile ones as messages: kind -> id."""
    with parts.services.sessions.begin() as session:
        first = session.get_one(Message, world.message)
        made = {
            kind: Message(
                conversation_id=world.conversation, entry_id=first.entry_id, direction=Direction.IN,
                at=clock(),
                sender_name=kind, subject=kind, text="x", visible_text="x",
                html=html.replace("\x00", "\ufffd"),
                message_id=f"<{number}@x>", part=number,
            )
            for number, (kind, html) in enumerate(HOSTILE.items(), 1)
        }  # fmt: skip
        session.add_all(made.values())
        session.flush()
        return {kind: message.id for kind, message in made.items()}


def watched(page):
    """What the page said or reached that it must not; empty at best."""
    reached = []
    page.context.on("page", lambda other: reached.append(f"window {other.url}"))
    page.on("dialog", lambda dialog: (reached.append("dialog"), dialog.dismiss()))
    page.context.route(f"{SPY}/**", lambda route: (reached.append(route.request.url), route.abort()))
    page.add_init_script("addEventListener('message', event => { document.title = 'owned' })")
    return reached


def looked_at(page, message_id, reached):
    """Open the original, let it do its worst, and tell what came of it."""
    reached.clear()
    page.goto(f"/messages/{message_id}/original")
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_timeout(150)
    if "owned" in page.title():
        reached.append("title")
    if not page.url.endswith(f"/messages/{message_id}/original"):
        reached.append(page.url)
    return list(reached)


def test_the_original_of_a_hostile_mail_does_nothing(opened, letters):
    page = opened()
    reached = watched(page)
    told = {kind: looked_at(page, key, reached) for kind, key in letters.items()}
    assert {kind: what for kind, what in told.items() if what} == {}
    assert len(told) == len(HOSTILE)


def test_even_uncleaned_nothing_runs_and_nothing_is_fetched(browser, address, opened, letters, monkeypatch):
    """The second wall: were the cleaner to miss something, sandbox and policy hold by themselves."""
    monkeypatch.setattr(originals, "safe", lambda source: source)
    context = browser.new_context(base_url=address)  # what the policy blocks is told as an error there
    context.add_cookies(opened().context.cookies())
    page = context.new_page()
    reached = watched(page)
    told = {kind: looked_at(page, key, reached) for kind, key in letters.items()}
    # A refresh leads the frame itself away, to a page without rights either: why the cleaner stands before.
    led_away = told.pop("meta refresh")
    assert {kind: what for kind, what in told.items() if what} == {}
    assert set(led_away) <= {f"{SPY}/away"}
    context.close()


def test_the_watch_itself_would_see_it(browser, address, opened, letters, monkeypatch):
    """The same letters without any wall: most of them do something, so the two tests above can fail."""
    monkeypatch.setattr(originals, "safe", lambda source: source)
    monkeypatch.setattr(originals, "FRAME", "frame-ancestors 'self'")
    context = browser.new_context(base_url=address)
    context.add_cookies(opened().context.cookies())
    page = context.new_page()
    reached = watched(page)
    unframed = "**/original"
    context.route(unframed, lambda route: _without_sandbox(route))
    told = {kind: looked_at(page, key, reached) for kind, key in letters.items()}
    assert len([kind for kind, what in told.items() if what]) > 12
    context.close()


def _without_sandbox(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(" sandbox ", " "))
