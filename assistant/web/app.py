"""The web application: blueprints, the gate, headers and error pages put together."""

import secrets
from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from assistant.pipeline.services import Services
from assistant.web import (
    chat,
    conversations,
    customers,
    deeds,
    drafts,
    entrance,
    errors,
    feedback,
    gate,
    headers,
    health,
    hooks,
    ledger,
    live,
    look,
    originals,
    pace,
    promises,
    settings,
    sign_in,
    today,
)

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
)
# Without a form token: nothing there rests on a cookie of ours.
STRANGERS = (hooks, chat, feedback)


def create_app(services: Services) -> Flask:
    app = Flask(__name__)
    app.extensions["rightback"] = services
    app.secret_key = services.settings.secret_key.get_secret_value() or kept_key(services.settings.data)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-rightback_form" if services.settings.secure_cookies else "rightback_form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=services.settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # a tab is open all day
    )
    entrance.guard(app, services.settings)
    gate.close(app)
    pace.keep(app)
    csrf = CSRFProtect(app)
    headers.add(app, services.settings)
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
