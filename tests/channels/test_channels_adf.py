"""Own samples of leads: each .xml with what we expect (.json) and why it is here (.txt)."""

import json
from pathlib import Path

import pytest

from assistant.channels import adf
from assistant.channels.adf import leads_in

SAMPLES = sorted((Path(__file__).parent / "samples" / "adf").glob("*.xml"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_lead_is_read_without_losing_a_word(sample):
    expected = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    message = adf.read(sample.read_bytes())
    assert len(message.leads) == expected["leads"]
    assert bool(message.set_aside) is expected.get("set_aside", False)
    told = repr(message.leads)
    assert [word for word in expected.get("words", []) if word not in told] == []
    for lead in message.leads:
        assert all(part in lead.unparsed for part in expected.get("unparsed", []))
        assert lead.comments == expected.get("comments", lead.comments)
        assert list(lead.customer.phones) == expected.get("phones", list(lead.customer.phones))


def test_a_posted_lead_is_answered_to_the_customer():
    message = adf.read((SAMPLES[0]).read_bytes())
    assert message.sender is None
    assert message.answer_to.email == "r@example.com"


def test_html_escaped_leads_are_found():
    escaped = "&lt;adf&gt;&lt;prospect&gt;&lt;customer&gt;&lt;contact&gt;&lt;name&gt;Ann&lt;/name&gt;"
    (lead,) = leads_in(f"<pre>{escaped}&lt;email&gt;a@example.com&lt;/email&gt;</pre>")
    assert (lead.customer.name, lead.customer.email) == ("Ann", "a@example.com")


def test_the_trade_in_stands_apart_from_the_vehicle_wanted():
    (lead,) = leads_in(
        "<adf><prospect><vehicle interest='buy'><model>CR-V</model></vehicle>"
        "<vehicle interest='trade-in'><model>Edge</model></vehicle></prospect></adf>"
    )
    assert ([one.model for one in lead.vehicles], [one.model for one in lead.trade_in]) == (
        ["CR-V"],
        ["Edge"],
    )


def test_an_ordinary_letter_is_no_lead():
    letter = "Hi Sam,\n\nMy phone: 206-555-0143. Could you tell me the price of the van?\n\nName: later\n"
    assert adf.lead_lines(letter) is None


def test_a_vehicle_told_only_in_the_comment_fills_the_empty_one():
    (lead,) = leads_in(
        "<adf><prospect><vehicle interest='sell'><year/><make/></vehicle><customer><comments><![CDATA["
        "Year: 2017 <br />\nMake: Honda <br />\nModel: Fit <br />\nYour inquiry: What would you pay?]]>"
        "</comments></customer></prospect></adf>"
    )
    assert lead.vehicles[0].name == "2017 Honda Fit"
    assert adf.readable((lead,)) == "What would you pay?\n\nWants to sell: 2017 Honda Fit"
