"""The other pages: originals, customers, promises, ledger, settings."""

import pytest
from tests_web import post

from assistant.records import Conversation, LedgerEntry, Promise, Record


def test_an_attachment_is_always_a_download_that_no_browser_runs(dana, world):
    answer = dana.get(f"/attachments/{world.attachment}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_html_of_a_stranger_is_cleaned_and_alone_in_a_sandbox(dana, world):
    answer = dana.get(f"/messages/{world.message}/html")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "<script" not in answer.text
    assert "<img" not in answer.text


def test_the_original_stands_as_text_and_as_it_came(dana, world):
    assert "Subject: Outback" in dana.get(f"/messages/{world.message}/original").text
    assert dana.get(f"/messages/{world.message}/raw").data.startswith(b"From: tom.becker")


@pytest.mark.parametrize(
    "asked",
    ["becker", "Becker tom", "555 010 0177", "(555) 010-0177", "1-555-010-0177", "0177", "tom.becker@mail",
     "KLM 4821", "klm-4821", "4S4BSANC5K3200017", "3200017", "RO 10342", "ro-10342", "10342"],
)  # fmt: skip
def test_a_customer_is_found_by_whatever_is_at_hand(dana, asked):
    assert "Tom Becker" in dana.get("/customers", query_string={"q": asked}).text


@pytest.mark.parametrize("asked", ["miller", "%", "555 999", "ZZZ-1"])
def test_nobody_is_found_by_what_is_nobodys(dana, asked):
    assert "Tom Becker" not in dana.get("/customers", query_string={"q": asked}).text


def test_a_customers_page_holds_the_whole_history(dana, world):
    text = dana.get(f"/customers/{world.tom}").text
    for words in ("30k service", "Bought the 2019 Outback", "KLM-4821", "verified", "claimed"):
        assert words in text


@pytest.mark.parametrize(
    ("path", "fields", "state"),
    [
        ("kept", {"how": "called"}, "kept"),
        ("renewal", {"due": "2026-12-01T12:00", "why": "part late"}, "renewed"),
        ("release", {"why": "sold the car"}, "released"),
        ("release", {"why": ""}, "open"),
        ("broken", {"why": "the part never came"}, "broken"),
        ("broken", {"why": " "}, "open"),
        ("renewal", {"due": "2020-01-01T12:00", "why": "part late"}, "open"),
        ("renewal", {"due": "2026-12-01T12:00", "why": " "}, "open"),
        ("renewal", {"due": "2026-11-29T03:00", "why": "part late"}, "open"),  # a Sunday night
    ],
)
def test_a_promise_ends_by_a_person_and_a_reason(dana, world, parts, path, fields, state):
    post(dana, f"/promises/{world.promise}/{path}", **fields)
    with parts.services.sessions() as session:
        assert session.get_one(Promise, world.promise).state == state


def test_closing_needs_a_reason(dana, world, parts):
    path = f"/conversations/{world.conversation}/closing"
    post(dana, path, **{f"open-promise-{world.promise}": "stays"})
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).state == "waiting"
    post(dana, path, **{"reason": "Only thanks", f"open-promise-{world.promise}": "stays"})
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).closed_reason == "Only thanks"


def test_closing_asks_about_what_is_still_promised(dana, world, parts):
    with parts.services.sessions.begin() as session:
        promise = session.get_one(Promise, world.promise)
        promise.conversation_id, what = world.conversation, promise.what
    page = dana.get(f"/conversations/{world.conversation}").text
    assert f"Still promised here: “{what}”." in page
    path = f"/conversations/{world.conversation}/closing"
    post(dana, path, reason="Only thanks")
    assert f"Still promised here: “{what}”" in dana.get("/today").text
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).state == "waiting"
    post(dana, path, **{"reason": "Only thanks", f"open-promise-{world.promise}": "stays"})
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).state == "closed"
        assert session.get_one(Promise, world.promise).state == "open"


def test_kept_without_a_word_needs_what_shows_it(dana, world, parts):
    post(dana, f"/promises/{world.promise}/kept")
    assert "Say in a few words what was done" in dana.get("/promises").text
    post(dana, f"/conversations/{world.conversation}/calls", text="Told him the price", spoke="yes")
    post(dana, f"/promises/{world.promise}/kept")
    with parts.services.sessions() as session:
        assert session.get_one(Promise, world.promise).state == "kept"


def test_that_it_was_not_kept_is_a_button_of_its_own(dana, world):
    page = dana.get("/promises").text
    assert "What came in between" in page and "Why nobody waits for it any more" in page
    assert "formaction" not in page


def test_how_promises_were_kept_is_seen_first_by_the_person(dana, robin, world, clock):
    assert "kept in time" not in dana.get("/promises").text
    post(dana, f"/promises/{world.promise}/kept", how="called")
    assert "your promises: 1 of 1 kept in time (100 %)" in " ".join(dana.get("/promises").text.split())
    assert "kept in time" not in robin.get("/promises").text
    assert "the store’s promises: 1 of 1" in " ".join(robin.get("/promises?whose=all").text.split())
    assert "kept in time" not in dana.get("/promises?whose=all").text


@pytest.mark.parametrize(("spoke", "state"), [("yes", "answered"), ("no", "waiting")])
def test_only_a_call_in_which_they_spoke_stops_the_clock(dana, world, parts, spoke, state):
    post(dana, f"/conversations/{world.conversation}/calls", text="He comes Thursday", spoke=spoke)
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).state == state
        assert session.query(Record).filter_by(kind="call").one().text == "He comes Thursday"


def test_a_snooze_needs_a_time_that_is_to_come(dana, world, parts):
    path = f"/conversations/{world.conversation}/snooze"
    post(dana, path, at="2020-01-01T09:00")
    post(dana, path)
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).state == "waiting"
    post(dana, path, at="2026-11-24T09:00")
    with parts.services.sessions() as session:
        assert session.get_one(Conversation, world.conversation).state == "snoozed"


def test_what_was_set_aside_is_shown_as_text_and_read_again(robin, world, parts):
    assert "No sender could be read in it." in robin.get("/ledger?show=aside").text
    page = robin.get(f"/ledger/{world.entry}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    answer = post(robin, f"/ledger/{world.entry}/reading")
    assert answer.status_code == 303, answer.text
    with parts.services.sessions() as session:
        assert session.get_one(LedgerEntry, world.entry).state == "received"


def test_settings_show_hours_and_people_and_keep_secrets_from_managers(robin):
    text = robin.get("/settings").text
    assert "9 am – 7 pm" in text
    assert "Luis Ortega" in text
    assert "/feedback/northgate" in text
    assert "token-email" not in text


def test_odd_input_ends_in_a_sentence(dana, world):
    where, huge = f"/conversations/{world.conversation}", "9" * 23
    assert post(dana, f"{where}/handoff", note="yours?").status_code == 303
    assert b"Choose a teammate of this store" in dana.get(where).data
    assert post(dana, f"{where}/handoff", taker=huge).status_code in (303, 404)
    assert dana.get(f"/conversations/{huge}").status_code == 404
    assert post(dana, f"/drafts/{world.draft}/wording", wording="a\x1fb\x1fzz", text="x").status_code == 400


def test_a_call_that_stops_the_clock_has_words(dana, world):
    where = f"/conversations/{world.conversation}"
    post(dana, f"{where}/calls", text="", spoke="yes")
    assert b"Say in a few words" in dana.get(where).data


def test_knowing_nothing_is_not_noted(dana, world):
    post(dana, f"/drafts/{world.draft}/vouch", statement=" ", text="x")
    said = dana.get(f"/conversations/{world.conversation}").data
    assert b"Say what it is that you know" in said
    assert b"knows this." not in said
