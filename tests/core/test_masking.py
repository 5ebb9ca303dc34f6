"""Placeholders: what goes comes back, and nothing that should be hidden stays."""

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.core.masking import KINDS, PLACEHOLDER, Mask, UnknownPlaceholder, mask, names_of

PROMPTS = sorted(Path("prompts").glob("*.md"))

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
    ("my plate is 7abc123, thanks", "7abc123", "PLATE"),
    ("License plate number: 8XYZ 123.", "8XYZ 123", "PLATE"),
    ("plate is GOFAST", "GOFAST", "PLATE"),
    ("licence no. ab12 cde", "ab12 cde", "PLATE"),
    ("cell 555 0142", "555 0142", "PHONE"),
    ("it is 555 0142 at home", "555 0142", "PHONE"),
    ("call me at 5550142", "5550142", "PHONE"),
    ("text 555 2014", "555 2014", "PHONE"),
    ("i paid 1,250 for it", "1,250", "AMOUNT"),
    ("They quoted me 840.50", "840.50", "AMOUNT"),
    ("my budget is about 22000", "22000", "AMOUNT"),
    ("up to 450 a month", "450 a month", "AMOUNT"),
    ("to 500 Broadway, apt 3", "500 Broadway, apt 3", "ADDRESS"),
    ("500 broadway please", "500 broadway", "ADDRESS"),
    ("at 77 old mill, Apt 2b", "77 old mill, Apt 2b", "ADDRESS"),
    ("i live at 12 the crossings and", "12 the crossings", "ADDRESS"),
    ("the last six of the VIN: vin ends in K3200017", "K3200017", "VIN"),
    ("my husband Frank Lee drives it", "Frank Lee", "NAME"),
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
        "call me about 2019 or 2020, my plates are ready and the tag is on",
        "I paid for 2 years, it costs 15 minutes, an offer for the 2019 Outback",
        "I live 20 minutes away, a Ram 150 2019, and my wife drives",
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


RECORDED = [
    ("NAME", "Deborah Whitlock", ["deborah whitlock", "DEBORAH", "Whitlock's", "Hi Deb,", "thanks, debbie"]),
    ("NAME", "José O'Hara", ["jose", "JOSÉ", "o’hara"]),
    ("NAME", "Will Marsh", ["Will called", "this is will", "Thanks,\nwill", "will marsh", "I am will."]),
    ("PLATE", "8XYZ123", ["8xyz123", "8xyz 123", "8-XYZ-123"]),
    ("VIN", "4S4BSANC5K3200017", ["4s4bsanc5k3200017", "K3200017", "200017", "4S4BSANC5 K3200017"]),
    ("PHONE", "+15550100177", ["(555) 010-0177", "555 010 0177", "010 0177", "1.555.010.0177", "0100177"]),
    ("EMAIL", "dana@mail.example", ["DANA@Mail.Example"]),
    ("ADDRESS", "77 Hidden Hollow, Tampa", ["77 hidden hollow", "77 HIDDEN", "77 Hidden Hollow Tampa"]),
    ("AMOUNT", "$1,250", ["1250", "1,250", "$ 1,250.00"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "said"), [(kind, value, said) for kind, value, every in RECORDED for said in every]
)
def test_what_is_on_record_is_hidden_however_it_is_spelled(kind, value, said):
    made = Mask(names_of(value) if kind == "NAME" else [(kind, value)])
    hidden = made.hide_new(f"it is so:\n{said}\n")
    left = set(re.findall(r"\w{3,}", PLACEHOLDER.sub("", hidden).lower()))
    assert f"[{kind}_1]" in hidden and not left & set(re.findall(r"\w{3,}", value.lower()))
    assert made.put_back(hidden) == f"it is so:\n{said}\n"


@pytest.mark.parametrize(
    "text",
    ["I will come, will you?", "Will you be there?", "May I come in may?", "mark my words", "a grace period"],
)
def test_a_word_that_is_a_name_as_well_stays_where_it_is_the_word(text):
    assert Mask(names_of("Will Marsh", "May Grace", "Mark Twain")).hide_new(text) == text


def test_an_address_that_begins_with_the_name_is_hidden_whole():
    assert Mask(names_of("Dana Ruiz")).hide_new("dana.ruiz@mail.example") == "[EMAIL_1]"


@pytest.mark.parametrize("prompt", PROMPTS, ids=[one.name for one in PROMPTS])
def test_what_we_tell_the_model_holds_nothing_to_hide(prompt):
    assert Mask().hide_new(prompt.read_text()) == prompt.read_text()


@pytest.mark.parametrize(
    "piece", ["1 ", "12 a ", "plate is ", "call me at ", "paid for about ", "my name is ", "a-"]
)
def test_a_long_text_costs_as_its_length(piece):
    made = Mask(named_of_all())
    began = process_time()
    made.hide_new(piece * (200_000 // len(piece)))
    assert process_time() - began < 10


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
    st.sampled_from([said for _, _, every in RECORDED for said in every]),
    st.sampled_from(["Dana", "[", "]", "@", "$", "1", "_1", "\x00", "plate ", "+1", "\nwill\n", " "]),
)  # fmt: skip


def named_of_all():
    return [
        one for kind, value, _ in RECORDED for one in (names_of(value) if kind == "NAME" else [(kind, value)])
    ]


@example("card 4111 1111 1111 1111PHONE_0", [])
@given(st.lists(pieces, max_size=8).map("".join), st.lists(st.text(min_size=2, max_size=8), max_size=3))
def test_putting_back_gives_exactly_what_was_there(text, names):
    made = Mask([*named_of_all(), *(("NAME", name) for name in ["Dana", *names])])
    assert made.put_back(made.hide_new(text)) == text
