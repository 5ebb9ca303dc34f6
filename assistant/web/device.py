"""The browser that has signed in before: counted by itself, so that nobody else can make its owner wait."""

import secrets

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from assistant.records import Teammate
from assistant.tools import second_factor
from assistant.web.here import services
from assistant.web.whence import place

COOKIE = "rightback_device"
A_YEAR = 365 * 24 * 3600  # seconds
PATH = "/sign-in"


def who(email: str) -> dict[str, str]:
    """Whose tries are counted: this known browser's; else this address from this place, and the place."""
    known = key(email)
    if known:
        return {"device": known}
    return {"address": f"{email} {place()}", "place": place()}


def who_gives(teammate: Teammate, code: str) -> dict[str, str]:
    """Whose codes are counted: this known browser's; else of this place, and six digits of all places.

    Six digits can be guessed from many places, so those share a count; a recovery code cannot, so it always
    lets its owner in from a place where nobody guesses.
    """
    known = key(teammate.email)
    if known:
        return {"code": f"{teammate.id} {known}"}
    here = {"code": f"{teammate.id} {place()}"}
    return here if second_factor.is_long(code) else {**here, "codes": str(teammate.id)}


def key(email: str) -> str:
    """What names this browser, if it signed in to this address before; empty otherwise."""
    try:
        found = _signer().loads(request.cookies.get(cookie_name(), ""))
    except BadSignature:
        return ""
    ours = isinstance(found, list) and len(found) == 2 and found[0] == email
    return str(found[1]) if ours else ""


def remember(response: Response, email: str) -> None:
    response.set_cookie(
        cookie_name(),
        str(_signer().dumps([email, key(email) or secrets.token_hex(16)])),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=services().settings.secure_cookies,
        path="/" if services().settings.secure_cookies else PATH,
    )


def cookie_name() -> str:
    """With the prefix that ties it to this host, where it is secure: that asks for the path "/"."""
    return f"__Host-{COOKIE}" if services().settings.secure_cookies else COOKIE


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or b"", salt="device")
