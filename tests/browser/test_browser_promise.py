"""A promise's whole life in a browser: noted in a call, told in time, moved with a truthful letter, kept."""

import pytest
from playwright.sync_api import expect

from assistant.core.states import PromiseState
from assistant.pipeline import drafts, remember
from assistant.pipeline.sweep import sweep
from assistant.records import Promise, Teammate

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CALL = "Told him the car is here. Will call him back tomorrow at 3 with the price."


def promises(parts, world):
    with parts.services.sessions() as session:
        rows = session.query(Promise).filter(Promise.id != world.promise).order_by(Promise.id).all()
        return [(row.state, row.what) for row in rows]


def put_aside(parts, world, clock):
    """The first draft, and what was promised before: the call has settled both."""
    with parts.services.sessions() as session:
        dana = session.get_one(Teammate, world.dana)
    drafts.discard(parts.services, world.draft, by=dana, why="called him", now=clock())
    remember.release(parts.services, world.promise, why="he knows", by=dana, now=clock())


def passes(parts, clock, **time):
    clock.forward(**time)
    sweep(parts.services, clock())
    parts.engine.run_all()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["live", "plain"])
def test_from_a_call_to_kept(opened, parts, world, clock, phone, script):
    page = opened(phone=phone, java_script_enabled=script)
    page.goto(f"/conversations/{world.conversation}")
    page.get_by_text("Log a call").click()
    page.get_by_label("What was said").fill(CALL)
    page.get_by_role("button", name="We spoke").click()
    put_aside(parts, world, clock)

    heard = page.locator("#heard")
    expect(heard.get_by_text("Will call him back tomorrow at 3 with the price")).to_be_visible()
    assert promises(parts, world) == []
    heard.get_by_label("What").fill("call him back with the price")
    heard.get_by_role("button", name="It is a promise").click()
    expect(page.get_by_text("It is a promise now")).to_be_visible()

    page.goto("/promises")
    expect(page.get_by_role("heading", name="Tomorrow")).to_be_visible()
    expect(page.get_by_text("call him back with the price")).to_be_visible()
    page.goto("/promises/calendar")
    expect(page.get_by_text("call him back with the price").first).to_be_visible()

    passes(parts, clock, days=1, hours=4, minutes=10)  # 2:10 pm, fifty minutes before
    page.goto("/notices")
    expect(page.get_by_text("A promise of yours is due soon.").first).to_be_visible()
    page.goto(f"/conversations/{world.conversation}")
    expect(page.get_by_text("You promised this, and the time is near.")).to_be_visible()
    page.get_by_role("button", name="Approve and send as Dana").click()
    expect(page.get_by_text("Going out in")).to_be_visible()
    passes(parts, clock, seconds=11)
    (first, _), (second, what) = promises(parts, world)
    assert (first, second) == (PromiseState.RENEWED, PromiseState.OPEN)

    page.goto("/promises")
    row = page.locator(".row", has_text=what).first
    row.get_by_text("Kept", exact=True).click()
    row.get_by_label("What was done").fill("Called him, he takes it")
    row.get_by_role("button", name="It is kept").click()
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    assert [state for state, _ in promises(parts, world)] == [PromiseState.RENEWED, PromiseState.KEPT]
    expect(page.get_by_text("2 of 2 kept in time (100 %)")).to_be_visible()
