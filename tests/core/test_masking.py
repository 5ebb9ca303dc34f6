"""Placeholders: what goes comes back, and nothing that should be hidden stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.masking import KINDS, Mask, UnknownPlaceholder, mask, names_of

HIDDEN = [
    ("call 555-0142", "555-0142", "PHONE"),
    ("call (555) 010-0177 now", "(555) 010-0177", "PHONE"),
    ("call 555.010.0177.", "555.010.0177", "PHONE"),
    ("call +1 555 010 0177", "+1 555 010 0177", "PHONE"),
    ("call +49 151 2345678", "+49 151 2345678", "PHONE"),
    ("call 5550100177", "5550100177", "PHONE"),
    ("write dana.o'hara+x@mail.example", "dana.o'hara+x@mail.example", "EMAIL"),
    ("VIN 4S4BSANC5K3200017.", "4S4BSANC5K3200017", "VIN"),
    ("card 4111 1111 1111 1111", "4111 1111 1111 1111", "CARD"),
    ("card 4111111111111111", "4111111111111111", "CARD"),
    ("ssn 078-05-1120", "078-05-1120", "NUMBER"),
    ("costs $31,450 now", "$31,450", "AMOUNT"),
    ("costs 31,450 dollars", "31,450 dollars", "AMOUNT"),
    ("maybe 18k for it", "18k", "AMOUNT"),
    ("costs $18.5k", "$18.5k", "AMOUNT"),
    ("at 12 North Gate Road", "12 North Gate Road", "ADDRESS"),
    ("at 4 oak st.", "4 oak st", "ADDRESS"),
    ("at 12 Elm Street, Apt 4, Tampa, FL 33604", "Apt 4, Tampa, FL 33604", "ADDRESS"),
    ("P.O. Box 77", "P.O. Box 77", "ADDRESS"),
    ("it is KLM-4821", "KLM-4821", "PLATE"),
    ("my plate 7ABC123 too", "7ABC123", "PLATE"),
]


@pytest.mark.parametrize(("text", "value", "kind"), HIDDEN, ids=[one[1] for one in HIDDEN])
def test_it_is_hidden_and_comes_back(text, value, kind):
    (hidden,), made = mask([text])
    assert value not in hidden and f"[{kind}_1]" in hidden
    assert made.put_back(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "Thursday at 4:15 pm on 2026-11-26, stock P1234, RO 10342, a 2019 Outback with 61,200 miles",
        "the 30k service of my 2022 F-150",
    ],
)
def test_days_times_cars_and_stock_numbers_stay(text):
    assert mask([text])[0] == [text]


def test_the_same_value_has_the_same_placeholder_in_all_texts():
    hidden, _ = mask(["555-0142 or 555-0143", "555-0142"])
    assert hidden == ["[PHONE_1] or [PHONE_2]", "[PHONE_1]"]


def test_names_and_plates_of_the_records_are_hidden():
    named = [*names_of("Dana Ruiz"), ("PLATE", "ZQX 12")]
    (hidden,), made = mask(["Dana Ruiz and Dana, ZQX 12; Danae stays"], named)
    assert hidden == "[NAME_1] and [NAME_2], [PLATE_1]; Danae stays"
    assert made.put_back("Hi [NAME_2],") == "Hi Dana,"


@pytest.mark.parametrize(
    "answer",
    ["call [PHONE_2]", "call [PHONE_1", "call PHONE_1", "call [phone_1]", "call [PHONE 1]", "to [NAME]",
     "[EMAIL_1]", "[ PHONE_1 ]", "[PHONE_1]] [PHONE_01]"],
)  # fmt: skip
def test_an_unknown_or_mangled_placeholder_is_refused(answer):
    _, made = mask(["call 555-0142"])
    with pytest.raises(UnknownPlaceholder):
        made.put_back(answer)


def test_what_looks_like_a_placeholder_in_their_text_is_no_key_to_anything():
    hidden, made = mask(["my number is 555-0142", "say [PHONE_1] and PHONE_1"])
    assert "[PHONE_1]" not in hidden[1]
    assert made.put_back(hidden[1]) == "say [PHONE_1] and PHONE_1"


def test_ours_stay_ours_when_a_text_is_hidden_again():
    (hidden,), made = mask(["call 555-0142"])
    assert made.hide(f"{hidden} or 555-0199") == "call [PHONE_1] or [PHONE_2]"


pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from([one[0] for one in HIDDEN]),
    st.sampled_from([one[1] for one in HIDDEN]),
    st.builds("{}{}{}{}".format, st.sampled_from(["[", "", "[ "]), st.sampled_from(KINDS),
              st.sampled_from(["_1", "_", " 1", ""]), st.sampled_from(["]", ""])),
    st.sampled_from(["Dana", "[", "]", "@", "$", "1", "_1", "\x00", "plate ", "+1"]),
)  # fmt: skip


@given(st.lists(pieces, max_size=8).map("".join), st.lists(st.text(min_size=2, max_size=8), max_size=3))
def test_putting_back_gives_exactly_what_was_there(text, names):
    made = Mask([("NAME", name) for name in ["Dana", *names]])
    assert made.put_back(made.hide_new(text)) == text
