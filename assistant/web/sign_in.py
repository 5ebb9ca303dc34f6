"""Signing in and out. A wrong password and an unknown address get the same answer in the same time."""

from datetime import datetime, timedelta

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did, network_of
from assistant.pipeline import accounts, tries
from assistant.records import Deed, Teammate
from assistant.tools import passwords
from assistant.web import device, gate, within
from assistant.web.here import services
from assistant.web.whence import address

HALFWAY = timedelta(minutes=10)  # between the password and the second factor
# What no password has: verifying against it takes the time that a real one takes.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def page() -> ResponseReturnValue:
    if gate.of_cookie(request.cookies.get(gate.cookie_name(), ""), services().clock()):
        return redirect(target())
    return shown(email=session.pop("chose_for", ""))


@blueprint.post("/sign-in")
def enter() -> ResponseReturnValue:
    email, password = request.form.get("email", "").strip().lower(), request.form.get("password", "")
    now, who = services().clock(), device.who(email)
    until = tries.counted(services(), who, now)
    if until is not None:
        return shown(email=email, wait=wait_in_words(until - now)), 429
    teammate = proven(email, password[: passwords.LONGEST])
    if teammate is None:
        failed(email, now)
        return shown(email=email, wrong=True), 401
    tries.let_in(services(), who, now)
    if teammate.second_factor:
        session.clear()
        session["half"] = {"id": teammate.id, "at": now.timestamp(), "mark": mark(teammate)}
        return redirect(url_for("sign_in.second", to=request.form.get("to", "")), 303)
    return let_in(teammate, now, password)


@blueprint.get("/sign-in/code")
def second() -> ResponseReturnValue:
    if halfway(services().clock()) is None:
        return redirect(url_for("sign_in.page"))
    return render_template("sign_in_code.html", to=request.args.get("to", ""))


@blueprint.post("/sign-in/code")
def enter_code() -> ResponseReturnValue:
    """The second step: a code of the app, or one of the recovery codes."""
    now = services().clock()
    teammate = halfway(now)
    if teammate is None:
        flash("That took too long. Please begin again.", "stop")
        return redirect(url_for("sign_in.page"), 303)
    code, to = request.form.get("code", "")[:100], request.form.get("to", "")
    who = device.who_gives(teammate, code)
    until = tries.counted(services(), who, now)
    if until is not None:
        return render_template("sign_in_code.html", to=to, wait=wait_in_words(until - now)), 429
    taken = accounts.take_code(services(), teammate.id, code, now)
    if taken is None:
        failed(teammate.email, now)
        return render_template("sign_in_code.html", to=to, wrong=True), 401
    tries.let_in(services(), who, now)
    return let_in(teammate, now, by=taken)


@blueprint.post("/sign-out")
def leave() -> ResponseReturnValue:
    now = services().clock()
    here = gate.of_cookie(request.cookies.get(gate.cookie_name(), ""), now)
    if here is not None:
        with services().sessions.begin() as records:
            records.merge(here).end(now)
            records.add(_deed(here.teammate, Did.SIGNED_OUT, now))
    session.clear()
    response = make_response(redirect(url_for("sign_in.page"), 303))
    response.delete_cookie(gate.cookie_name(), secure=services().settings.secure_cookies, samesite="Lax")
    return response


def let_in(teammate: Teammate, now: datetime, password: str = "", by: str = "") -> ResponseReturnValue:
    """A new sign-in for this browser in place of its old one; who was away is told of tries that failed."""
    # Hashed before the transaction: it takes a third of a second.
    outdated = password and passwords.outdated(teammate.password_hash)
    renewed = passwords.hash(password) if outdated else ""
    before = gate.of_cookie(request.cookies.get(gate.cookie_name(), ""), now)
    with services().sessions.begin() as records:
        found = records.get_one(Teammate, teammate.id)
        found.password_hash = renewed or found.password_hash
        many = found.signed_in()
        if before is not None:
            records.merge(before).end(now)
        token = gate.begin(records, found, now)
        records.add(_deed(found, Did.SIGNED_IN, now))
    session.clear()  # nothing of the time before goes along
    if many > 1 or (many and by):
        times = "Once" if many == 1 else f"{many} times"
        flash(f"{times} since your last sign-in somebody tried and was not let in. If it was not you, "
              "change your password.", "stop")  # fmt: skip
    if by == "recovery code":
        flash("A recovery code was used up. Make new ones before they run out.", "stop")
    response = make_response(redirect(target(), 303))
    gate.set_cookie(response, token)
    device.remember(response, teammate.email)
    return response


def proven(email: str, password: str) -> Teammate | None:
    """The teammate with this address and password; no transaction is open while it is hashed."""
    with services().sessions() as records:
        teammate = records.scalar(Teammate.by_email(email))
    right = passwords.verify((teammate and teammate.password_hash) or NOBODY, password)
    return teammate if right else None


def failed(email: str, now: datetime) -> None:
    """Counted for its owner, who is told at their next sign-in."""
    with services().sessions.begin() as records:
        teammate = records.scalar(Teammate.by_email(email))
        records.add(_deed(teammate, Did.FAILED_SIGN_IN, now))
        if teammate is not None:
            teammate.somebody_failed(now)


def _deed(who: Teammate | None, what: Did, now: datetime) -> Deed:
    """Whose address it was, if anybody's; never what was typed."""
    return accounts.did(who, what, now, network=network_of(address()))


def halfway(now: datetime) -> Teammate | None:
    """Who has given their password in this browser lately, and must still give a code."""
    half = session.get("half", {})
    if now.timestamp() - half.get("at", 0) > HALFWAY.total_seconds():
        return None
    with services().sessions() as records:
        teammate = records.get(Teammate, half["id"])
    return teammate if teammate and teammate.active and mark(teammate) == half["mark"] else None


def mark(teammate: Teammate) -> str:
    """Changes with the password and the second factor: what was given before them is worth nothing."""
    return gate.token_digest(f"{teammate.password_hash} {teammate.second_factor}")


def wait_in_words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds} seconds" if seconds < 100 else f"{round(seconds / 60)} minutes"


def shown(**values: object) -> str:
    return render_template("sign_in.html", to=request.values.get("to", ""), **values)


def target() -> str:
    """Where they wanted to go, on this site only."""
    return within.site(request.values.get("to", "")) or url_for("today.page")
