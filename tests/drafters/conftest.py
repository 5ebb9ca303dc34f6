"""Dana asks about a van; Sam's drafter asks a stub server over a real socket."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import time

import pytest
from cast import Cast
from dana import NOW, REPLY, SECRET, STOCK, ZONE
from stub_model import Behaviour, StubModel, says

from assistant.core.call import CallRecord
from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.drafters.asking.server import Server
from assistant.drafters.model import ModelDrafter
from assistant.prompts import Prompts
from assistant.settings import Settings
from assistant.tools.tokens import Tokens
from assistant.wiring import build


@pytest.fixture
def inquiry() -> Inquiry:
    questions = (
        Question("Is the blue Sienna still there?", Topic.AVAILABILITY),
        Question("Can you send photos?", Topic.OTHER),
    )
    return Inquiry(Kind.LEAD, questions, text="Is the blue Sienna still there? Can you send photos?")


@pytest.fixture
def about() -> Context:
    week = {day: (time(9), time(18)) for day in range(6)}
    return Context(
        now=NOW,
        store=Store("Riverside Motors", BusinessHours(ZONE, week)),
        signer=Signer("Sam Carter", "Sales", "555-0101", "sam@riverside.example"),
        recipient=Recipient("Dana Reed", "dana@example.com", verified=True, first_name="Dana"),
        facts=(STOCK, SECRET),
    )


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    return Tokens("stub")


Serve = Callable[..., StubModel]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[StubModel] = []

    def start(*behaviours: Behaviour) -> StubModel:
        running.append(StubModel(*behaviours))
        return running[-1]

    yield start
    for stub in running:
        stub.stop()


@pytest.fixture
def calls() -> list[CallRecord]:
    return []


@pytest.fixture
def drafter_at(tokens: Tokens, calls: list[CallRecord]) -> Iterator[Callable[..., ModelDrafter]]:
    made: list[ModelDrafter] = []

    def make(stub: StubModel, *, check=None, language_of=None, prompt="", **server) -> ModelDrafter:
        settings = {"seconds": 20, **server}
        drafter = ModelDrafter(
            Server("stub", stub.url, **settings),
            prompts=Prompts(),
            tokens=tokens,
            clock=lambda: NOW,
            check=check,
            on_call=calls.append,
            language_of=language_of,
            prompt=prompt,
        )
        made.append(drafter)
        return drafter

    yield make
    for drafter in made:
        drafter.close()


@pytest.fixture
def desk(tmp_path, database, clock, serve):
    """Northgate with a model at a stub server; (cast, stub)."""
    made = []

    def make(*behaviours, **settings):
        stub = serve(*(behaviours or (says(REPLY),)))
        given = {"data": tmp_path, "database": database, "undo_seconds": 0, "lease_seconds": 3}
        named = {"model": "stub", "model_base_url": stub.url, "model_reads": False, "model_seconds": 20}
        parts = build(Settings.read({}, **given, **{**named, **settings}), clock=clock)
        made.append(parts)
        return Cast(parts, clock), stub

    yield make
    for parts in made:
        with closing(parts.services.live):
            parts.services.sessions.kw["bind"].dispose()
