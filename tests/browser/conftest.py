"""The product on a real socket, and a browser that tells of every error and every request elsewhere."""

import sys
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from tests_web import PASSWORD, build  # noqa: E402

from assistant.pipeline.accounts import safe  # noqa: E402
from assistant.web.app import create_app  # noqa: E402


@pytest.fixture
def world(parts, clock):
    return build(parts.services.sessions, clock(), safe(parts.services).seal)


@pytest.fixture
def settings(tmp_path, database):
    """With time to undo."""
    from assistant.settings import Settings

    return Settings.read({}, data=tmp_path, database=database, undo_seconds=10)


@pytest.fixture
def address(parts, world):
    server = make_server("127.0.0.1", 0, create_app(parts.services), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def opened(browser, address):
    """open(...) gives a page that is signed in; afterwards nothing may have gone wrong in any."""
    wrong, contexts = [], []

    def open_page(email="dana@northgate.example", *, phone=False, **options):
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        context = browser.new_context(
            viewport=size, is_mobile=phone, has_touch=phone, base_url=address, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: asked.url.startswith(address) or wrong.append(asked.url))
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/today")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong
