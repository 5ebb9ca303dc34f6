"""What the sample dealership's waiting customers ask, as drafters and checks are given it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant import sample
from assistant.core.draft import Author
from assistant.pipeline.accounts import safe
from assistant.pipeline.receive import receive
from assistant.pipeline.services import Services
from assistant.pipeline.writing import Asked, ask
from assistant.records import Draft
from assistant.settings import Settings
from assistant.wiring import build


@contextmanager
def sample_services() -> Iterator[Services]:
    """The sample in a folder of its own, everything due worked off."""
    with tempfile.TemporaryDirectory(prefix="rightback-bench-") as folder:
        parts = build(Settings.read({}, data=Path(folder)))
        services = parts.services
        sample.make(
            services.sessions,
            now=services.clock(),
            hash_password=lambda password: password[::-1],
            seal=safe(services).seal,
            receive=lambda **given: receive(services, **given),
        )
        parts.engine.run_all()
        yield services


def waiting(services: Services) -> list[Asked]:
    """One for each draft of the composer."""
    with services.sessions() as session:
        drafts = session.query(Draft).filter(Draft.drafter == Author.COMPOSER).all()
        return [
            ask(session, d.message, d.signer, services.clock())
            for d in drafts
            if d.message is not None and d.message.inquiry
        ]
