"""Worth writing on Today and its own page, the letter behind it, and the rules that bring people up."""

import re
from datetime import timedelta

import pytest
from tests_web import post, signed_in

from assistant.core.consent import Scope, Way
from assistant.core.states import OptOutState, TouchState
from assistant.core.touches import TouchKind
from assistant.records import (
    Conversation,
    Deed,
    Delivery,
    Draft,
    OptOut,
    Record,
    RecordKind,
    Remembered,
    Store,
    Teammate,
    Touch,
)


@pytest.fixture
def quiet(parts, world, clock):
    """Tom was answered; there is a reason to write to him, Dana's."""
    with parts.services.sessions.begin() as session:
        session.get_one(Conversation, world.conversation).close(session.get_one(Teammate, world.dana), "x")
        sale = session.query(Record).filter_by(kind=RecordKind.SALE).one()
        sale.data = {"at": sale.at.isoformat(), "vehicle": "2019 Subaru Outback Limited"}
        touch = Touch(
            store_id=world.store, customer_id=world.tom, kind=TouchKind.SETTLED_IN, matter="sale:1:3w",
            reason="Bought the Outback 3 weeks ago; nobody has asked how it goes.", fact=f"sale:{sale.id}",
            owner_id=world.dana, made_at=clock(), from_at=clock(), best_before=clock() + timedelta(days=9),
        )  # fmt: skip
        session.add(touch)
        session.flush()
        return touch.id


def one(parts, kind=Touch):
    with parts.services.sessions() as session:
        return session.query(kind).order_by(kind.id.desc()).first()


def test_today_says_whom_and_why_and_until_when(dana, quiet):
    text = dana.get("/today").text
    assert "Worth writing" in text and "Tom Becker" in text
    assert "Bought the Outback 3 weeks ago; nobody has asked how it goes." in text
    assert "until <time" in text and "Dec 2" in text


def test_on_today_stand_five_and_how_many_more(dana, quiet, parts, world, clock):
    with parts.services.sessions.begin() as session:
        for number in range(7):
            session.add(
                Touch(
                    store_id=world.store,
                    customer_id=world.tom,
                    kind=TouchKind.THANKS,
                    matter=f"note:{number}",
                    reason=f"Reason {number}.",
                    owner_id=world.dana,
                    made_at=clock(),
                    from_at=clock(),
                    best_before=clock() + timedelta(days=1),
                )  # fmt: skip
            )
    text = dana.get("/today").text
    assert text.count('id="touch-') == 5 and "3 more</a>" in text


def test_it_is_its_owners_and_a_manager_sees_everyones(app, dana, robin, quiet, parts, world):
    luis = signed_in(app, "luis@northgate.example")
    assert "nobody has asked" in dana.get("/touches").text
    assert "nobody has asked" not in luis.get("/touches").text
    assert "nobody has asked" not in luis.get("/touches?whose=all").text
    assert "nobody has asked" in robin.get("/touches?whose=all", buffered=True).text
    (looked,) = [deed for deed in all_of(parts, Deed) if deed.what == "saw a list of customers"]
    assert looked.about["customers"] == [world.tom]


def test_whoever_waits_is_not_worth_writing_but_answering(dana, parts, world, quiet, clock):
    with parts.services.sessions.begin() as session:
        session.get_one(Conversation, world.conversation).customer_wrote(clock())
    assert "nobody has asked" not in dana.get("/today").text
    answer = post(dana, f"/touches/{quiet}/letter", to="/today")
    assert answer.location == "/today"
    assert "answer that first" in dana.get("/today").text
    assert one(parts, Draft).id == world.draft


def test_write_lands_at_the_letter_with_its_reason(dana, quiet, parts):
    answer = post(dana, f"/touches/{quiet}/letter")
    page = dana.get(answer.location).text
    assert "You write first. The reason: Bought the Outback" in page
    assert "Nothing was written here yet: you write first." in page and "Not sent yet" in page
    assert "to tom.becker@mail.example" in page and "Outback" in one(parts, Draft).subject
    draft = one(parts, Draft)
    assert draft.message_id is None and draft.unasked["kind"] == "status"
    assert "Open the letter" in dana.get("/touches").text


def test_the_letter_is_approved_like_any_answer(dana, quiet, parts):
    post(dana, f"/touches/{quiet}/letter")
    draft = one(parts, Draft)
    answer = post(dana, f"/drafts/{draft.id}/approval", text=draft.text, newest_seen_id=0)
    assert answer.status_code == 303, answer.text
    assert one(parts, Draft).state.value == "approved"


@pytest.mark.parametrize("path", ["check", "text", "redraft", "discard", "signer", "variation", "answered"])
def test_every_button_of_the_letter_works(dana, quiet, parts, path):
    post(dana, f"/touches/{quiet}/letter")
    draft = one(parts, Draft)
    fields = {"text": draft.text + " Best.", "newest_seen_id": 0, "way": "warmer", "question": 0}
    assert post(dana, f"/drafts/{draft.id}/{path}", **fields).status_code in (200, 303)
    assert dana.get(f"/conversations/{draft.conversation_id}").status_code == 200


def test_not_now_and_never_are_said_and_kept(dana, quiet, parts):
    post(dana, f"/touches/{quiet}/later", until="2026-11-30T09:00")
    assert one(parts).state is TouchState.NOT_NOW
    assert "nobody has asked" not in dana.get("/today").text
    post(dana, f"/touches/{quiet}/later", until="x")
    assert "Choose until when" in dana.get("/today").text
    post(dana, f"/touches/{quiet}/never", scope="all", why="moved away")
    found = one(parts)
    assert (found.state, found.everything, found.ended_why) == (TouchState.NEVER, True, "moved away")


def test_without_a_verified_address_one_calls_and_logs_it(dana, quiet, parts, world):
    with parts.services.sessions.begin() as session:
        for identity in session.get_one(Touch, quiet).customer.identities:
            identity.verified = False
    text = dana.get("/touches").text
    assert "Call them: (555) 010-0177" in text and ">Write<" not in text
    post(dana, f"/touches/{quiet}/call", text="He likes it.")
    assert one(parts).state is TouchState.CALLED


# the rules


FIELDS = {"kind": "service-due", "on": "yes", "after": "150", "lasts": "60", "weekly": "5"}


def test_a_manager_sees_whom_a_rule_would_bring_up_and_nothing_is_kept(robin, quiet, parts, world):
    path = f"/settings/touches/{world.store}"
    assert (
        "Nobody within seven days" in post(robin, path, act="preview", **FIELDS).text
    )  # one thing at a time
    with parts.services.sessions.begin() as session:
        session.delete(session.get_one(Touch, quiet))
    page = post(robin, path, act="preview", **FIELDS).text
    assert "1 person within seven days" in page and "Nothing is kept yet." in page
    assert "Tom Becker" in page and 'value="150"' in page
    assert all_of(parts, Touch) == [] and rules(parts, world) == {}
    assert not [deed for deed in all_of(parts, Deed) if deed.what == "changed settings"]


def test_a_kept_rule_counts_from_then_on(robin, quiet, parts, world):
    post(robin, f"/settings/touches/{world.store}", act="keep", **FIELDS)
    assert rules(parts, world)["service-due"] == {"after": 150, "lasts": 60, "weekly": 5, "on": True}
    post(robin, f"/settings/touches/{world.store}", **{**FIELDS, "kind": "survey", "after": "0"})
    assert "nobody knows yet" in robin.get("/settings/touches").text
    assert "survey" not in rules(parts, world)


def test_levels_are_kept_and_shown_again(robin, parts, world):
    fields = {
        "level-0-name": "Gold",
        "level-0-at": "5",
        "level-0-counts": "services",
        "level-0-taste": "A wash.",
    }
    post(robin, f"/settings/touches/{world.store}/levels", **fields)
    assert rules(parts, world)["levels"] == [
        {"name": "Gold", "counts": "services", "at": 5, "taste": "A wash."}
    ]
    assert 'value="Gold"' in robin.get("/settings/touches").text
    post(robin, f"/settings/touches/{world.store}/levels", **{**fields, "level-0-at": "many"})
    assert "needs a number" in robin.get("/settings/touches").text


def test_a_member_changes_no_rule(dana, world):
    assert dana.get("/settings/touches").status_code == 403
    assert post(dana, f"/settings/touches/{world.store}", **FIELDS).status_code == 403


def test_a_day_that_they_told_us_is_noted_and_taken_out(dana, parts, world):
    path = f"/customers/{world.tom}"
    post(dana, f"{path}/dates", what="your daughter turns 16.", day="2027-05-04", yearly="yes")
    found = one(parts, Remembered)
    assert (found.what, found.day, found.month_day, found.yearly) == (
        "your daughter turns 16", "2027-05-04", 504, True,
    )  # fmt: skip
    text = dana.get(path).text
    assert "your daughter turns 16" in text and "May 4, every year, noted by Dana" in text
    post(dana, f"{path}/dates", what="x", day="someday")
    assert "Choose the day first" in dana.get(path).text
    post(dana, f"/dates/{found.id}/forgetting")
    assert one(parts, Remembered) is None


def all_of(parts, kind):
    with parts.services.sessions() as session:
        return session.query(kind).all()


def rules(parts, world):
    with parts.services.sessions() as session:
        return session.get_one(Store, world.store).touch_rules


def test_never_anything_stands_on_their_page_and_is_taken_back(dana, quiet, parts, world):
    path = f"/customers/{world.tom}"
    assert "Not written to first" not in dana.get(path).text
    post(dana, f"/touches/{quiet}/never", scope="all", why="He asked me at the desk.")
    text = dana.get(path).text
    assert "Not written to first" in text and "Never, whatever the reason" in text
    assert "Dana, <time" in text and "He asked me at the desk." in text
    post(dana, f"/touches/{quiet}/never/undo")
    assert "Not written to first" not in dana.get(path).text
    touch = one(parts)
    assert (touch.state, touch.everything, touch.open) == (TouchState.LAPSED, False, False)
    assert one(parts, Deed).what == "took a never back"
    post(dana, f"/touches/{quiet}/never/undo")
    assert "Nobody says never to that any more. Nothing was changed." in dana.get(path).text


def test_never_of_a_kind_says_which(dana, quiet, world):
    post(dana, f"/touches/{quiet}/never", scope="kind", why="")
    assert "Never for this: settled in with the car" in dana.get(f"/customers/{world.tom}").text


def test_a_letter_to_somebody_who_left_meanwhile_has_no_green_button(dana, quiet, parts, world, clock):
    page = post(dana, f"/touches/{quiet}/letter").headers["Location"].partition("#")[0]
    assert "Stops the sending" not in dana.get(page).text
    with parts.services.sessions.begin() as session:
        session.add(
            OptOut(
                store_id=world.store, customer_id=world.tom, way=Way.EMAIL, scope=Scope.COMMERCIAL,
                state=OptOutState.CONFIRMED, words="no", how="a link", said_at=clock(), decided_at=clock(),
            )
        )  # fmt: skip
    text = dana.get(page).text
    assert "Stops the sending" in text and "They asked on" in text


def test_what_we_held_back_ourselves_is_not_said_to_be_undeliverable(dana, quiet, parts, world, clock):
    page = post(dana, f"/touches/{quiet}/letter").headers["Location"].partition("#")[0]
    text = dana.get(page).text
    fields = dict(re.findall(r'name="(version|shown_digest|newest_seen_id)" value="([^"]*)"', text))
    draft = one(parts, Draft)
    post(dana, f"/drafts/{draft.id}/approval", text=draft.text, **fields)
    with parts.services.sessions.begin() as session:
        delivery = session.query(Delivery).one()
        delivery.give_up("A complaint of theirs is open.", clock())
        delivery.approval.draft.reopen()
    text = dana.get("/today").text
    assert "was not sent.</strong> A complaint of theirs is open." in text
    assert "could not be delivered" not in text


@pytest.mark.parametrize(("spoke", "heard"), [("yes", True), ("no", False)])
def test_a_voicemail_is_no_word_of_ours_that_they_heard(dana, parts, world, clock, spoke, heard):
    with parts.services.sessions.begin() as session:
        session.add(
            Record(
                store_id=world.store, customer_id=world.tom, kind=RecordKind.CALL, at=clock(), text="Called.",
                data={"spoke": spoke},
            )
        )  # fmt: skip
    text = dana.get(f"/customers/{world.tom}").text
    assert ("last heard from us" in text) is heard
