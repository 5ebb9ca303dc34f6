"""Leads as JSON: the names of ADF in any spelling, nested or flat; what nobody knows is told."""

import json

import pytest
from channels.leads.awkward_json import FLAT, NESTED, SPLIT
from channels.leads.seen import in_fields, told, words
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.channels import adf


def read(value):
    return adf.read(json.dumps(value).encode())


@pytest.mark.parametrize("given_json", [NESTED, FLAT, SPLIT], ids=["nested", "flat", "split"])
def test_the_same_lead_in_any_spelling_gives_the_same_fields(given_json):
    found = told(read(given_json))
    assert (found["name"], found["email"], found["phones"]) == (
        "Ann Lee",
        "ann@mail.example",
        ["206-555-0143"],
    )
    assert (found["car"], found["comments"]) == ("2021 Subaru Forester", "Is it still there?")
    assert found["timeframe"] == "within a month"


def test_what_has_no_field_is_told_by_its_name():
    (lead,) = read(FLAT).leads
    assert "favouritecolour: green" in lead.unparsed
    assert lead.trade_in[0].name == "2014 Ford Edge"
    assert lead.customer.contact_by == "phone"


def test_a_list_is_a_lead_each():
    assert [one.customer.name for one in read([FLAT, {**FLAT, "firstName": "Bo"}]).leads] == [
        "Ann Lee",
        "Bo Lee",
    ]
    assert len(read({"leads": [FLAT, FLAT], "sent": "today"}).leads) == 2


def test_a_value_of_another_type_fills_no_field_and_is_not_lost():
    (lead,) = read({**FLAT, "Email": {"deep": ["x1"]}, "comments": True}).leads
    assert lead.customer.email == ""
    assert "x1" in lead.unparsed


def test_json_that_is_no_lead_or_broken_is_set_aside_whole():
    for raw in (b'{"a": 1}', b"[1, 2]", b'{"name": "Ann', b"{" * 50_000, b"[" * 50_000):
        message = adf.read(raw)
        assert message.set_aside
        assert message.text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from([*FLAT, "x", "vehicle", "customer", "prospect", "@id", "#text"]), VALUES)
)
def test_no_json_breaks_it_and_no_word_of_a_lead_is_lost(values):
    message = read({"name": "Ann", **values})

    def texts(value):
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        return (
            [t for one in value for t in texts(one)]
            if isinstance(value, list)
            else [value]
            if isinstance(value, str)
            else []
        )

    if message.leads:
        seen = in_fields(message)
        assert [word for text in texts(values) for word in words(text) if word not in seen] == []
