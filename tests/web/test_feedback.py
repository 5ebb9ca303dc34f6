"""The feedback page: nothing typed is lost, and it says only what is true."""

import io
import json

import pytest
from tests_machines import site, store

from assistant.records import LedgerEntry, Message, Teammate

PATH = "/feedback/northgate"


@pytest.fixture
def client(cast):
    return site(cast).test_client()


def kept(cast):
    with cast.services.sessions() as session:
        return [json.loads(entry.raw.content) for entry in session.query(LedgerEntry)]


def test_words_come_first_and_nothing_but_words_is_asked_for(client):
    page = client.get(PATH).text
    places = [page.index(f'name="{name}"') for name in ("message", "rating", "name", "email", "phone")]
    assert places == sorted(places)
    assert " required" not in page and "<script" not in page


def test_the_page_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get(PATH).headers


def test_the_page_names_who_reads_and_promises_no_time_without_a_policy(client, cast):
    page = client.get(PATH).text
    assert "Sam Whitfield or a colleague at Northgate Motors reads this." in page
    assert "Open until 6 pm." in page
    assert "answer by" not in page and "minutes" not in page


def test_the_page_says_what_the_stores_policy_says(client, cast):
    store(cast, presence="We answer by {answer_by}.")
    cast.clock.forward(hours=9)
    page = client.get(PATH).text
    assert "Closed until tomorrow at 9 am." in page and "We answer by tomorrow at 9:15 am." in page


def test_nobody_who_left_is_named_as_the_reader(client, cast):
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.sam.id).active = False
    assert "A person at Northgate Motors reads this." in client.get(PATH).text


def test_feedback_is_kept_filed_and_thanked_for(client, cast):
    typed = {"message": "Luis was kind.", "rating": "5", "name": "Ann Lee", "email": "ann@mail.example"}
    answer = client.post(PATH, data=typed, follow_redirects=True)
    assert answer.status_code == 200 and "have arrived" in answer.text
    cast.works()
    message = cast.all(Message)[0]
    assert (message.visible_text, message.rating, message.sender_name) == ("Luis was kind.", 5, "Ann Lee")
    assert cast.all(LedgerEntry)[0].form == "feedback"


def test_a_rating_alone_is_feedback_too(client, cast):
    assert client.post(PATH, data={"rating": "2"}).status_code == 303
    assert kept(cast)[0]["rating"] == "2"


def test_whoever_leaves_no_address_is_told_that_no_answer_can_reach_them(client, cast):
    store(cast, presence="We answer within the hour.")
    page = client.post(PATH, data={"message": "Nice."}, follow_redirects=True).text
    assert "no way to reach you" in page and "within the hour" not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "Ann"}, "Please write a few words"),
        ({"message": "Hello there", "email": "ann@"}, "seems incomplete"),
        ({"message": "x" * 20_001}, "20,000 characters"),
    ],
)
def test_a_mistake_keeps_everything_that_was_typed(client, cast, typed, words):
    answer = client.post(PATH, data=typed)
    assert answer.status_code == 422 and words in answer.text
    assert all(value in answer.text for value in typed.values())
    assert kept(cast) == []


def test_what_was_typed_is_shown_again_as_words_and_never_as_a_page(client):
    answer = client.post(PATH, data={"message": "</textarea><script>alert(1)</script>", "email": '"><b>'})
    assert "<script" not in answer.text and "<b>" not in answer.text


def test_a_filled_trap_loses_nothing(client, cast):
    client.post(PATH, data={"message": "Real words", "website": "http://mine.example"})
    cast.works()
    message = cast.all(Message)[0]
    assert message.visible_text == "Real words"
    assert "http://mine.example" in message.text


def test_too_many_at_once_wait_with_their_words_still_there(client, cast):
    codes = [client.post(PATH, data={"message": f"Words {n}"}).status_code for n in range(20)]
    assert set(codes) == {303}
    answer = client.post(PATH, data={"message": "One more word"})
    assert answer.status_code == 429 and "One more word" in answer.text
    assert len(kept(cast)) == 20


def test_an_unknown_store_has_no_page(client):
    assert client.get("/feedback/nowhere").status_code == 404


PHOTO = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def photo(name="dent.png", content=PHOTO, kind="image/png"):
    return (io.BytesIO(content), name, kind)


def test_photos_come_along_with_the_words(client, cast):
    typed = {"message": "This dent.", "email": "ann@mail.example", "photos": [photo(), photo("b.png")]}
    assert client.post(PATH, data=typed).status_code == 303
    cast.works()
    with cast.services.sessions() as session:
        (message,) = session.query(Message)
        files = [(one.name, one.content_type, one.content) for one in message.attachments]
    assert files == [("dent.png", "image/png", PHOTO), ("b.png", "image/png", PHOTO)]


@pytest.mark.parametrize(
    ("photos", "words"),
    [
        ([photo(f"{n}.png") for n in range(6)], "choose fewer"),
        ([photo("run.exe", kind="application/x-dosexec")], "Only photos fit here"),
        ([photo(content=b"x" * 12_000_001)], "larger than 12 MB"),
    ],
)
def test_too_many_photos_keep_every_word(client, cast, photos, words):
    answer = client.post(PATH, data={"message": "All my words", "photos": photos})
    assert answer.status_code == 422 and words in answer.text and "All my words" in answer.text
    assert kept(cast) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"answer": "mail", "email": "ann@mail.example"}, "answers by e-mail"),
        ({"answer": "phone", "phone": "206 555 0143"}, "answers by phone"),
        ({"answer": "none", "email": "ann@mail.example"}, "You asked for no answer"),
        ({}, "no way to reach you"),
    ],
)
def test_the_thanks_say_what_happens_next(client, cast, typed, told):
    page = client.post(PATH, data={"message": "Nice.", **typed}, follow_redirects=True).text
    assert told in page
    cast.works()
    if "answer" in typed:
        assert "They would like: " in cast.all(Message)[0].text


@pytest.mark.parametrize(("answer", "asked"), [("mail", "Which address"), ("phone", "Which number")])
def test_whoever_wants_an_answer_is_asked_where_to(client, cast, answer, asked):
    page = client.post(PATH, data={"message": "Nice.", "answer": answer})
    assert page.status_code == 422 and asked in page.text and "Nice." in page.text
