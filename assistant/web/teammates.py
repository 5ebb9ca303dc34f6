"""Teammates, for admins: invite, change, deactivate, send a new link. Only of the admin's own stores."""

from collections.abc import Callable

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.outcome import Accepted
from assistant.core.roles import Role
from assistant.pipeline import account_mail, accounts, team
from assistant.pipeline.account_mail import Link
from assistant.pipeline.team import Given
from assistant.records import AccountLink, Teammate
from assistant.records import team as asked
from assistant.web import find
from assistant.web.here import services, user

DEPARTMENTS = ("sales", "service", "parts", "finance")
ROLES = {
    Role.MEMBER: "answers customers",
    Role.MANAGER: "also assigns, reads the ledger and the settings",
    Role.ADMIN: "also manages teammates, keys and settings",
}
LONGEST = 200  # characters of a name or title

blueprint = Blueprint("teammates", __name__, url_prefix="/settings/teammates")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    now = services().clock()
    with find.reading() as session:
        people = session.scalars(asked.listed(find.stores())).all()
        invited = {row[0] for row in session.execute(AccountLink.open_invitations(now))}
        return render_template(
            "teammates/listed.html",
            people=[person for person in people if person.active],
            gone=[person for person in people if not person.active],
            invited=invited,
        )


@blueprint.get("/new")
def blank() -> ResponseReturnValue:
    return form()


@blueprint.post("/new")
def invite() -> ResponseReturnValue:
    try:
        email = address(request.form.get("email", ""))
        teammate_id, made = team.invite(services(), email, given(), by=user(), now=services().clock())
    except ValueError as error:
        return form(wrong=f"{error} Nobody was invited."), 400
    return mailed(teammate_id, made, "invited")


@blueprint.get("/<int:teammate_id>")
def page(teammate_id: int) -> ResponseReturnValue:
    return edit(teammate_id)


@blueprint.post("/<int:teammate_id>")
def change(teammate_id: int) -> ResponseReturnValue:
    elsewhere_404(teammate_id)
    return did(
        teammate_id,
        lambda: team.change(services(), teammate_id, given(), by=user(), now=services().clock()),
        "Changed.",
    )


@blueprint.post("/<int:teammate_id>/link")
def send_link(teammate_id: int) -> ResponseReturnValue:
    """A new link to choose a password; the earlier ones are dead."""
    elsewhere_404(teammate_id)
    try:
        made = team.invite_again(services(), teammate_id, by=user(), now=services().clock())
    except ValueError as error:
        return edit(teammate_id, f"{error} No link was made."), 400
    return mailed(teammate_id, made, "sent")


@blueprint.post("/<int:teammate_id>/leaving")
def deactivate(teammate_id: int) -> ResponseReturnValue:
    elsewhere_404(teammate_id)
    heir_id = request.form.get("heir", 0, int) or None
    if heir_id:
        with find.reading() as session:
            find.one(session, asked.listed(find.stores()).where(Teammate.id == heir_id))
    return did(
        teammate_id,
        lambda: team.deactivate(services(), teammate_id, heir_id=heir_id, by=user(), now=services().clock()),
        "Deactivated, and signed out everywhere.",
    )


@blueprint.post("/<int:teammate_id>/return")
def reactivate(teammate_id: int) -> ResponseReturnValue:
    elsewhere_404(teammate_id)
    made = team.reactivate(services(), teammate_id, by=user(), now=services().clock())
    return mailed(teammate_id, made, "reactivated")


@blueprint.post("/<int:teammate_id>/sign-ins/end")
def end_sign_ins(teammate_id: int) -> ResponseReturnValue:
    """For a phone that was lost or a browser left open: the password stays."""
    elsewhere_404(teammate_id)
    many = accounts.sign_out(services(), teammate_id, user(), services().clock())
    flash(f"Signed out in {many} {'browser' if many == 1 else 'browsers'}. Their password stays.", "done")
    return redirect(url_for("teammates.page", teammate_id=teammate_id), 303)


@blueprint.post("/<int:teammate_id>/second-factor-off")
def drop_second_factor(teammate_id: int) -> ResponseReturnValue:
    """For somebody who lost their phone and their recovery codes."""
    elsewhere_404(teammate_id)
    return did(
        teammate_id,
        lambda: accounts.drop_second_factor(services(), teammate_id, user(), services().clock()),
        "Their second factor is off, and they are signed out everywhere.",
    )


def mailed(teammate_id: int, made: Link, what: str) -> ResponseReturnValue:
    """Hand the mail out and say what became of it; where none leaves, the link is shown, once."""
    ended = account_mail.send(services(), made)
    left = isinstance(ended, Accepted) and services().settings.gateway != "folder"
    with find.reading() as session:
        person = session.get_one(Teammate, teammate_id)
    return render_template(
        "teammates/mailed.html",
        person=person,
        what=what,
        left=left,
        link="" if left else f"{_site()}/links/{made.secret}",
        why="" if isinstance(ended, Accepted) else ended.reason,
    )


def edit(teammate_id: int, wrong: str = "") -> str:
    with find.reading() as session:
        person = find.one(session, asked.manageable(find.stores(), teammate_id))
        people = session.scalars(asked.listed(find.stores())).all()
        return render_template(
            "teammates/page.html",
            person=person,
            wrong=wrong,
            owned=asked.owned(session, person.id, person.store_ids),
            heirs=[p for p in people if p.active and p.id != person.id],
            **choices(),
        )


def form(wrong: str = "") -> str:
    return render_template("teammates/new.html", wrong=wrong, typed=request.form, **choices())


def choices() -> dict[str, object]:
    return {"departments": DEPARTMENTS, "roles": ROLES, "stores": user().stores}


def given() -> Given:
    """As the form has it; stores of others are not there at all."""
    mine = set(find.stores())
    chosen = {int(one) for one in request.form.getlist("store") if one.isdecimal()}
    if not chosen <= mine:
        raise ValueError("Choose among your own stores.")
    role, department = request.form.get("role", ""), request.form.get("department", "")
    if role not in set(Role) or department not in DEPARTMENTS:
        raise ValueError("Choose a role and a department.")
    words = {name: request.form.get(name, "").strip()[:LONGEST] for name in ("name", "title", "direct_line")}
    return Given(role=Role(role), department=department, store_ids=frozenset(chosen), **words)


def address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


def elsewhere_404(teammate_id: int) -> None:
    find.must_exist(asked.manageable(find.stores(), teammate_id))


def did(teammate_id: int, deed: Callable[[], None], told: str) -> ResponseReturnValue:
    try:
        deed()
    except ValueError as error:
        return edit(teammate_id, f"{error} Nothing was changed."), 400
    flash(told, "done")
    return redirect(url_for("teammates.page", teammate_id=teammate_id), 303)


def _site() -> str:
    return services().settings.base_url.rstrip("/") or request.url_root.rstrip("/")
