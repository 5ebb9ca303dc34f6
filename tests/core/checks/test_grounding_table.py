"""What a sentence claims, kind by kind: found at its place, and grounded or not."""

import pytest
from desk import FACTS, TOM, Inquiry, Kind, blocks, fact, findings, letter

from assistant.core.claims import ClaimKind, claims

OWNED = fact(
    "owned",
    "They own a 2019 Honda Civic, plate KLM-4821, VIN 2HGFC2F59JH512345.",
    model="Civic",
    plate="KLM-4821",
    vin="2HGFC2F59JH512345",
)
KNOWN = (*FACTS, OWNED, fact("repair", "Brake pads came on November 20; the job takes three hours."))
ASKED = Inquiry(Kind.QUESTION, text="Is the Outback here? My budget is $30,000, and I drive 40 miles a day.")

FOUND = [
    ("It costs $31,450.", ClaimKind.AMOUNT, "31450"),
    ("It costs 31.5k.", ClaimKind.AMOUNT, "31500"),
    ("It costs 31,450 dollars.", ClaimKind.AMOUNT, "31450"),
    ("It is about thirty-one thousand.", ClaimKind.AMOUNT, "31000"),
    ("It has 28,410 miles.", ClaimKind.NUMBER, "28410 mile"),
    ("It takes three hours.", ClaimKind.DURATION, "3 hour"),
    ("A 90-day warranty.", ClaimKind.DURATION, "90 day"),
    ("The VIN is 2HGFC2F59JH512345.", ClaimKind.VIN, "2HGFC2F59JH512345"),
    ("It is stock P1234.", ClaimKind.STOCK, "P1234"),
    ("Call 614-555-0142.", ClaimKind.PHONE, "6145550142"),
    ("Write to dana@northgate.example.", ClaimKind.EMAIL, "DANA@NORTHGATE.EXAMPLE"),
    ("The Outback is still here.", ClaimKind.AVAILABILITY, "here"),
    ("The RAV4 is sold.", ClaimKind.AVAILABILITY, "sold"),
    ("I asked Luis Ortega.", ClaimKind.NAME, "luis ortega"),
]
GROUNDED = {
    "amounts": [
        "It costs $31,450.",
        "It is roughly 31.5k.",
        "It is about thirty-one thousand.",
        "It is 31,450 dollars.",
        "You wrote of $30,000.",
    ],
    "dates and times": [
        "The pads came on November 20.",
        "The pads came on the 20th of November.",
        "Saturday at ten in the morning is free; does it suit?",
        "Friday at a quarter past four is free; does it suit?",
        "I'll write to you by half past four.",
        "One of the two keys is here, and by one of them it starts.",
        "We are open until six tonight.",
        "We are closed on Thanksgiving.",
    ],
    "codes": [
        "Your VIN is 2HGFC2F59JH512345.",
        "Your plate is KLM-4821.",
        "It is stock P1234.",
        "It is stock number p1234.",
    ],
    "durations": ["It takes three hours.", "An appraisal takes twenty minutes.", "It has a 90-day warranty."],
    "names": ["Luis in service knows it.", "I'll ask Luis Ortega by noon."],
    "availability": ["The Outback is still here.", "The RAV4 is gone.", "P1234 is available."],
}
NOT_GROUNDED = {
    "amounts": [
        "It costs $31,540.",
        "It is roughly 33.5k.",
        "It is about twenty-nine thousand.",
        "It is 29,450 dollars.",
        "We sell it for $30,000.",
    ],
    "dates and times": [
        "The pads came on November 12.",
        "The pads came on the 12th of November.",
        "Saturday at eleven in the morning is free; does it suit?",
        "Friday at half past five is free; does it suit?",
        "We are open until eight tonight.",
    ],
    "codes": [
        "Your VIN is 2HGFC2F59JH512346.",
        "It is stock P1235.",
        "Your plate is KLM-4822.",
    ],
    "durations": ["It takes 14 hours.", "An appraisal takes fifty minutes.", "It has a 120-day warranty."],
    "names": [
        "Ask for Brandon in sales.",
        "Peter Vance in service knows it.",
        "I'll ask Peter Vance by noon.",
    ],
    "availability": ["The RAV4 is still here.", "P1190 is available.", "The Outback is sold."],
}
DEEDS = [
    ("I spoke with Luis about it.", "I'll speak with Luis about it by noon."),
    ("I've set it aside for you.", "I'll set it aside for you by noon."),
    ("I have ordered the pads.", "I will order the pads by noon."),
    ("We refunded the deposit.", "Did we refund the deposit?"),
    ("I checked the lot this morning.", "I'll check the lot by noon."),
]


def rows(table):
    return [pytest.param(text, id=f"{kind}: {text}") for kind, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_a_claim_is_found_with_its_value_at_its_place(text, kind, value):
    (found,) = [claim for claim in claims(text) if claim.kind is kind]
    assert found.value == value and text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", rows(GROUNDED))
def test_what_is_on_record_passes(text):
    assert not findings(letter(text), "grounded", inquiry=ASKED, facts=KNOWN, recipient=TOM)


@pytest.mark.parametrize("text", rows(NOT_GROUNDED))
def test_what_is_not_blocks(text):
    assert blocks(letter(text), "grounded", inquiry=ASKED, facts=KNOWN)


@pytest.mark.parametrize(("done", "to_do"), DEEDS)
def test_a_deed_needs_a_record_and_a_promise_does_not(done, to_do):
    assert blocks(letter(done), "no-invented-deeds", inquiry=ASKED)
    assert not blocks(letter(to_do), "no-invented-deeds", inquiry=ASKED)
