"""The WSGI entry: `gunicorn wsgi:app` is everything in one process, `wsgi:pages` the pages beside workers."""

import os

from flask import Flask

from assistant.settings import from_process
from assistant.web.app import create_app
from assistant.wiring import build, set_up_logs


def __getattr__(name: str) -> Flask:
    """Made when gunicorn asks for it, in the process that serves it."""
    if name == "app":
        return web_app(alone=True)
    if name == "pages":
        return web_app(alone=False)
    raise AttributeError(name)


def web_app(*, alone: bool) -> Flask:
    """The application of one web process; alone, engine and SMTP listener start with it."""
    os.umask(0o077)  # customers' words are for this user alone, whoever started gunicorn
    settings = from_process()
    set_up_logs(settings)
    running = build(settings)
    app = create_app(running.services)
    if alone:
        running.start()
        app.extensions["rightback.running"] = running
    return app
