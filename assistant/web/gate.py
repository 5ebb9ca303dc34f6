"""The gate: nobody passes without a sign-in and an action that their role allows (web/doors.py)."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flask import Flask, Response, abort, flash, g, has_request_context, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.records import Session, SignIn, Teammate
from assistant.records.teammate import SIGN_IN_LASTS
from assistant.web import doors
from assistant.web.here import services
from assistant.web.whence import address

SEEN_AGAIN = timedelta(minutes=5)  # how exactly "last seen" is kept
PROVEN_FOR = timedelta(minutes=30)  # a password given is good for sensitive pages
BROWSER_AT_MOST = 300  # characters of a User-Agent that are kept
# Where somebody may be who must set up a second factor first.
BEFORE_SECOND_FACTOR = frozenset({"account", "second_factor"})
# Blueprints and endpoints that want a password given lately, and the page to which one comes back after it.
SENSITIVE: Mapping[str, Callable[[], str]] = {
    "teammates": lambda: url_for("teammates.listed"),
    "erasing": lambda: request.path,
    "settings.new_address": lambda: url_for("settings.page"),
}


def close(app: Flask) -> None:
    app.before_request(ask_who)


def ask_who() -> ResponseReturnValue | None:
    """Set g.sign_in and let in, or say where the way is."""
    g.sign_in = None
    if doors.is_open(request.endpoint):
        return None
    g.sign_in = of_cookie(request.cookies.get(cookie_name(), ""), services().clock())
    if g.sign_in is not None:
        return _may(g.sign_in)
    if request.method == "GET" and request.endpoint and _wants_page():
        return redirect(url_for("sign_in.page", to=request.full_path.rstrip("?")))
    if request.endpoint is None:
        return redirect(url_for("sign_in.page"))
    return abort(401)


def _may(here: SignIn) -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # 404 or 405 in words
    action = doors.ACTIONS.get(request.endpoint)
    if action is None or not here.teammate.may(action):
        return abort(403)
    if lacks_second_factor(here.teammate) and request.blueprint not in BEFORE_SECOND_FACTOR:
        return redirect(url_for("second_factor.page")) if request.method == "GET" else abort(403)
    page = SENSITIVE.get(request.endpoint) or SENSITIVE.get(request.blueprint or "")
    if page is not None and not proven_lately(here, services().clock()):
        return _prove_first(page)
    return None


def _prove_first(page: Callable[[], str]) -> ResponseReturnValue:
    """To the password and back: a form that was pressed is pressed again afterwards."""
    if request.method == "GET":
        return redirect(url_for("account.proof", to=request.full_path.rstrip("?")), 303)
    flash("That was a while ago: give your password again first. Nothing was changed.", "stop")
    return redirect(url_for("account.proof", to=page()), 303)


def lacks_second_factor(teammate: Teammate) -> bool:
    """Whether the settings ask for one that this teammate has not set up."""
    asked = services().settings.second_factor
    wanted = asked == "everybody" or (asked == "leads" and teammate.leads())
    return wanted and not teammate.second_factor


def proven_lately(here: SignIn, now: datetime) -> bool:
    return here.proven_at is not None and now - here.proven_at < PROVEN_FOR


def of_cookie(token: str, now: datetime) -> SignIn | None:
    """The sign-in that this token belongs to, with its teammate and their stores."""
    if not token:
        return None
    with services().sessions() as session:
        found = session.scalar(SignIn.live(token_digest(token), now))
        if found is None or not found.teammate.active:
            return None
        _ = found.teammate.store_ids  # loaded while the session is open
    if now - (found.seen_at or found.started_at) >= SEEN_AGAIN:
        with services().sessions.begin() as session:
            session.get_one(SignIn, found.id).seen(now, address())
    return found


def begin(session: Session, teammate: Teammate, now: datetime) -> str:
    """A new sign-in; the token goes into the cookie and nowhere else."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            teammate_id=teammate.id,
            token_hash=token_digest(token),
            started_at=now,
            expires_at=now + SIGN_IN_LASTS,
            seen_at=now,
            proven_at=now,
            place=address(),
            browser=browser(),
        )
    )
    return token


def browser() -> str:
    return request.headers.get("User-Agent", "")[:BROWSER_AT_MOST] if has_request_context() else ""


def set_cookie(response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(SIGN_IN_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=services().settings.secure_cookies,
    )


def cookie_name() -> str:
    """With the prefix that makes browsers insist on a secure cookie of this host, where it is one."""
    return "__Host-rightback" if services().settings.secure_cookies else "rightback"


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _wants_page() -> bool:
    return "text/html" in request.headers.get("Accept", "text/html")
