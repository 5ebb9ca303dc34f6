"""The WSGI entry: `gunicorn wsgi:app`. `rightback up` starts exactly one worker of it."""

from assistant.wiring import web_app

app = web_app()
