"""Your account: the password, the second factor, and where you are signed in."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.pipeline import accounts, tries
from assistant.records import RecoveryCode, SignIn, Teammate
from assistant.tools import browsers, passwords
from assistant.web import find, reached
from assistant.web.here import services, sign_in, user
from assistant.web.links import known_of
from assistant.web.shown.times import Telling
from assistant.web.sign_in import target, wait_in_words

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
def page() -> ResponseReturnValue:
    return shown()


@blueprint.post("/password")
def password() -> ResponseReturnValue:
    wrong = not_proven(request.form.get("current", ""))
    if wrong:
        return shown(wrong=wrong), 400
    chosen = request.form.get("password", "")
    why = passwords.weakness(chosen, known_of(user()))
    if why:
        return shown(why=why), 400
    hashed = passwords.hash(chosen)
    accounts.change_password(
        services(), user().id, hashed, keep=sign_in().id, what=Did.CHANGED_PASSWORD, now=services().clock()
    )
    flash("Your password is changed. Everywhere else you are signed out.", "done")
    return redirect(url_for("account.page"), 303)


@blueprint.post("/sign-ins/<int:sign_in_id>/end")
def end(sign_in_id: int) -> ResponseReturnValue:
    """One of one's own; of others there is none."""
    now = services().clock()
    with services().sessions.begin() as session:
        found = session.get(SignIn, sign_in_id)
        if found is None or found.teammate_id != user().id:
            abort(404)
        found.end(now)
        session.add(accounts.did(user(), Did.ENDED_SIGN_IN, now))
    flash("Signed out there.", "done")
    return redirect(url_for("account.page"), 303)


@blueprint.post("/sign-ins/end-others")
def end_others() -> ResponseReturnValue:
    now = services().clock()
    with services().sessions.begin() as session:
        many = accounts.end_sign_ins(session, user().id, now, but=sign_in().id)
        session.add(accounts.did(user(), Did.ENDED_OTHERS, now))
    flash(f"Signed out in {many} other {'browser' if many == 1 else 'browsers'}.", "done")
    return redirect(url_for("account.page"), 303)


@blueprint.get("/proof")
def proof() -> ResponseReturnValue:
    return render_template("account/proof.html", to=request.args.get("to", ""))


@blueprint.post("/proof")
def prove() -> ResponseReturnValue:
    """The password once more, before what must not happen in a browser left open."""
    wrong = not_proven(request.form.get("password", ""))
    if wrong:
        return render_template("account/proof.html", to=request.form.get("to", ""), wrong=wrong), 400
    with services().sessions.begin() as session:
        session.get_one(SignIn, sign_in().id).proven_at = services().clock()
    return redirect(target(), 303)


def not_proven(password: str) -> str:
    """Why this is not the password of whoever is signed in; empty where it is."""
    now, who = services().clock(), {"code": f"proof {user().id} {sign_in().id}"}
    until = tries.counted(services(), who, now)
    if until is not None:
        return f"Too many tries. Try again in {wait_in_words(until - now)}."
    with services().sessions() as session:
        hashed = session.get_one(Teammate, user().id).password_hash
    if not passwords.verify(hashed, password[: passwords.LONGEST]):
        return "That is not your password. Nothing was changed."
    tries.let_in(services(), who, now)
    return ""


def shown(**values: object) -> str:
    tell, now = find.telling(find.home()), services().clock()
    with find.reading() as session:
        rows = session.scalars(SignIn.live_of(user().id, now)).all()
        left = session.scalar(RecoveryCode.left(user().id)) or 0
        return render_template(
            "account/page.html",
            sign_ins=[_row(row, tell) for row in rows],
            codes_left=left,
            told=reached.told(session),
            **values,
        )


def _row(row: SignIn, tell: Telling) -> Mapping[str, object]:
    return {
        "id": row.id,
        "browser": browsers.in_words(row.browser),
        "place": row.place or "unknown place",
        "started": tell.moment(row.started_at),
        "seen": tell.moment(row.seen_at or row.started_at),
        "here": row.id == sign_in().id,
    }
