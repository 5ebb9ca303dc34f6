"""dated-promise, narrow-window, next-step, named-human: who does what by when, and who signs."""

import pytest
from desk import ASKED, CONTEXT, DANA, SIGNED, blocks, findings, letter

from assistant.core.checks.finding import Severity
from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel

UNDATED = [
    "I'll get right back to you.",
    "I will call you.",
    "I'll be in touch.",
    "Someone will call you shortly.",
    "Our team will reach out.",
    "A member of our team will contact you.",
    "I will send you the photos as soon as possible.",
    "We'll get back to you shortly.",
    "I'll let you know.",
    "Luis will call you.",
    "You will be contacted.",
    "I'll look into it.",
    "I will check with the lender.",
    "You'll hear from me.",
    "Nos pondremos en contacto con usted.",
]
DATED = [
    "I will mail you a range by Wednesday at 5 pm.",
    "Luis will call you tomorrow morning.",
    "You'll hear from me before noon.",
    "I'll check with the lender and write to you by 4 pm today.",
    "I'll ask Luis. You will have my note by 4 pm today.",
    "Once you pick a time I'll send a confirmation.",
    "Send me the VIN and I'll look it up.",
    "I'll meet you at the door.",
    "I'll have it out front for you.",
    "If it does not fit, I'll take it back.",
    "By Friday at noon I'll have an answer for you.",
    "I'll send the confirmation for Friday at 4:15 pm.",
    "The truck will be washed.",
    "Please call me as soon as you can.",
    "Let me know which suits you.",
]


@pytest.mark.parametrize("text", UNDATED)
def test_a_promise_without_a_time_blocks_a_draft(text):
    assert blocks(letter(text), "dated-promise")


@pytest.mark.parametrize("text", UNDATED)
def test_a_promise_without_a_time_only_warns_a_person(text):
    found = findings(letter(text), "dated-promise", author=Author.PERSON)
    assert {finding.severity for finding in found} == {Severity.WARN}


@pytest.mark.parametrize("text", DATED)
def test_a_promise_with_its_time_passes(text):
    assert not blocks(letter(text), "dated-promise")


@pytest.mark.parametrize(
    "text", ["one sec, I'm looking", "I'll check, one moment", "I'll ask Luis right now"]
)
def test_promises_of_minutes_are_free_in_a_chat(text):
    assert not findings(text, "dated-promise", channel=Channel.CHAT)


def test_a_better_wording_names_a_time_inside_opening_hours():
    assert (
        findings(letter("I will call you."), "dated-promise")[0].better == "I will call you by today at 2 pm."
    )


@pytest.mark.parametrize(
    "when",
    ["Thursday at 10 am", "today at 8 pm", "Sunday at noon", "November 26 at 10 am", "tomorrow at 7 am"],
)
def test_a_time_when_nobody_is_in_warns(when):
    found = findings(letter(f"I will write to you by {when}."), "dated-promise")
    assert [finding.severity for finding in found] == [Severity.WARN]


WIDE = """I can call you between 9 and 1.
Come by between 9 am and noon.
Your visit is Friday from 9 to 5.
We deliver between 1 pm and 6 pm.
I'll call between 8 and noon tomorrow.
The window for the drop off is 9 am to 12.
Come in Friday, 10 am to 4 pm.
Bring it in from 9 until 2.
Luis can ring you 1-5 pm.|Stop by between 10 and 3.""".replace("\n", "|").split("|")
NARROW = """I can call you between 9 and 11.
Come by at 4:15 pm.
We are open from 9 to 6.
By Wednesday at 5 pm I'll call.
Hours: 9 am to 6 pm.
Our hours on Friday are 9 to 6; come any time.
Stop by between 10 and noon.
It seats 5 to 7.
A drive takes 20 to 30 minutes.
I'll call from 2 to 4 pm.""".replace("\n", "|").split("|")


@pytest.mark.parametrize("text", WIDE)
def test_a_wide_window_warns(text):
    assert findings(letter(text), "narrow-window")


@pytest.mark.parametrize("text", NARROW)
def test_a_narrow_window_passes(text):
    assert not findings(letter(text), "narrow-window")


UNSIGNED = [
    "",
    "\n\nThe Northgate Team",
    "\n\nCustomer Care",
    "\n\nYour friends at Northgate",
    "\n\nBest,\nThe sales team",
    "\n\nBest,\nDana",
    "\n\nWarmly,\nDana Ruiz",
    "\n\nLuis Ortega · Service adviser · 555-0151",
    "\n\nThanks!",
    "\n\nCustomer Service",
    "\n\nService Department",
    "\n\nDana Ruiz\nSales",
]
SIGNATURES = [
    SIGNED,
    "\n\nDana Ruiz\nSales\n555-0142",
    "\n\nBest,\nDana\nSales | 555-0142",
    "\n\n-- \nDana Ruiz, Sales, dana@northgate.example",
    "\n\nThanks,\nDana Ruiz (Sales) (555) 555-0142",
    "\n\nTalk soon,\n" + DANA.signature,
    "\n\n" + DANA.signature,
    "\n\nSaludos,\nDana Ruiz\nSales\ndana@northgate.example",
    "\nBest,\nDana Ruiz - Sales - 555.0142",
    "\n\nCheers\nDana\nSales\n555 0142",
    "\n\nSaludos,\nDana Ruiz\nAsesora de ventas, 555-0142",
    "\n\nAtentamente,\nDana Ruiz\nGerente de servicio · 555-0142",
    "\n\nCordialement,\nDana Ruiz\nConseillère, 555-0142",
]


@pytest.mark.parametrize("tail", UNSIGNED)
def test_a_letter_signed_by_nobody_blocks(tail):
    assert blocks(
        "Hi Tom,\n\nThe Outback is here, with two keys, washed today, and it drives well; do see it." + tail,
        "named-human",
    )


@pytest.mark.parametrize("tail", SIGNATURES)
def test_a_letter_signed_by_its_sender_passes(tail):
    assert not findings(
        "Hi Tom,\n\nThe Outback is here, with two keys, washed and full." + tail, "named-human"
    )


SPANISH_ROLES = [
    "Asesora de ventas",
    "Asesor de servicio",
    "Gerente de servicio",
    "Jefa de taller",
    "Repuestos",
]


@pytest.mark.parametrize("role", SPANISH_ROLES)
def test_a_role_in_spanish_is_a_role(role):
    text = f"Hola Tom:\n\nEl Outback sigue aquí, lavado.\n\nSaludos,\nDana Ruiz\n{role}\n555-0142"
    assert not findings(text, "named-human")
    assert findings(text.replace(role, ""), "named-human")


LEAD = Inquiry(Kind.LEAD, text="Is the Outback there?")


NO_STEP = [
    "The Outback is here.",
    "It is a fine car with two keys.",
    "Thank you for asking about the Outback.",
    "It costs $31,450.",
    "Yes, P1234 has heated seats.",
    "We would love to have you.",
    "I hope that helps.",
    "Come by whenever you like.",
    "Luis likes it, too.",
    "It was washed and it has a clean title.",
]
A_STEP = [
    "Would Friday at 4:15 pm or Saturday at 10 am suit?",
    "I'll write by 4 pm today.",
    "Pick one and I'll hold it.",
    "Come on Friday at 4:15 pm.",
    "I have Saturday at 10 am free.",
    "Luis will call you by noon tomorrow.",
    "Tell me which and I'll have it washed.",
    "You will hear from me by 4 pm today.",
    "Friday at 4:15 pm is free; does that suit you?",
    "Send me the VIN and I'll look it up.",
]


@pytest.mark.parametrize("text", NO_STEP)
def test_a_lead_without_a_next_step_warns_and_offers_the_free_times(text):
    found = findings(letter(text), "next-step", inquiry=LEAD)
    assert found[0].better == "Would Friday at 4:15 pm or Saturday at 10 am suit you?"


@pytest.mark.parametrize("text", A_STEP)
def test_a_next_step_with_a_time_passes(text):
    assert not findings(letter(text), "next-step", inquiry=LEAD)


def test_where_no_free_time_is_known_asking_for_one_is_a_next_step():
    assert not findings(letter("Which day suits you?"), "next-step", inquiry=LEAD, facts=())


def test_a_short_turn_needs_no_signature():
    assert not findings("Thanks, see you then!", "named-human", inquiry=ASKED, context=CONTEXT)
