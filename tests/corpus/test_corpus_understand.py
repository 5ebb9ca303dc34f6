"""How much the rules understand of texts that nobody here wrote; each share is printed and has a floor."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.core.inquiry import Inquiry, Kind, Turn
from assistant.core.message import Channel
from assistant.core.thread import Line
from assistant.readers.reading import Reading
from assistant.readers.rules import RulesReader

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("America/New_York"))
READER = RulesReader()
REST = (Kind.THANKS, Kind.NOT_AN_INQUIRY)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here"),
]


def rows(path: str) -> list[dict]:
    lines = (CORPORA / path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def intents(name: str) -> list[dict]:
    return rows(f"texts_auto/throttleiq-intents/{name}_examples.jsonl")


def read(text: str, history: Iterable[dict] = (), **given) -> Inquiry:
    thread = tuple(Line("", line["direction"] == "in", line["body"], NOON) for line in history)
    return READER._read(Turn(text, NOON, thread=thread, **given))


def share(name: str, right: list[bool], floor: float) -> None:
    found = sum(right) / len(right)
    print(f"{name}: {sum(right)}/{len(right)} = {found:.3f} (floor {floor})")
    assert found >= floor, f"{name}: {found:.3f}"


def waits(inquiry: Inquiry) -> bool:
    return inquiry.kind not in REST


def test_short_dealership_messages_wait_exactly_when_they_need_a_reply():
    told = [
        (row["expected"]["should_reply"], waits(read(row["text"], row.get("history") or ())))
        for name in ("customer_ack_action", "inbound_reply_action")
        for row in intents(name)
        if "should_reply" in row["expected"]
    ]
    share("reply needed or not", [expected == found for expected, found in told], 0.92)
    share("of those that need one, waiting", [found for expected, found in told if expected], 0.98)


def test_every_explicit_request_to_a_dealership_waits_with_a_question():
    right = []
    for path in sorted((CORPORA / "texts_auto/throttleiq-intents").glob("*.jsonl")):
        for row in rows(str(path.relative_to(CORPORA))):
            if row.get("expected", {}).get("explicit_request") is True:
                inquiry = read(row["text"], row.get("history") or ())
                right.append(waits(inquiry) and bool(inquiry.questions))
    share("explicit requests that wait", right, 0.98)


TOPICS: dict[str, dict[str, set[str]]] = {
    "intent_parser": {
        "callback": {"call-back"},
        "availability": {"availability"},
        "test_ride": {"appointment", "availability"},
    },
    "booking_parser": {
        "schedule": {"appointment", "change"},
        "availability": {"appointment", "hours"},
        "reschedule": {"change", "appointment"},
        "cancel": {"change"},
    },
    "pricing_payments_intent": {
        "payments": {"finance", "trade-in", "paperwork"},
        "pricing": {"price", "finance"},
    },
    "vehicle_info_request": {"specs": {"feature"}, "compare": {"feature"}},
    "inventory_status": {
        "availability_check": {"availability", "feature"},
        "incoming_status_question": {"availability"},
        "hold_status_question": {"availability"},
        "factory_order_eta": {"availability"},
    },
}


@pytest.mark.parametrize("name", TOPICS)
def test_dealership_questions_get_their_topic(name):
    right = []
    for row in intents(name):
        if wanted := TOPICS[name].get(row["expected"]["intent"]):
            asked = read(row["text"], row.get("history") or ()).questions
            right.append(bool(wanted & {question.topic.value for question in asked}))
    share(f"topic of {name}", right, 0.88)


def test_web_form_posts_wait_with_a_question():
    posts = [read(row["body"]) for row in rows("texts_auto/throttleiq-web-forms/web_text_widget.jsonl")]
    share("web form posts", [waits(post) and bool(post.questions) for post in posts], 1.0)


def test_reviews_of_a_dealership_are_feedback_with_praise():
    found = [
        (row["rating"], read(row["text"], rating=round(row["rating"])))
        for row in rows("texts_auto/dealerrater-reviews/reviews.jsonl")
    ]
    right = [(inquiry.kind is Kind.FEEDBACK) == (stars > 2) for stars, inquiry in found]
    share("dealer reviews, kind", right, 0.98)
    share("dealer reviews, praise found", [bool(i.praise) for stars, i in found if stars > 2], 0.87)


def test_owner_reviews_are_complaints_or_feedback():
    found = [(row["label"], read(row["text"])) for row in rows("texts_auto/car-owner-reviews/reviews.jsonl")]
    share("owner reviews, Neg", [i.kind is Kind.COMPLAINT for label, i in found if label == "Neg"], 0.70)
    share("owner reviews, Pos", [i.kind is Kind.FEEDBACK for label, i in found if label == "Pos"], 0.76)


def test_complaints_to_the_authority_are_complaints():
    found = [read(row["text"]) for row in rows("texts_support/cfpb-complaints/complaints.jsonl")]
    share("CFPB, complaint", [inquiry.kind is Kind.COMPLAINT for inquiry in found], 0.89)
    share("CFPB, waiting", [waits(inquiry) for inquiry in found], 0.985)


def test_bank_questions_have_a_question_each():
    found = [read(row["text"]) for row in rows("texts_support/banking77/banking77.jsonl")]
    share("banking77", [waits(inquiry) and bool(inquiry.questions) for inquiry in found], 0.995)


def test_sentences_of_mails_ask_or_do_not():
    found = []
    for row in rows("texts_support/parakweet-email-intent/sentences.jsonl"):
        asked = bool(Reading(Turn(row["text"], NOON), row["text"], READER.lexicon).asked)
        found.append(asked == row["contains_request"])
    share("parakweet, asks or not", found, 0.67)


def test_chat_turns_of_thanks_and_farewell_rest_and_requests_wait():
    rest, request = [], []
    for name in ("airline", "finance", "media"):
        for row in rows(f"texts_support/multidogo/{name}.jsonl"):
            inquiry = read(row["utterance"] or "", channel=Channel.CHAT)
            if row["intent"] in ("thankyou", "closinggreeting"):
                rest.append(inquiry.kind in (Kind.THANKS, Kind.FEEDBACK))
            elif row["intent"] and len((row["utterance"] or "").split()) > 3 and row["intent"] in REQUESTS:
                request.append(waits(inquiry))
    share("multidogo, thanks and farewells", rest, 0.88)
    share("multidogo, requests", request, 0.99)


REQUESTS = {
    *(
        "changeseatassignment",
        "getboardingpass",
        "bookflight",
        "getseatinfo",
        "reportlostcard",
        "updateaddress",
    ),
    *("checkbalance", "disputecharge", "transfermoney", "closeaccount", "replacecard", "startserviceintent"),
}


def test_angry_tweets_wait_and_bad_support_is_a_complaint():
    labelled = rows("texts_support/twitter-support-labelled/AmazonHelp.jsonl")
    found = [(row, read(row["text"])) for row in labelled]
    share("tweets, waiting", [waits(inquiry) for _, inquiry in found], 0.98)
    share("tweets, bad support", [i.kind is Kind.COMPLAINT for row, i in found if row["Bad Support"]], 0.70)


def test_german_posts_are_german():
    found = [read(row["text"]) for row in rows("texts_support/germeval2017-bahn/posts.jsonl")]
    share("germeval, language", [inquiry.language == "de" for inquiry in found], 0.97)


def test_automatic_replies_rest_and_people_wait():
    found = []
    for path in sorted((CORPORA / "auto_reply/reply-classify-vitest").glob("*.eml")):
        expected = json.loads((path.parent / "expected" / f"{path.name}.json").read_text())
        head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        subject = next((line[9:] for line in head.splitlines() if line.startswith("Subject: ")), "")
        if expected["kind"] in ("auto_reply", None) and len(body) > 1:
            found.append(waits(read(body, subject=subject)) == (expected["kind"] is None))
        elif expected["kind"] == "auto_reply":
            found.append(not waits(read(body, subject=subject, automatic=True)))
    share("automatic replies", found, 0.9)
