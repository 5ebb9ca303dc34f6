"""The second factor of one's own account: set up, recovery codes, off. Each asks for the password again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import accounts
from assistant.tools import second_factor
from assistant.tools.sealing import CannotUnseal
from assistant.web import gate, look
from assistant.web.account import not_proven
from assistant.web.here import services, user

SETTING_UP = 15 * 60  # seconds between the QR code and the first code of the app

blueprint = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")


@blueprint.get("")
def page() -> ResponseReturnValue:
    return asked()


@blueprint.post("/start")
def start() -> ResponseReturnValue:
    """A new secret. It waits sealed in the page: nothing is kept until the app proves that it has it."""
    wrong = not_proven(request.form.get("password", ""))
    if wrong:
        return asked(wrong), 400
    return scanned(accounts.safe(services()).seal(f"{user().id} {second_factor.new_secret()}"))


@blueprint.post("")
def switch_on() -> ResponseReturnValue:
    sealed = request.form.get("sealed", "")
    try:
        whose, secret = accounts.safe(services()).unseal(sealed, seconds=SETTING_UP).split()
    except (CannotUnseal, ValueError):
        return asked("That took too long. Please begin again."), 400
    if int(whose) != user().id or user().second_factor:
        return asked("Please begin again."), 400
    code = request.form.get("code", "")
    codes = accounts.begin_second_factor(services(), user().id, secret, code, services().clock())
    if codes is None:
        return scanned(sealed, "That is not the code of this moment. Try the next one."), 400
    return render_template("account/codes.html", codes=codes, fresh=True)


@blueprint.post("/codes")
def codes() -> ResponseReturnValue:
    wrong = not_proven(request.form.get("password", ""))
    if wrong or not user().second_factor:
        return asked(wrong or "There is no second factor."), 400
    made = accounts.new_codes(services(), user().id, services().clock())
    return render_template("account/codes.html", codes=made, fresh=False)


@blueprint.post("/off")
def switch_off() -> ResponseReturnValue:
    wrong = not_proven(request.form.get("password", ""))
    if wrong:
        return asked(wrong), 400
    accounts.drop_second_factor(services(), user().id, user(), services().clock())
    flash("The second factor is off. Your password alone lets you in now.", "done")
    return redirect(url_for("account.page"), 303)


def asked(wrong: str = "") -> str:
    must = gate.lacks_second_factor(user())
    return render_template("account/second_factor.html", wrong=wrong, must=must)


def scanned(sealed: str, wrong: str = "") -> str:
    secret = accounts.safe(services()).unseal(sealed).split()[1]
    drawn = second_factor.drawn(second_factor.address_of(secret, user().email))
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template(
        "account/scan.html",
        sealed=sealed,
        qr=look.drawing(drawn),
        secret=groups,
        wrong=wrong,
    )
