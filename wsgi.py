"""The WSGI entry: `gunicorn wsgi:app`. `rightback up` starts exactly one worker of it."""

from flask import Flask

from assistant.settings import from_process
from assistant.web.app import create_app
from assistant.wiring import build, set_up_logs


def web_app() -> Flask:
    """The application of the one web process: engine and SMTP listener start with it."""
    settings = from_process()
    set_up_logs(settings)
    running = build(settings)
    running.start()
    app = create_app(running.services)
    app.extensions["rightback.running"] = running
    return app


app = web_app()
