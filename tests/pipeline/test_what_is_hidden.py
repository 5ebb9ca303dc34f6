"""What a drafter is told to hide: all that is on record of whoever is answered, proven or not."""

import pytest

from assistant.core.inquiry import Inquiry, Kind
from assistant.pipeline import recall
from assistant.records import Conversation, Customer, IdentityKind, StockState, Vehicle


def on_record(cast, conversation_id):
    with cast.services.sessions() as session:
        conversation = session.get_one(Conversation, conversation_id)
        asked = Inquiry(Kind.QUESTION)
        return recall.context(session, conversation, asked, signer=cast.sam, now=cast.clock()).on_record


@pytest.mark.parametrize("address", ["dana@mail.example", "elsewhere@mail.example"])
def test_plates_phones_and_addresses_on_record_are_hidden_from_whatever_address_they_write(
    cast, clock, address
):
    cast.writes("Hi, it is about my car.")
    key = cast.conversation().id
    with cast.services.sessions.begin() as session:
        dana = session.get_one(Customer, cast.dana_id)
        dana.address = "77 Hidden Hollow"
        dana.claims(IdentityKind.PHONE, "+15550100177", "lead", clock())
        session.get_one(Conversation, key).recipient_email = address
        for whose, plate in ((dana.id, "8XYZ123"), (None, "OTHER1")):
            session.add(
                Vehicle(
                    store_id=cast.store_id,
                    customer_id=whose,
                    state=StockState.OWNED,
                    plate=plate,
                    seen_at=clock(),
                )
            )
    assert on_record(cast, key) == {
        ("NAME", "Dana Ruiz"),
        ("EMAIL", "dana@mail.example"),
        ("PHONE", "+15550100177"),
        ("ADDRESS", "77 Hidden Hollow"),
        ("PLATE", "8XYZ123"),
    }
