"""Knowledge and examples: read by everybody of the store, kept by managers, taken in from a file."""

from io import BytesIO

import pytest
from tests_web import post, signed_in, token_of

from assistant.core.audit import Did
from assistant.pipeline import knowing
from assistant.pipeline.knowing import Snippet
from assistant.records import Deed, Example, Knowledge, KnowledgeKind, Teammate

DEPOSIT = {
    "kind": "policy",
    "title": "Deposit",
    "text": "A $500 deposit holds a car.",
    "topics": "deposit, hold",
}


def rows(parts):
    with parts.services.sessions() as session:
        return session.query(Knowledge).order_by(Knowledge.id).all()


def add(client, world, **fields):
    return post(client, "/knowledge/new", **{"store": world.store, **DEPOSIT, **fields})


def test_a_manager_adds_changes_and_deletes_and_everybody_reads(robin, dana, mallory, world, parts):
    assert add(robin, world, owner=world.luis).status_code == 303
    (row,) = rows(parts)
    text = dana.get("/knowledge").text
    assert "A $500 deposit holds a car." in text and "Luis Ortega" in text and "Still true?" in text
    assert "A $500 deposit" not in mallory.get("/knowledge").text
    changed = {**DEPOSIT, "text": "A $300 deposit holds a car."}
    post(robin, f"/knowledge/{row.id}", **changed)
    assert "A $300 deposit" in dana.get("/knowledge").text
    post(robin, f"/knowledge/{row.id}/deletion")
    assert not rows(parts)


def test_a_member_changes_nothing(dana, robin, world, parts):
    add(robin, world)
    (row,) = rows(parts)
    assert post(dana, f"/knowledge/{row.id}", **DEPOSIT).status_code == 403
    assert post(dana, f"/knowledge/{row.id}/deletion").status_code == 403
    post(dana, f"/knowledge/{row.id}/confirmation")
    assert "Only its owner" in dana.get("/knowledge").text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": ""}, "needs a title"),
        ({"limit": "much"}, "is no amount"),
        ({"kind": "rumour"}, "Say whether"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_loses_nothing(robin, world, parts, wrong, why):
    answer = add(robin, world, **wrong)
    assert answer.status_code == 400 and why in answer.text
    assert "A $500 deposit holds a car." in answer.text and not rows(parts)


def test_nobody_of_another_store_owns_it_and_no_other_store_gets_it(robin, world, parts):
    add(robin, world, owner=world.mallory)
    assert add(robin, world, store=999).status_code == 404
    assert not rows(parts)


def test_what_nobody_confirmed_is_flagged_until_somebody_does(robin, world, parts, clock):
    add(robin, world)
    clock.forward(hours=24 * 200)
    robin = signed_in(robin.application, "robin@northgate.example")
    assert "not confirmed since" in robin.get("/knowledge?show=stale").text
    post(robin, f"/knowledge/{rows(parts)[0].id}/confirmation")
    assert "Everything was confirmed in time." in robin.get("/knowledge?show=stale").text


def test_it_is_found_by_its_words(robin, world):
    add(robin, world)
    add(robin, world, title="Winter tires", text="We store them.", topics="tires")
    found = robin.get("/knowledge?q=tire").text
    assert "We store them." in found and "A $500" not in found
    assert "Nothing holds all of these words." in robin.get("/knowledge?q=zebra").text
    assert "We store them." not in robin.get("/knowledge?kind=option").text


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("k.csv", b"kind,title,text\npolicy,Deposit,Held for a week.\npolicy,,x\n"),
        ("k.md", b"## Deposit\nkind: policy\n\nHeld for a week.\n\n##  \nx\n"),
    ],
)
def test_a_file_is_taken_with_the_same_report_as_by_command(robin, world, parts, name, raw):
    data = {"csrf_token": token_of(robin.get("/today")), "file": (BytesIO(raw), name)}
    answer = robin.post("/knowledge/import", data=data, content_type="multipart/form-data")
    assert "1 added" in answer.text and "1 refused" in answer.text and "no title" in answer.text
    assert [row.text for row in rows(parts)] == ["Held for a week."]
    with parts.services.sessions() as session:
        (deed,) = session.query(Deed).filter_by(what="imported").all()
    assert deed.teammate_id == world.robin


def test_a_file_that_is_none_changes_nothing(robin, world, parts):
    data = {"csrf_token": token_of(robin.get("/today")), "file": (BytesIO(b"only words"), "k.md")}
    answer = robin.post("/knowledge/import", data=data, content_type="multipart/form-data")
    assert answer.status_code == 400 and "Nothing was changed." in answer.text and not rows(parts)


def test_words_of_a_file_never_become_markup(robin, world, parts):
    with parts.services.sessions() as session:
        by = session.get_one(Teammate, world.robin)
        _ = by.store_ids
    given = Snippet(KnowledgeKind.POLICY, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    knowing.add(parts.services, world.store, given, by=by, now=parts.services.clock())
    text = robin.get("/knowledge").text
    assert "<script>alert" not in text and "<img src=x" not in text


def test_a_sent_reply_is_hung_on_the_wall_without_its_customer(dana, robin, mallory, world, parts):
    from test_web_draft import approve

    approve(dana, world)
    parts.engine.run_all()
    page = dana.get(f"/conversations/{world.conversation}").text
    assert "Good example" in page
    sent = page.partition("/messages/")[2].partition("/example")[0]
    post(dana, f"/messages/{sent}/example", why="The car by name, then two times")
    wall = robin.get("/examples").text
    assert "The car by name, then two times" in wall and "I would gladly take" in wall
    for word in ("Tom", "Outback", "P1234", "4:15", "Becker"):
        assert word not in wall
    assert "two times" not in mallory.get("/examples").text
    assert "two times" in dana.get("/examples?q=gladly").text
    assert "No example fits." in dana.get("/examples?q=zebra").text
    with parts.services.sessions() as session:
        key = session.query(Example).one().id
    post(robin, f"/examples/{key}/deletion")
    with parts.services.sessions() as session:
        whats = [Did.MARKED_EXAMPLE, Did.DROPPED_EXAMPLE]
        deeds = session.query(Deed).filter(Deed.what.in_(whats)).order_by(Deed.id).all()
        assert [deed.teammate_id for deed in deeds] == [world.dana, world.robin]
