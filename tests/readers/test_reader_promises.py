"""What holds for every turn: it never raises, says the same twice, stays fast, keeps offsets true."""

from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.inquiry import Kind, Turn
from assistant.readers.rules import RulesReader

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("America/New_York"))
READER = RulesReader()
PIECES = st.sampled_from(
    [
        "is it",
        " and ",
        "what would ",
        "?",
        "!",
        "\n",
        "> ",
        "-- \n",
        "my 2019 ",
        "Outback ",
        "9 ",
        "to ",
        "at ",
        "-",
        "/",
        "@",
    ]
    + [
        "Thanks,\n",
        "On Mon ",
        "wrote:",
        "http://",
        "www.",
        "stock ",
        "P1234 ",
        "a" * 40,
        " " * 30,
        "¿",
        "…",
        "’",
        "İ",
        "½",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)), st.text(max_size=60))
def test_any_text_is_read_without_breaking_and_offsets_are_true(text, subject):
    turn = Turn(text, TUESDAY, subject=subject)
    inquiry = READER._read(turn)
    assert inquiry == READER.read(turn)
    for question in inquiry.questions:
        assert question.start == -1 or text[question.start : question.end] == question.text


ATTACKS = [
    "a" * 50_000,
    " " * 50_000,
    "\n" * 50_000,
    "> " * 20_000,
    "On the way " * 5_000,
    "Thanks,\n" * 5_000,
    "www." * 10_000,
    "9-" * 20_000,
    "my 2019 Outback " * 3_000,
    "can you " * 6_000,
    "between 9 and " * 4_000,
    "A1B2C3D4" * 5_000,
    "a.b@" * 10_000,
    "what? " * 8_000,
    "trade " * 8_000,
    "didnt call me back " * 2_000,
]


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: text[:12].strip() or "blanks")
def test_no_text_takes_long(text):
    READER.read(Turn("hello", TUESDAY))
    began = process_time()
    READER.read(Turn(text, TUESDAY))
    assert process_time() - began < 1.5


def test_a_fault_inside_leaves_the_turn_waiting_whole():
    class Broken:
        def of(self, text, thread=""):
            raise RuntimeError

    inquiry = RulesReader(languages=Broken()).read(Turn("Is it there?", TUESDAY, language="es"))
    assert (inquiry.kind, inquiry.language) == (Kind.QUESTION, "es")
    assert [question.text for question in inquiry.questions] == ["Is it there?"]


LANGUAGES = [
    ("Is the 2022 Outback still there?", "", "en"),
    ("¿Todavía tienen el RAV4 disponible?", "", "es"),
    ("Haben Sie den Golf noch auf dem Hof stehen?", "", "de"),
    ("Avez-vous encore la Jetta en stock?", "", "fr"),
    ("RAV4?", "es", "es"),
    ("ok", "", "en"),
    ("Hola, do you still have the truck? My wife wants to see it tomorrow and we pay cash.", "", "en"),
]


@pytest.mark.parametrize(("text", "thread", "language"), LANGUAGES, ids=[case[0] for case in LANGUAGES])
def test_the_language_is_the_messages_or_the_threads(read, text, thread, language):
    assert read(text, language=thread).language == language
