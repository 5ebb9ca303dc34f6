"""Small things that tests of several folders need."""

import time

from assistant.pipeline.receive import receive


def taken(cast, raw, *, form="email"):
    """Received and not worked off; the ledger entry's id."""
    return receive(cast.services, inbox_id=None, form=form, entry="test", raw=raw, now=cast.clock())


def until(condition, seconds=60):
    """Whether a condition that something in another thread brings about came true in time."""
    deadline = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return met
