"""The gate: nobody passes without a sign-in, but to the few places that are named here."""

import hashlib
import secrets
from datetime import datetime

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assistant.records import Session, SignIn, Teammate
from assistant.records.teammate import SIGN_IN_LASTS
from assistant.web.here import services

OPEN = frozenset({"sign_in", "hooks", "feedback", "chat", "health", "metrics"})  # blueprints
OPEN_ENDPOINTS = frozenset({"static", "look.asset"})


def close(app: Flask) -> None:
    app.before_request(ask_who)


def ask_who() -> ResponseReturnValue | None:
    """Set g.sign_in, or send whoever it is to the sign-in page."""
    g.sign_in = None
    if request.endpoint in OPEN_ENDPOINTS or (request.endpoint and request.blueprint in OPEN):
        return None
    g.sign_in = of_cookie(request.cookies.get(cookie_name(), ""), services().clock())
    if g.sign_in is not None:
        return None
    if request.method == "GET" and request.endpoint and _wants_page():
        return redirect(url_for("sign_in.page", to=request.full_path.rstrip("?")))
    if request.endpoint is None:
        return redirect(url_for("sign_in.page"))
    return abort(401)


def of_cookie(token: str, now: datetime) -> SignIn | None:
    """The sign-in that this token belongs to, with its teammate and their stores."""
    if not token:
        return None
    with services().sessions() as session:
        found = session.scalar(SignIn.live(token_digest(token), now))
        if found is None or not found.teammate.active:
            return None
        _ = found.teammate.store_ids  # loaded while the session is open
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
        )
    )
    return token


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
