"""The running product on a temporary SQLite file: its parts, a clock you can move, and the cast."""

import os
import shutil
from pathlib import Path

import databases
import pytest
from argon2 import PasswordHasher
from cast import Cast
from clocks import Clock
from hypothesis import settings as profiles
from once import read_once

from assistant.settings import Settings
from assistant.tools import passwords
from assistant.wiring import Running, build

profiles.register_profile("patient", deadline=None)  # a busy machine is no fault
profiles.load_profile("patient")

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"


def pytest_xdist_auto_num_workers(config):
    """Two for each core: tests wait for browsers, sockets and disks about as long as they compute."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config, items):
    """What a machine lacks is skipped with a word; .ci/run installs it all and fails on a skip.

    Where a page or a step has many samples, SQLite runs all of them and PostgreSQL the first, but with
    RIGHTBACK_TEST_EVERY set: the rows are read by the same lines of ours for each.
    """
    if not os.environ.get("RIGHTBACK_TEST_EVERY"):
        spared = [item for item, again in zip(items, databases.seen_again(items), strict=True) if again]
        config.hook.pytest_deselected(items=spared)
        items[:] = [item for item in items if item not in set(spared)]
    browser = bool(shutil.which("chromium"))
    for item in items:
        if item.get_closest_marker("corpus") and not CORPORA.is_dir():
            item.add_marker(pytest.mark.skip(reason="the corpora are not beside the repository"))
        if item.get_closest_marker("browser") and not browser:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, headless, talking to nobody but us."""
    quiet = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    return {
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox", *quiet, "--disable-component-update", "--disable-sync"],
    }


@pytest.fixture(scope="session")
def corpora() -> Path:
    return CORPORA


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql():
    """Databases of a server to lend; skipped with a word where none answers."""
    if not databases.server_answers():
        pytest.skip("no PostgreSQL answers; RIGHTBACK_TEST_POSTGRESQL may name one")
    shelf = databases.Shelf()
    yield shelf
    shelf.close()


@pytest.fixture(scope="session")
def file(tmp_path_factory):
    return databases.File(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """Hashed in microseconds; servers that a test starts as processes of their own take the real effort."""
    real = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield real
    passwords._hasher = real


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> str:
    """The URL of a database with today's tables and no rows; whatever uses it is tested on both."""
    if request.param == "sqlite":
        yield request.getfixturevalue("file").copy(tmp_path / "rightback.sqlite")
        return
    with request.getfixturevalue("postgresql").lent() as url:
        yield url


@pytest.fixture
def settings(tmp_path, database) -> Settings:
    return Settings.read({}, data=tmp_path, database=database, undo_seconds=0, lease_seconds=3)


@pytest.fixture
def parts(settings, clock) -> Running:
    """Everything but threads: `parts.engine.run_all()` works off what is due."""
    made = build(settings, clock=clock)
    yield made
    made.services.live.close()
    made.services.sessions.kw["bind"].dispose()


@pytest.fixture
def sqlite_parts(tmp_path, clock) -> Running:
    """For what only the embedded engine has."""
    made = build(Settings.read({}, data=tmp_path), clock=clock)
    yield made
    made.services.sessions.kw["bind"].dispose()


@pytest.fixture
def cast(parts, clock) -> Cast:
    """Dana (customer), Sam (salesperson), Robin (manager), Mallory (stranger), one store."""
    return Cast(parts, clock)


@pytest.fixture(scope="session", autouse=True)
def _read_once():
    with read_once():
        yield


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("RIGHTBACK_", "OPENAI_")):
            monkeypatch.delenv(name)
