"""fresh-facts and uses-history: what is stated is young enough, and what we know of them is used."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import FACTS, NOW, STOCK, STORE, Kind, fact, findings, letter, ours

from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry


def seen(facts, **ago):
    """The same facts, last confirmed so long ago."""
    return tuple(replace(one, at=NOW - timedelta(**ago)) for one in facts)


OIL = fact("knowledge", "A synthetic oil change costs $89.95.")
OLD = (*seen(STOCK, days=9), *seen((OIL,), days=400), *FACTS[2:])
YOUNG = (*seen(STOCK, hours=20), *seen((OIL,), days=30), *FACTS[2:])
STALE = [
    "The Outback is still here.",
    "Yes, it is still available.",
    "P1234 is here.",
    "It costs $31,450.",
    "The price is $31.5k.",
    "It is about thirty-one thousand.",
    "We still have the Outback.",
    "The Outback is on the lot.",
    "The 2022 Outback is available, for $31,450.",
    "An oil change costs $89.95.",
    "It is in stock.",
    "Todavía lo tenemos.",
]
FRESH = [
    "I'll find out whether it is still available by 4 pm.",
    "You asked whether it is still here; I'll look by noon.",
    "The RAV4 is sold.",
    "We are open until 6 pm.",
    "Friday at 4:15 pm is free.",
    "The Outback has 28,410 miles.",
    "If it is still here on Friday, you can drive it.",
    "An appraisal takes about 20 minutes.",
    "I'll write to you by 4 pm today.",
    "Let me check that it is in stock.",
    "You wrote of $29,900.",
    "Thank you for asking about the Outback.",
]


@pytest.mark.parametrize("text", STALE)
def test_an_old_price_or_an_old_sighting_warns_at_its_place(text):
    found = findings(letter(text), "fresh-facts", facts=OLD)
    assert found and found[0].severity == "warn" and "days ago" in found[0].why
    assert letter(text)[found[0].start : found[0].end] in text


@pytest.mark.parametrize("text", FRESH)
def test_what_states_no_price_and_no_car_passes(text):
    assert not findings(letter(text), "fresh-facts", facts=OLD)


@pytest.mark.parametrize("text", STALE)
def test_young_facts_pass(text):
    assert not findings(letter(text), "fresh-facts", facts=YOUNG)


def test_facts_whose_age_nobody_knows_pass():
    assert not findings(letter("It costs $31,450."), "fresh-facts", facts=FACTS)


def test_a_person_who_knows_it_makes_it_fresh():
    looked = fact("vouched", "The Outback is still here, for $31,450.")
    text = letter("The Outback is still here, for $31,450.")
    assert not findings(text, "fresh-facts", facts=(*OLD, looked))


def test_a_store_sets_how_long_it_trusts_its_list():
    patient = replace(STORE, stock_days=30)
    assert not findings(letter("It costs $31,450."), "fresh-facts", facts=OLD, store=patient)
    assert findings(
        letter("It costs $31,450."), "fresh-facts", facts=YOUNG, store=replace(STORE, stock_days=0)
    )


HISTORY = (
    fact("owned", "They own a 2019 Subaru Forester, 61,200 miles.", model="Forester", mileage="61,200"),
    fact("repair", "Wheel bearing replaced for $412.50.", work="wheel bearing", amount="$412.50"),
    fact("sale", "Bought the 2019 Forester in March 2019 from Dana.", vehicle="2019 Forester"),
    fact("appointment", "Tire rotation on December 3.", purpose="tire rotation"),
)
UNUSED = [
    "The Outback is here.",
    "It costs $31,450.",
    "Yes, the 2022 Outback is still there, with 28,410 miles.",
    "Friday at 4:15 pm is free.",
    "We are open until 6 pm.",
    "An appraisal takes about 20 minutes.",
    "I'll find out and write by 4 pm today.",
    "Luis in service knows it.",
    "Thank you for asking about the Outback.",
    "Would Friday at 4:15 pm or Saturday at 10 am suit you?",
]
USED = [
    "Bring the Forester along and I'll appraise it.",
    "How is the new wheel bearing?",
    "It drives much like your Forester.",
    "After the bearing for $412.50 you may want something newer.",
    "We see you on December 3 for the tire rotation; drive the Outback then.",
    "You bought the Forester from me in March 2019.",
    "Good to hear from you again, Tom.",
    "Since you bought with us, the Outback has grown.",
    "Welcome back!",
    "With 61,200 miles the Forester will do well as a trade.",
]


@pytest.mark.parametrize("text", UNUSED)
def test_history_that_nobody_uses_is_noted(text):
    found = findings(letter(text), "uses-history", facts=(*FACTS, *HISTORY))
    assert [finding.severity for finding in found] == ["note"]


@pytest.mark.parametrize("text", USED)
def test_history_that_is_used_passes(text):
    assert not findings(letter(text), "uses-history", facts=(*FACTS, *HISTORY))


def test_where_there_is_none_and_in_short_turns_nothing_is_noted():
    assert not findings(letter("The Outback is here."), "uses-history")
    turn = {"facts": HISTORY, "thread": ours("Would Friday suit?"), "author": Author.PERSON}
    assert not findings("4:15 works, see you then.", "uses-history", **turn)
    thanks = Inquiry(Kind.THANKS, text="Thanks!")
    assert not findings(letter("Any time."), "uses-history", inquiry=thanks, facts=HISTORY)


EXAMPLES = {"fresh-facts": (STALE, FRESH), "uses-history": (UNUSED, USED)}
