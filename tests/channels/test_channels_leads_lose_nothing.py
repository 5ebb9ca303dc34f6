"""Whatever portals and mailers do to a lead: each of its words is in a field or in the remainder."""

from channels.leads.mutating import mutated
from channels.leads.seen import in_fields
from hypothesis import HealthCheck, given, settings

from assistant.channels import adf, email

TRIES = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@TRIES
@given(mutated())
def test_every_word_of_a_lead_is_in_a_field_or_in_its_remainder(made):
    raw, mailed, words = made
    message = email.read(raw) if mailed else adf.read(raw)
    seen = in_fields(message)
    assert [word for word in words if word.lower() not in seen] == []
