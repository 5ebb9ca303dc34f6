"""The web application: blueprints, the gate, headers and error pages put together."""

import secrets
from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from assistant.pipeline.services import Services
from assistant.web import (
    access,
    chat,
    conversations,
    customers,
    deeds,
    drafts,
    errors,
    feedback,
    gate,
    headers,
    health,
    hooks,
    ledger,
    live,
    look,
    metrics,
    originals,
    promises,
    settings,
    sign_in,
    today,
)

LARGEST_POST = 64 * 1024 * 1024  # bytes: a mail with its attachments

PAGES = (
    sign_in,
    today,
    conversations,
    deeds,
    drafts,
    originals,
    customers,
    promises,
    ledger,
    settings,
    live,
    health,
    metrics,
)
# Without a form token: nothing there rests on a cookie of ours.
STRANGERS = (hooks, chat, feedback)


def create_app(services: Services) -> Flask:
    app = Flask(__name__)
    app.extensions["rightback"] = services
    app.secret_key = services.settings.secret_key.get_secret_value() or kept_key(services.settings.data)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_POST,
        SESSION_COOKIE_NAME="rightback_form",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=services.settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # a tab is open all day
    )
    access.add(app)  # first, so that what the gate sends away is told and counted too
    metrics.add(app)
    gate.close(app)
    csrf = CSRFProtect(app)
    headers.add(app)
    look.add(app)
    errors.add(app)
    sign_in.limiter.init_app(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    for page in STRANGERS:
        app.register_blueprint(page.blueprint)
        csrf.exempt(page.blueprint)
    return app


def kept_key(data: Path) -> bytes:
    """The key that signs form tokens: made once, kept beside the data, readable by its owner only."""
    path = data / "form-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
