"""The web application: blueprints, the gate, headers and error pages put together."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from assistant.pipeline.services import Services
from assistant.web import (
    access,
    account,
    asks,
    audit,
    away,
    budget,
    calendar,
    chat,
    clock,
    consent_rules,
    consents,
    conversations,
    customers,
    dates,
    deeds,
    drafts,
    entrance,
    erasing,
    errors,
    examples,
    exporting,
    feedback,
    forms,
    gate,
    handoffs,
    headers,
    health,
    heard,
    hooks,
    importing,
    knowledge,
    leave,
    ledger,
    letters,
    links,
    live,
    look,
    mail_hooks,
    mailboxes,
    merges,
    metrics,
    notices,
    originals,
    pace,
    privacy,
    promises,
    public_words,
    reached,
    second_factor,
    settings,
    sign_in,
    teammates,
    today,
    touch_rules,
    touches,
    voice,
    watching,
)

PAGES = (
    sign_in,
    links,
    account,
    reached,
    second_factor,
    teammates,
    today,
    notices,
    conversations,
    deeds,
    handoffs,
    away,
    drafts,
    asks,
    consents,
    originals,
    customers,
    merges,
    erasing,
    exporting,
    promises,
    calendar,
    heard,
    clock,
    touches,
    touch_rules,
    dates,
    knowledge,
    importing,
    examples,
    voice,
    ledger,
    audit,
    budget,
    settings,
    mailboxes,
    consent_rules,
    forms,
    privacy,
    public_words,
    letters,
    live,
    health,
    metrics,
)
# Without a form token: nothing there rests on a cookie of ours.
STRANGERS = (hooks, mail_hooks, chat, feedback, leave)


def create_app(services: Services) -> Flask:
    app = Flask(__name__)
    app.extensions["rightback"] = services
    app.secret_key, *older = services.settings.keys()
    app.config.update(
        SECRET_KEY_FALLBACKS=older,
        SESSION_COOKIE_NAME="__Host-rightback_form" if services.settings.secure_cookies else "rightback_form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=services.settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # a tab is open all day
    )
    access.add(app)  # first, so that what is sent away is told and counted too
    metrics.add(app)
    entrance.guard(app, services.settings)
    gate.close(app)
    pace.keep(app)
    csrf = CSRFProtect(app)
    headers.add(app, services.settings)
    look.add(app)
    errors.add(app)
    watching.add(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    for page in STRANGERS:
        app.register_blueprint(page.blueprint)
        csrf.exempt(page.blueprint)
    return app
