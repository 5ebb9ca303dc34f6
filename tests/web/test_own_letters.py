"""Write to them: offered where it can be sent, and the page of the letter."""

from tests_web import post

from assistant.records import Customer


def test_it_is_begun_on_the_customers_page(dana, world):
    assert "Write to them" in dana.get(f"/customers/{world.tom}").text
    answer = post(dana, f"/customers/{world.tom}/letter")
    page = dana.get(answer.location).text
    assert "You write of your own accord. Nothing has left." in page and "Hi Tom," in page


def test_where_no_address_is_surely_theirs_it_is_not_offered_and_says_why(dana, parts, world):
    with parts.services.sessions.begin() as session:
        for identity in session.get_one(Customer, world.tom).identities:
            identity.verified = False
    assert "Write to them" not in dana.get(f"/customers/{world.tom}").text
    assert post(dana, f"/customers/{world.tom}/letter").location == f"/customers/{world.tom}"
    assert "call them, and log the call. Nothing was written." in dana.get(f"/customers/{world.tom}").text


def test_in_a_conversation_where_they_wait_it_is_answered_instead(dana, world):
    post(dana, f"/customers/{world.tom}/letter", conversation=world.conversation)
    assert "They wait for an answer there" in dana.get(f"/conversations/{world.conversation}").text


def test_of_another_store_there_is_nobody_to_write_to(mallory, world):
    assert post(mallory, f"/customers/{world.tom}/letter").status_code == 404
