"""The draft: edit, check, approve, undo; nothing typed is ever lost."""

from tests_web import REPLY, post

from assistant.records import Approval, Conversation, Draft, Message
from assistant.records.message import Direction
from assistant.web.drafts import replaced


def draft_of(parts, world) -> Draft:
    with parts.services.sessions() as session:
        return session.get_one(Draft, world.draft)


def approve(client, world, **fields):
    values = {"text": REPLY, "newest_seen_id": world.message, "overrule": "I looked", **fields}
    return post(client, f"/drafts/{world.draft}/approval", **values)


def test_the_page_shows_their_words_the_draft_and_what_it_rests_on(dana, world):
    text = dana.get(f"/conversations/{world.conversation}").text
    assert "Approve and send as Dana" in text
    assert "to tom.becker@mail.example" in text
    assert "Stock list · 2 h old" in text
    assert "No appointment is in the book" in text
    assert "I know this" in text
    assert "mail Tom a trade-in range" in text


def test_approving_stores_exactly_what_was_typed_by_this_sign_in(dana, world, parts):
    answer = approve(dana, world, text=REPLY.replace("Hi Tom", "Hello Tom").replace("\n", "\r\n"))
    assert answer.status_code == 303
    with parts.services.sessions() as session:
        approval = session.query(Approval).one()
        assert approval.text == REPLY.replace("Hi Tom", "Hello Tom")
        assert (approval.teammate_id, approval.signer_id) == (world.dana, world.dana)


def test_after_approving_the_page_offers_undo_and_undo_brings_the_text_back(dana, world, parts):
    approve(dana, world)
    page = dana.get(f"/conversations/{world.conversation}").text
    assert "signed by Dana" in page
    post(dana, f"/drafts/{world.draft}/undo")
    assert "Approve and send as Dana" in dana.get(f"/conversations/{world.conversation}").text
    assert draft_of(parts, world).text == REPLY


def test_a_promise_is_unticked_only_with_a_reason(dana, world, parts):
    fields = {"promise-0-what": "mail Tom a range", "promise-0-due": "2026-11-25T17:00", "promise-0-who": 1}
    assert approve(dana, world, **fields).status_code == 409
    assert approve(dana, world, **fields, **{"promise-0-why": "Luis does it"}).status_code == 303


def test_a_promise_is_given_to_a_teammate_of_this_store_only(dana, world, parts):
    fields = {"promise-0-what": "mail Tom a range", "promise-0-due": "2026-11-25T17:00"}
    approve(dana, world, **fields, **{"promise-0-who": world.mallory, "promise-0-ticked": "yes"})
    with parts.services.sessions() as session:
        assert session.query(Approval).one().promises[0]["who_id"] == world.dana


def test_a_newer_message_stops_the_press_keeps_the_text_and_the_second_press_sends(dana, world, parts):
    with parts.services.sessions.begin() as session:
        conversation = session.get_one(Conversation, world.conversation)
        newer = Message(
            conversation=conversation, direction=Direction.IN, at=parts.services.clock(),
            sender_name="Tom Becker", text="Make that Friday.", visible_text="Make that Friday.",
        )  # fmt: skip
        session.add(newer)
        session.flush()
        newer_id = newer.id
    stopped = approve(dana, world, text=REPLY + "\nTyped.")
    assert stopped.status_code == 409
    assert "Make that Friday." in stopped.text
    assert "Typed." in stopped.text
    assert f'name="newest_seen_id" value="{newer_id}"' in stopped.text
    assert approve(dana, world, text=REPLY + "\nTyped.", newest_seen_id=newer_id).status_code == 303


def test_what_was_typed_is_kept_at_once(dana, world, parts):
    post(dana, f"/drafts/{world.draft}/text", text="Hi Tom, half a thought")
    assert draft_of(parts, world).text == "Hi Tom, half a thought"


def test_two_who_type_do_not_write_over_each_other_unseen(dana, robin, world, parts):
    post(dana, f"/drafts/{world.draft}/text", text="Dana's words", version=1)
    from tests_web import token_of

    token = token_of(robin.get("/today"))
    answer = robin.post(
        f"/drafts/{world.draft}/text",
        data={"csrf_token": token, "text": "Robin's words", "version": 1},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 409
    assert draft_of(parts, world).text == "Dana's words"


def test_a_check_while_typing_stores_nothing(dana, world, parts):
    found = post(
        dana, f"/drafts/{world.draft}/check", text="Hi Tom, I'll get back to you shortly."
    ).get_json()
    assert set(found["parts"]) == {"asks", "findings", "promised", "sources", "overrule"}
    assert draft_of(parts, world).text == REPLY


def test_a_better_wording_goes_to_its_place_without_a_script(dana, world, parts):
    wording = "\x1f".join(["Thursday at 4:15 or 5:00", "Thursday at 4:30", "0"])
    post(dana, f"/drafts/{world.draft}/wording", text=REPLY, wording=wording)
    assert "is here, and Thursday at 4:30 suits us well" in draft_of(parts, world).text


def test_only_the_meant_occurrence_is_replaced():
    assert replaced("a b a b", "a", "c", 1) == "a b c b"
    assert replaced("a b", "z", "c", 0) == "a b"
    assert replaced("a b", "a", "c", 5) == "a b"


def test_a_discarded_draft_is_fetched_back(dana, world):
    post(dana, f"/drafts/{world.draft}/discard", why="wrong car")
    page = dana.get(f"/conversations/{world.conversation}").text
    assert "wrong car" in page
    post(dana, f"/drafts/{world.draft}/lead")
    assert "Approve and send as Dana" in dana.get(f"/conversations/{world.conversation}").text


def test_signing_as_oneself_replaces_the_signature(robin, world, parts):
    post(robin, f"/drafts/{world.draft}/signer", text=REPLY)
    assert draft_of(parts, world).signer_id == world.robin
    assert "Approve and send as Robin" in robin.get(f"/conversations/{world.conversation}").text


def test_words_of_a_stranger_never_become_markup(dana, world, parts):
    with parts.services.sessions.begin() as session:
        conversation = session.get_one(Conversation, world.conversation)
        conversation.subject = "<script>alert(1)</script>"
        conversation.customer.name = '"><img src=x onerror=alert(1)>'
    for path in (f"/conversations/{world.conversation}", "/today", "/customers"):
        text = dana.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
