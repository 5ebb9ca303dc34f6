"""Links by mail: asking for one, and choosing a password by one.

The secret leaves the address at once: opening a link only remembers it in this browser's own signed cookie
and goes on to a page without it: no referrer carries it, and no mail scanner uses it up.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.pipeline import accounts, tries
from assistant.pipeline.services import Services
from assistant.records import AccountLink, Teammate
from assistant.tools import passwords
from assistant.web.here import services
from assistant.web.sign_in import wait_in_words
from assistant.web.whence import place

log = structlog.get_logger()
aside = ThreadPoolExecutor(2, thread_name_prefix="account-mail")
blueprint = Blueprint("links", __name__)


@blueprint.get("/forgotten")
def forgotten() -> ResponseReturnValue:
    return render_template("account/forgotten.html", asked=False)


@blueprint.post("/forgotten")
def ask() -> ResponseReturnValue:
    """The same answer at the same time for everybody: whether there is such a teammate is found out aside."""
    email, now = request.form.get("email", "").strip().lower()[:320], services().clock()
    until = tries.counted(services(), {"asked": f"{email} {place()}", "place": place()}, now)
    if until is not None:
        wait = wait_in_words(until - now)
        return render_template("account/forgotten.html", asked=False, email=email, wait=wait), 429
    aside.submit(send, services(), email, now)
    return render_template("account/forgotten.html", asked=True, email=email)


@blueprint.get("/links/<secret>")
def opened(secret: str) -> ResponseReturnValue:
    session["link"] = secret[:100]
    response = redirect(url_for("links.page"), 303)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/links")
def page() -> ResponseReturnValue:
    link = accounts.whose(services(), session.get("link", ""), services().clock())
    if link is None:
        return render_template("account/link_ended.html"), 410
    return shown(link)


@blueprint.post("/links")
def use() -> ResponseReturnValue:
    now, secret = services().clock(), session.get("link", "")
    link = accounts.whose(services(), secret, now)
    if link is None:
        return render_template("account/link_ended.html"), 410
    password = request.form.get("password", "")
    why = passwords.weakness(password, known_of(link.teammate))
    if why:
        return shown(link, why), 400
    chose = accounts.use_link(services(), secret, passwords.hash(password), now)
    if chose is None:
        return render_template("account/link_ended.html"), 410
    session.clear()
    session["chose_for"] = chose.email
    flash("Your password is set. Sign in with it.", "done")
    return redirect(url_for("sign_in.page"), 303)


def shown(link: AccountLink, why: str = "") -> str:
    return render_template(
        "account/choose.html", person=link.teammate, invited=link.kind == "invitation", why=why
    )


def known_of(teammate: Teammate) -> list[str]:
    """What others know of them, and what a password must not be made of."""
    stores = [store.name for store in teammate.stores]
    return [teammate.name, teammate.email, teammate.email.partition("@")[0], *stores, "Rightback"]


def send(services: Services, email: str, now: datetime) -> None:
    """In a thread of its own: the link and the job that mails it, in one transaction."""
    try:
        accounts.forgotten(services, email, now)
    except Exception as error:  # nobody else hears of it
        log.error("account link failed", error=type(error).__name__)
