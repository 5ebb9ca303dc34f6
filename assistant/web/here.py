"""What a view may ask of the request: the services and who is signed in. The only reader of current_app."""

from typing import cast

from flask import current_app, g

from assistant.pipeline.services import Services
from assistant.records import SignIn, Teammate


def services() -> Services:
    return cast(Services, current_app.extensions["rightback"])


def sign_in() -> SignIn:
    """The signed-in browser of this request; only behind the sign-in gate."""
    return cast(SignIn, g.sign_in)


def user() -> Teammate:
    return sign_in().teammate
