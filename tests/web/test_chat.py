"""Chat: no line lost, none doubled, none shown to another visitor."""

import uuid

import pytest
from tests_machines import CHAT, EMAIL, site, store, token

from assistant.core.states import InboundState
from assistant.records import Base, Conversation, LedgerEntry, Message
from assistant.web import chat


class Visitor:
    def __init__(self, client, cast):
        self.client, self.token, self.visitor = client, token(cast, CHAT), ""
        self.path = f"/chat/{self.token}/lines"

    def sends(self, text, *, line=None, **more):
        body = {"line": line or str(uuid.uuid4()), "text": text, "visitor": self.visitor, **more}
        answer = self.client.post(self.path, json=body)
        if answer.status_code == 202:
            self.visitor = answer.json["visitor"]
        return answer

    def reads(self, after=""):
        return self.client.get(self.path, query_string={"visitor": self.visitor, "after": after}).json[
            "lines"
        ]

    def texts(self):
        return [line["text"] for line in self.reads()]


@pytest.fixture
def client(cast):
    return site(cast).test_client()


@pytest.fixture
def ann(client, cast):
    return Visitor(client, cast)


@pytest.fixture
def bob(client, cast):
    return Visitor(client, cast)


def test_the_first_line_gets_a_token_that_nobody_can_guess_and_no_cookie(ann):
    answer = ann.sends("does it have the tow package")
    assert answer.status_code == 202
    assert len(answer.json["visitor"]) == 32 and "Set-Cookie" not in answer.headers


def test_a_line_is_there_for_a_reload_before_and_after_it_is_filed(ann, cast):
    ann.sends("Hi")
    assert ann.texts() == ["Hi"]
    cast.works()
    assert ann.texts() == ["Hi"]


def test_lines_stay_in_order_in_one_conversation(ann, cast):
    for text in ("one", "two", "three"):
        ann.sends(text)
    cast.works()
    assert ann.texts() == ["one", "two", "three"]
    assert len(cast.all(Conversation)) == 1


def test_a_line_sent_again_after_a_lost_answer_is_one_line(ann, cast):
    ann.sends("Hi")
    line = str(uuid.uuid4())
    ann.sends("still there?", line=line)
    ann.sends("still there?", line=line)
    assert ann.texts() == ["Hi", "still there?"]
    cast.works()
    assert ann.texts() == ["Hi", "still there?"]
    assert [entry.state for entry in cast.all(LedgerEntry)][-1] is InboundState.KNOWN


def test_even_a_first_line_sent_again_comes_to_the_same_visitor(ann, bob, cast):
    line = str(uuid.uuid4())
    ann.sends("Hi", line=line)
    bob.sends("Hi", line=line)
    cast.works()
    assert ann.visitor == bob.visitor and ann.texts() == ["Hi"]
    assert len(cast.all(Message)) == 1


def test_the_same_words_twice_are_two_lines(ann, cast):
    ann.sends("yes")
    ann.sends("yes")
    cast.works()
    assert ann.texts() == ["yes", "yes"]


def test_the_approved_line_of_a_teammate_is_there_after_a_reload_and_told_live(ann, cast):
    ann.sends("Is the blue van there?")
    cast.works()
    inbox_id = cast.tokens[CHAT][0]
    with cast.services.live.listen([f"visitor:{inbox_id}:{chat.key_of(ann.visitor)}"]) as listener:
        assert ann.texts() == ["Is the blue van there?"]  # a draft is no line
        cast.clock.forward(minutes=1)
        cast.approves(text="One sec, I'm looking.")
        assert len(ann.texts()) == 1
        cast.clock.forward(minutes=1)
        cast.works()
        assert listener.next(1) == (f"visitor:{inbox_id}:{chat.key_of(ann.visitor)}", "line")
    last = ann.reads()[-1]
    assert (last["from"], last["text"]) == ("store", "One sec, I'm looking.")
    assert "Sam Whitfield" in last["name"]
    assert [line["id"] for line in ann.reads(after=ann.reads()[0]["id"])] == [last["id"]]


def test_nobody_reads_the_lines_of_another(ann, bob, client, cast):
    ann.sends("my address is 1 Elm Street")
    bob.sends("hello")
    cast.works()
    assert bob.texts() == ["hello"]
    for guess in ("", "0" * 31, "%", ann.visitor.upper(), ann.visitor + "0"):
        assert client.get(ann.path, query_string={"visitor": guess}).status_code == 404
    assert client.get(ann.path, query_string={"visitor": "0" * 32}).json == {"lines": []}


def test_what_is_kept_of_a_visitor_opens_no_chat(ann, client, cast):
    """Whoever reads the database has no key to a conversation: only the browser has."""
    ann.sends("my address is 1 Elm Street")
    cast.works()
    with cast.services.sessions() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(table.select()):
                assert ann.visitor not in repr(tuple(row)), table.name
    (conversation,) = cast.all(Conversation)
    assert conversation.visitor == chat.key_of(ann.visitor)
    assert client.get(ann.path, query_string={"visitor": conversation.visitor}).json == {"lines": []}


def test_a_token_opens_nothing_in_another_inbox(ann, client, cast):
    ann.sends("secret words")
    other = client.get(f"/chat/{token(cast, EMAIL)}/lines", query_string={"visitor": ann.visitor})
    assert other.status_code == 404


def test_name_and_address_travel_with_the_line_as_claims(ann, cast):
    ann.sends("Hi", name="Ann Lee", email="ann@mail.example", page="https://northgate.example/P1234")
    cast.works()
    message = cast.all(Message)[0]
    assert (message.sender_name, message.sender_email) == ("Ann Lee", "ann@mail.example")
    assert message.page == "https://northgate.example/P1234"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"line": str(uuid.uuid4()), "text": "  "}, 400),
        ({"line": "1", "text": "guessable"}, 400),
        ({"text": "no id"}, 400),
        ({"line": str(uuid.uuid4()), "text": "x" * 4001}, 413),
        ({"line": str(uuid.uuid4()), "text": "x" * 70_000}, 413),
        (["a", "list"], 400),
        ({"line": 7, "text": {"a": 1}}, 400),
    ],
)
def test_what_is_no_line_is_refused_in_a_sentence(ann, client, cast, body, code):
    answer = client.post(ann.path, json=body)
    assert answer.status_code == code and answer.json["error"]
    assert cast.all(LedgerEntry) == []


def test_sites_of_the_store_may_talk_to_it_and_others_may_not(client, cast):
    path = f"/chat/{token(cast, CHAT)}/lines"
    ours = client.options(path, headers={"Origin": "https://www.northgate.example"})
    assert ours.headers["Access-Control-Allow-Origin"] == "https://www.northgate.example"
    assert ours.headers["Access-Control-Allow-Headers"] == "Content-Type"
    for origin in ("https://evil.example", "null", "https://notnorthgate.example"):
        assert "Access-Control-Allow-Origin" not in client.options(path, headers={"Origin": origin}).headers


def test_too_many_lines_are_asked_to_come_later(ann):
    codes = [ann.sends(f"line {n}").status_code for n in range(61)]
    assert codes == [202] * 60 + [429]


def test_the_widget_says_who_reads_and_when_from_hours_and_policy_alone(client, cast):
    path = f"/chat/{token(cast, CHAT)}/presence"
    now = client.get(path).json
    assert now["open"] is True
    assert now["line"] == "Sam or a colleague at Northgate Motors reads this. Open until 6 pm."
    store(cast, presence="Leave an e-mail address and somebody answers by {opens}.")
    cast.clock.forward(hours=10)
    now = client.get(path).json
    assert now["open"] is False
    assert now["line"].endswith(
        "Closed until tomorrow at 9 am. Leave an e-mail address and somebody answers by tomorrow at 9 am."
    )


def test_a_store_without_hours_says_nothing_of_them(client, cast):
    store(cast, week={})
    line = client.get(f"/chat/{token(cast, CHAT)}/presence").json["line"]
    assert line == "Sam or a colleague at Northgate Motors reads this."


def test_the_script_is_small_and_asks_nobody_else(client):
    import gzip

    answer = client.get("/widget.js")
    assert answer.mimetype == "text/javascript"
    assert len(gzip.compress(answer.data)) < 15_000
    assert b"innerHTML" not in answer.data and b"://" not in answer.data


def test_the_demo_page_shows_the_tag_to_paste(client, cast):
    page = client.get(f"/chat/{token(cast, CHAT)}/demo").text
    assert f'data-inbox="{token(cast, CHAT)}" defer' in page and "&lt;script" in page


def test_early_in_the_morning_the_opening_is_told_without_its_day(client, cast):
    cast.clock.forward(hours=-3)
    line = client.get(f"/chat/{token(cast, CHAT)}/presence").json["line"]
    assert line.endswith("Closed until 9 am.")
