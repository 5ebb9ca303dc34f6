"""Small things that tests of several folders need."""

from assistant.pipeline.receive import receive


def taken(cast, raw, *, form="email"):
    """Received and not worked off; the ledger entry's id."""
    return receive(cast.services, inbox_id=None, form=form, entry="test", raw=raw, now=cast.clock())
