"""Signing in and out. A wrong password and an unknown address get the same answer in the same time."""

from flask import Blueprint, current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from itsdangerous import BadSignature, URLSafeSerializer

from assistant.records import Deed, Teammate
from assistant.tools import passwords
from assistant.web import gate
from assistant.web.here import services

LONGEST_PASSWORD = 1024
DEVICE = "rightback_device"
TRIES = "10 per 10 minutes"  # for one address from one place
TRIES_FROM_ONE_PLACE = "60 per 10 minutes"  # whatever the address: many people may share a network
# What no password has: verifying against it takes the time that a real one takes.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43

blueprint = Blueprint("sign_in", __name__)


def who_tries() -> str:
    """Whose tries are counted: this address from this place.

    A browser that signed in to this address before is counted by itself, so that nobody can lock its
    owner out by guessing from the same network.
    """
    email = request.form.get("email", "").strip().lower()
    if email and device() == email:
        return f"device {request.cookies[device_name()]}"
    return f"{email} {request.remote_addr}"


limiter = Limiter(key_func=who_tries, storage_uri="memory://")


@blueprint.get("/sign-in")
def page() -> ResponseReturnValue:
    if gate.of_cookie(request.cookies.get(gate.cookie_name(), ""), services().clock()):
        return redirect(target())
    return render_template("sign_in.html", to=request.args.get("to", ""), email="", wrong=False)


@blueprint.post("/sign-in")
@limiter.limit(TRIES, deduct_when=lambda response: response.status_code == 401)
@limiter.limit(
    TRIES_FROM_ONE_PLACE,
    key_func=lambda: f"place {request.remote_addr}",
    exempt_when=lambda: who_tries().startswith("device "),
    deduct_when=lambda response: response.status_code == 401,
)
def enter() -> ResponseReturnValue:
    email, password = request.form.get("email", ""), request.form.get("password", "")
    teammate = proven(email, password[:LONGEST_PASSWORD])
    if teammate is None:
        again = render_template("sign_in.html", to=request.form.get("to", ""), email=email, wrong=True)
        return again, 401
    now = services().clock()
    # Hashed before the transaction: it takes a third of a second.
    renewed = passwords.hash(password) if passwords.outdated(teammate.password_hash) else ""
    with services().sessions.begin() as records:
        found = records.get_one(Teammate, teammate.id)
        found.password_hash = renewed or found.password_hash
        token = gate.begin(records, found, now)
        records.add(Deed(at=now, teammate_id=found.id, what="signed in"))
    session.clear()  # nothing of the time before goes along
    response = make_response(redirect(target(), 303))
    gate.set_cookie(response, token)
    remember_device(response, teammate.email)
    return response


@blueprint.post("/sign-out")
def leave() -> ResponseReturnValue:
    now = services().clock()
    here = gate.of_cookie(request.cookies.get(gate.cookie_name(), ""), now)
    if here is not None:
        with services().sessions.begin() as records:
            records.merge(here).end(now)
    session.clear()
    response = make_response(redirect(url_for("sign_in.page"), 303))
    response.delete_cookie(gate.cookie_name(), secure=services().settings.secure_cookies, samesite="Lax")
    return response


def proven(email: str, password: str) -> Teammate | None:
    """The teammate with this address and password; no transaction is open while it is hashed."""
    with services().sessions() as records:
        teammate = records.scalar(Teammate.by_email(email))
    right = passwords.verify((teammate and teammate.password_hash) or NOBODY, password)
    return teammate if right else None


def target() -> str:
    """Where they wanted to go, on this site only."""
    to = request.values.get("to", "")
    inside = to.startswith("/") and not to.startswith(("//", "/\\")) and "\n" not in to
    return to if inside else url_for("today.page")


def device() -> str:
    """The address that this browser signed in to last, by its signed cookie; empty without one."""
    try:
        return str(_signer().loads(request.cookies.get(device_name(), "")))
    except BadSignature:
        return ""


def remember_device(response: object, email: str) -> None:
    response.set_cookie(  # type: ignore[attr-defined]
        device_name(),
        _signer().dumps(email),
        max_age=365 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=services().settings.secure_cookies,
    )


def device_name() -> str:
    """With the prefix that ties it to this host, where it is secure: that asks for the path "/"."""
    return f"__Host-{DEVICE}" if services().settings.secure_cookies else DEVICE


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or b"", salt="device")
