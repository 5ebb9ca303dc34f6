"""Error pages: what happened, what is safe, what to do next."""

import structlog
from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound, ServiceUnavailable

from assistant.core.errors import RightbackError
from assistant.records import DataError, OperationalError
from assistant.web import access

log = structlog.get_logger()

WORDS = {
    400: (
        "This could not be understood",
        "Nothing was changed. Go back, look at what was entered and try again.",
    ),
    401: ("Please sign in", "Your sign-in has ended. What you had saved is safe."),
    403: ("This is not yours to do", "Nothing was changed. A manager or an admin can help."),
    404: ("There is nothing here", "It may have moved, or it belongs to another store. Nothing was changed."),
    405: ("This cannot be done here", "Nothing was changed. Go back and use the buttons of the page."),
    408: ("That took too long", "Nothing was changed. Please send it again."),
    410: ("It is not kept any more", "The original was deleted by the store's rule or with its customer."),
    413: ("That is too large", "Nothing was changed."),
    429: ("Too many tries", "Please wait a few minutes, then try again. Nothing is lost."),
    431: ("That address or a cookie is too long", "Nothing was changed. Go back and try a shorter one."),
    503: (
        "The database does not answer at this moment",
        "Nothing of this was kept. Please try again in a few seconds; nothing else is lost.",
    ),
    500: ("Something went wrong on our side", "What was saved before is safe. Go back and try again."),
}
# What entrance.py says of a refusal, in words.
OUR_OWN = {
    "host": (
        "This is not served under that name",
        "Nothing was changed. Use the address that you were given; an admin adds a name to RIGHTBACK_HOSTS.",
    ),
    "post": (
        "Too many posts from here",
        "This one was not kept: send it again in a few minutes. What was answered with 202 is safe.",
    ),
    "elsewhere": (
        "This came from another site",
        "Nothing was changed. Open the page here and press the button again.",
    ),
}
KEPT = frozenset({"Retry-After", "Allow"})


def add(app: Flask) -> None:
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(RightbackError, _cannot)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(OverflowError, _no_such_number)
    app.register_error_handler(DataError, _no_such_number)
    app.register_error_handler(OperationalError, _no_database)


def _of_http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if error.description in OUR_OWN:
        access.refused(error.description)
    title, words = OUR_OWN.get(str(error.description)) or WORDS.get(code) or WORDS[400 if code < 500 else 500]
    response = make_response(answer(code, title, words))
    for name, value in error.get_headers():
        if name in KEPT:
            response.headers[name] = value
    return response


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    access.refused("form")
    return answer(
        400,
        "This page was too old",
        "Nothing was changed. Go back, reload the page and press the button again.",
    )


def _cannot(error: RightbackError) -> ResponseReturnValue:
    return answer(409, "That did not work", f"{error} Nothing was changed.")


def answer(code: int, title: str, words: str) -> ResponseReturnValue:
    """As a page, or as JSON for whoever asked for that."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(error=title, next=words), code
    return render_template("error.html", code=code, title=title, words=words), code


def _no_database(error: Exception) -> ResponseReturnValue:
    """Full, locked or gone: whoever sent something sends it again (RFC 9110 section 15.6.4)."""
    log.error("web.no-database", error=type(error.__cause__ or error).__name__, rule=str(request.url_rule))
    answered = make_response(_of_http(ServiceUnavailable()))
    answered.headers["Retry-After"] = "5"
    return answered


def _no_such_number(_error: Exception) -> ResponseReturnValue:
    """A number in the address or a field that no row can have."""
    return _of_http(NotFound())
