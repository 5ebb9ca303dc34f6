"""Whatever a form is called and filled in with: nothing raises, and every word of it is told somewhere."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from assistant.channels import form
from assistant.channels.form import SECRET, guessed

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
NAMES = some.sampled_from(
    ("name", "Your Name", "first_name", "email", "E-Mail", "phone", "message", "comments", "subject", "year",
     "vehicle", "make", "trim", "stock", "rating", "page", "trade_in", "budget", "Preferred contact", "when",
     "field-17", "¿Qué desea?", "timeframe", "best time to call")
)  # fmt: skip
WORDS = some.lists(
    some.sampled_from(("Ann", "ann@mail.example", "(555) 010-0142", "4", "2019", "Outback", "after", "five",
                       "¡Hola!", "no", "https://a.example/x", "\n", "“quoted”", "a\x00b")),
    max_size=6,
).map(" ".join)  # fmt: skip
VALUES = some.one_of(WORDS, some.text(max_size=30), some.integers(0, 99999), some.none(), some.booleans())
DEEP = some.recursive(
    VALUES,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def told(message):
    sender = message.sender
    parts = [message.text, message.subject, message.page, *message.phones, str(message.rating)]
    return set(re.findall(r"\w+", " ".join([*parts, *((sender.name, sender.email) if sender else ())])))


@given(some.dictionaries(NAMES, WORDS, max_size=6))
def test_every_word_that_was_typed_is_told(fields):
    message = form.read(fields, at=NOW)
    for name, value in fields.items():
        if not guessed(name) and SECRET.search(name):
            continue
        typed = set(re.findall(r"\w+", value.replace("\x00", "")))
        assert typed <= told(message), (name, value)


@given(some.dictionaries(some.one_of(NAMES, some.text(max_size=20)), DEEP, max_size=8))
def test_any_object_is_read(fields):
    form.read(fields, at=NOW)


def test_what_stands_in_a_list_or_an_object_is_told():
    message = form.read({"message": "Hi", "extras": {"rack": ["blue", {"size": 7}]}}, at=NOW)
    assert "extras: blue, 7" in message.text


def test_words_in_the_field_of_a_number_or_of_stars_are_no_empty_form():
    assert "call 555… after 5 please" in form.read({"phone": "call 555… after 5 please"}, at=NOW).text
    told = form.read({"rating": "very bad"}, at=NOW, kind="feedback")
    assert told.set_aside is None and "very bad" in told.text
