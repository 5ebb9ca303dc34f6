"""The web application with the public ways in, over the cast's store."""

from assistant.core.message import Channel
from assistant.web import chat, feedback, health, hooks, live, streams
from assistant.web.app import create_app


def site(cast):
    """The application; the blueprints of this folder's machines are there once."""
    streams.teammates._taken.clear()
    streams.visitors._taken.clear()
    app = create_app(cast.services)
    app.testing = True
    for machine in (hooks, feedback, chat, health, live):
        if machine.blueprint.name not in app.blueprints:
            if machine is not live:
                app.extensions["csrf"].exempt(machine.blueprint)
            app.register_blueprint(machine.blueprint)
    return app


def token(cast, channel):
    return cast.tokens[channel][1]


def store(cast, **values):
    """Change the store."""
    from assistant.records import Store

    with cast.services.sessions.begin() as session:
        row = session.get_one(Store, cast.store_id)
        for name, value in values.items():
            setattr(row, name, value)


CHAT, FORM, EMAIL, API = Channel.CHAT, Channel.FORM, Channel.EMAIL, Channel.API
