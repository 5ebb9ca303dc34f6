"""Browsers of people at work: signed in, of another store, and nobody."""

import pytest
import structlog
from tests_web import World, build, signed_in

from assistant.pipeline.accounts import safe
from assistant.web.app import create_app


@pytest.fixture
def world(parts, clock) -> World:
    return build(parts.services.sessions, clock(), safe(parts.services).seal)


@pytest.fixture
def app(parts, world):
    made = create_app(parts.services)
    made.testing = True
    return made


@pytest.fixture
def dana(app):
    return signed_in(app, "dana@northgate.example")


@pytest.fixture
def robin(app):
    return signed_in(app, "robin@northgate.example")


@pytest.fixture
def mallory(app):
    """A teammate of the other store."""
    return signed_in(app, "mallory@lakeside.example")


@pytest.fixture
def nobody(app):
    return app.test_client()


@pytest.fixture
def lines():
    """What is logged, as dictionaries."""
    structlog.reset_defaults()  # a command that was tried before may have set a level
    with structlog.testing.capture_logs() as lines:
        yield lines
