"""Every route, as a teammate of the other store and as nobody."""

import pytest
from tests_web import post

OPEN = {"sign_in", "hooks", "feedback", "chat", "health", "look", None}


def pages(app, world):
    """(method, path) of every route that names a row of Northgate."""
    ids = {
        "conversation_id": world.conversation, "draft_id": world.draft, "message_id": world.message,
        "attachment_id": world.attachment, "customer_id": world.tom, "promise_id": world.promise,
        "entry_id": world.entry, "handoff_id": 1, "delivery_id": 1, "answer": "accept",
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        blueprint = rule.endpoint.partition(".")[0] if "." in rule.endpoint else None
        if blueprint in OPEN or not rule.arguments <= ids.keys():
            continue
        path = app.url_map.bind("localhost").build(
            rule.endpoint,
            {name: ids[name] for name in rule.arguments},
            method=next(iter(rule.methods & {"GET", "POST"})),
        )
        for method in rule.methods & {"GET", "POST"}:
            yield method, path, bool(rule.arguments)


def test_a_teammate_of_the_other_store_finds_none_of_its_rows(app, world, mallory, parts):
    named = [(method, path) for method, path, names_a_row in pages(app, world) if names_a_row]
    assert len(named) > 25
    for method, path in named:
        answer = mallory.get(path) if method == "GET" else post(mallory, path, text="x", why="x", needs="no")
        expected = (403, 404) if path.startswith("/ledger") else (404,)
        assert answer.status_code in expected, (method, path)


def test_nobody_gets_anything_but_the_way_to_sign_in(app, world, nobody):
    walked = list(pages(app, world))
    assert len(walked) > 30
    for method, path, _ in walked:
        answer = nobody.get(path) if method == "GET" else nobody.post(path)
        assert answer.status_code in (302, 400, 401), (method, path)
        assert "Tom Becker" not in answer.text


@pytest.mark.parametrize("path", ["/ledger", "/settings"])
def test_members_do_not_read_the_ledger_or_the_settings(dana, robin, path):
    assert dana.get(path).status_code == 403
    assert robin.get(path).status_code == 200


def test_a_member_takes_a_conversation_but_gives_none_away(dana, robin, world):
    path = f"/conversations/{world.conversation}/owner"
    assert post(dana, path, to_id=world.luis).status_code == 403
    assert post(robin, path, to_id=world.luis).status_code == 303
    assert post(dana, path, to_id=world.dana).status_code == 303


@pytest.mark.parametrize("path", ["/today", "/customers", "/promises"])
def test_lists_hold_nothing_of_the_other_store(mallory, path):
    assert "Tom Becker" not in mallory.get(path).text
