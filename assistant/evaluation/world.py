"""The store in which scenarios happen: the sample dealership on one Tuesday, in a folder of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant import sample
from assistant.core.ports import Drafter
from assistant.evaluation.scenario import Scenario, moment
from assistant.evaluation.staging import staged
from assistant.pipeline import check, understand, writing
from assistant.pipeline.accounts import safe
from assistant.pipeline.receive import receive
from assistant.pipeline.services import Services
from assistant.pipeline.writing import Asked, Written
from assistant.records import Message, Session
from assistant.records.database import for_writing
from assistant.records.values import as_json
from assistant.settings import from_process
from assistant.wiring import build

NO_LIMIT = {
    "model_day_dollars": 100_000,
    "model_day_tokens": 10**9,
}  # a person asked for it and sees the cost
AT = datetime(2026, 11, 17, 9, 20, tzinfo=ZoneInfo("America/New_York"))


@contextmanager
def world(prompts: Path | None = None) -> Iterator[Services]:
    """The sample at AT. `prompts`: another folder of prompts than the one that is set."""
    with tempfile.TemporaryDirectory(prefix="rightback-eval-") as folder:
        settings = from_process(data=Path(folder), database="", **NO_LIMIT)
        if prompts is not None:
            settings = settings.model_copy(update={"prompts": prompts})
        services = build(settings, clock=lambda: AT).services
        sample.make(
            services.sessions,
            now=AT,
            hash_password=lambda password: password[::-1],
            seal=safe(services).seal,
            receive=lambda **given: receive(services, **given),
        )
        yield services


def asked(services: Services, scenario: Scenario) -> Asked:
    """What a drafter is given; nothing of the scenario stays in the store."""
    at = moment(scenario.given.get("at"), AT)
    with services.sessions() as session:
        for_writing(session)
        message = staged(services, session, scenario, at)
        found = _asked(services, session, message, at)
        session.rollback()
    return found


def drafted(services: Services, drafter: Drafter, scenario: Scenario, given: Asked) -> Written:
    """A proposal, and what the checks say of it with the scenario's rows in place once more."""
    proposal = drafter.draft(given.inquiry, given.context)
    with services.sessions() as session:
        for_writing(session)
        message = staged(services, session, scenario, moment(scenario.given.get("at"), AT))
        customer = message.conversation.customer_id
        context = replace(given, customer_id=customer).looked_up(services, session, proposal.text)
        reviewed = check.reviewed(services, proposal, given.inquiry, context)
        session.rollback()
    return proposal, reviewed


def _asked(services: Services, session: Session, message: Message, at: datetime) -> Asked:
    message.inquiry = as_json(services.reader.read(understand.turn(message)))
    message.understood_at = at
    session.flush()
    return writing.ask(session, message, message.conversation.owner, at)
