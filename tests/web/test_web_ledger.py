"""The ledger's pages: asked by what became of it, and what is set aside is dealt with there."""

import re

import pytest
from tests_walk import walk
from tests_web import post, signed_in

from assistant.core.message import Channel
from assistant.core.states import InboundState
from assistant.records import Conversation, LedgerEntry, Message, Raw


def shown(client, query=""):
    return [int(key) for key in re.findall(r'id="entry-(\d+)"', client.get(f"/ledger{query}").text)]


@pytest.fixture
def many(parts, world, clock):
    """120 mails more, a week apart from today."""
    with parts.services.sessions.begin() as session:
        for n in range(120):
            made = LedgerEntry(
                store_id=world.store, inbox_id=1, channel=Channel.EMAIL, form="email", entry="smtp",
                arrived_at=clock(), digest=f"x{n}", sender=f"p{n}@mail.example", raw=Raw(content=b"x"),
                message_id=f"<{n}@x>", state=InboundState.KNOWN if n % 2 else InboundState.FILED,
            )  # fmt: skip
            session.add(made)


def test_a_page_at_a_time_and_none_is_passed_over(robin, many):
    seen, path = [], ""
    while path is not None:
        page = robin.get(f"/ledger{path}").text
        seen += re.findall(r'id="entry-(\d+)"', page)
        found = re.search(r'href="/ledger(\?[^"]*before=\d+)">Older', page)
        path = found[1].replace("&amp;", "&") if found else None
    assert len(seen) == len(set(seen)) == 122


@pytest.mark.parametrize(
    ("query", "how_many"),
    [
        ("?state=known", 50), ("?state=set-aside", 1), ("?way=hook", 2), ("?way=smtp&state=filed", 50),
        ("?q=p7@mail.example", 1), ("?q=%3C8@x%3E", 1), ("?q=nobody@x.example", 0), ("?inbox=1&way=hook", 2),
        ("?day=2020-01-01", 0), ("?show=aside", 1), ("?inbox=x&before=y&day=z&state=w", 50),
    ],
)  # fmt: skip
def test_it_is_asked_by_what_became_of_it(robin, many, query, how_many):
    assert len(shown(robin, query)) == how_many


def test_today_names_how_many_wait_and_since_when(app, world, clock):
    clock.forward(days=30)
    robin = signed_in(app, "robin@northgate.example")
    page = robin.get("/today").text
    assert "One message could" in page and "waits since" in page
    assert "0 received" in page, "no older than a week is counted"
    post(robin, f"/ledger/{world.entry}/leaving", why="an advert")
    page = robin.get("/today").text
    assert "could not be read" not in page and "Nothing is lost." in page


def test_what_is_set_aside_is_shown_as_text(robin, world):
    page = robin.get(f"/ledger/{world.entry}").text
    assert "What can be read of it" in page
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_it_is_filed_with_whom_a_person_says(robin, world, parts):
    done = post(robin, f"/ledger/{world.entry}/filing", inbox="1", customer=str(world.tom))
    with parts.services.sessions() as session:
        (message,) = session.query(Message).filter_by(entry_id=world.entry)
        assert message.conversation.customer_id == world.tom
        assert done.location == f"/conversations/{message.conversation_id}"
        arrived = session.get_one(LedgerEntry, world.entry).arrived_at
        assert message.conversation.waiting_since == arrived
    assert robin.get(done.location).status_code == 200


def test_left_aside_it_keeps_the_words_of_who_did(robin, world):
    assert "Say why" in robin.get(post(robin, f"/ledger/{world.entry}/leaving", why="").location).text
    post(robin, f"/ledger/{world.entry}/leaving", why="an advert for tyres")
    assert "an advert for tyres" in robin.get(f"/ledger/{world.entry}").text
    assert shown(robin, "?show=aside") == [] and shown(robin, "?state=set-aside") == [world.entry]


def test_all_with_the_reason_are_read_again(robin, world, parts, clock):
    with parts.services.sessions.begin() as session:
        first = session.get_one(LedgerEntry, world.entry)
        for n in range(3):
            made = LedgerEntry(
                store_id=world.store, channel=Channel.EMAIL, form="email", entry="hook", arrived_at=clock(),
                digest=f"y{n}", raw=Raw(content=b""), state=InboundState.SET_ASIDE,
                reason=first.reason if n else "another",
            )  # fmt: skip
            session.add(made)
    assert "Read all 3 with this reason again" in robin.get(f"/ledger/{world.entry}").text
    assert post(robin, f"/ledger/{world.entry}/reading/alike").status_code == 303
    with parts.services.sessions() as session:
        assert session.query(LedgerEntry).filter_by(state=InboundState.RECEIVED).count() == 3


@pytest.mark.parametrize("field", ["inbox", "customer", "conversation"])
def test_nothing_is_filed_with_another_store(app, parts, world, field):
    """What no store was found for is seen by all: each files it with their own store only."""
    walked = walk(app, parts.services, world)
    with parts.services.sessions.begin() as session:
        session.get_one(LedgerEntry, world.entry).store_id = None
    ours = {"inbox": 1, "customer": world.tom, "conversation": world.conversation}
    client = walked.browser("strange admin")
    answer = client.post(f"/ledger/{world.entry}/filing", data={field: ours[field]})
    assert answer.location == f"/ledger/{world.entry}"
    with parts.services.sessions() as session:
        assert session.get_one(LedgerEntry, world.entry).state is InboundState.SET_ASIDE
        assert session.query(Conversation).count() == 1
