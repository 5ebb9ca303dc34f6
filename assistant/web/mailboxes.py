"""Settings > an inbox's mailbox: where mail is collected by IMAP. The password goes in, never out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.collecting import Tls
from assistant.core.message import Channel
from assistant.pipeline import mailboxes
from assistant.pipeline.mailboxes import Tried, Typed
from assistant.records import Inbox, MailAccount, Session, desk
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown.times import Telling

SEALED = {
    Tls.TLS: ("TLS", "as a rule at port 993"),
    Tls.STARTTLS: ("STARTTLS", "as a rule at port 143"),
    Tls.NONE: ("Not sealed", "only for a server inside your own network"),
}
STARTS = {
    "now": "From now on",
    "days": "The last days",
    "all": "Everything that lies there",
}

blueprint = Blueprint("mailboxes", __name__, url_prefix="/settings/inboxes/<int:inbox_id>/mailbox")


@blueprint.get("")
def page(inbox_id: int) -> ResponseReturnValue:
    return _form(inbox_id)


@blueprint.post("")
def keep(inbox_id: int) -> ResponseReturnValue:
    _mine(inbox_id)
    typed = _typed()
    try:
        mailboxes.keep(services(), inbox_id, typed, by=user(), now=services().clock())
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
        return _form(inbox_id, typed=typed), 422
    flash("Kept. The first look comes within seconds; what was taken stands below.", "done")
    return redirect(url_for("mailboxes.page", inbox_id=inbox_id), 303)


@blueprint.post("/trial")
def try_out(inbox_id: int) -> ResponseReturnValue:
    """Test the connection with what is typed; nothing is kept, here or there."""
    _mine(inbox_id)
    typed = _typed()
    try:
        account = mailboxes.account_of(services(), inbox_id, typed)
    except ValueError as error:
        return _form(inbox_id, typed=typed, tried=Tried((), str(error)))
    return _form(inbox_id, typed=typed, tried=mailboxes.try_out(services().open_mailbox, account))


@blueprint.post("/count")
def recount(inbox_id: int) -> ResponseReturnValue:
    _mine(inbox_id)
    return find.done(
        lambda: mailboxes.recount(services(), inbox_id, by=user(), now=services().clock()),
        "It is counted within seconds; what is missing is named and taken.",
        "mailboxes.page",
        inbox_id=inbox_id,
    )


@blueprint.post("/end")
def end(inbox_id: int) -> ResponseReturnValue:
    _mine(inbox_id)
    return find.done(
        lambda: mailboxes.end(services(), inbox_id, by=user(), now=services().clock()),
        "Nothing is collected there any more, and the password is forgotten. What was taken stays.",
        "mailboxes.page",
        inbox_id=inbox_id,
    )


def row_of(session: Session, inbox: Inbox, tell: Telling) -> dict[str, object] | None:
    """The line of an inbox on the settings page; None where no mailbox is set."""
    account = session.scalars(MailAccount.of_inbox(inbox.id)).first()
    if account is None:
        return None
    return {
        "where": f"{account.host} as {account.user}",
        "reached": tell.moment(account.reached_at) if account.reached_at else None,
        "late": mailboxes.since_when(account, services().clock()) is not None,
        "trouble": account.trouble,
        "counts": mailboxes.balance_line(mailboxes.balance(session, account)),
        "missing": mailboxes.named_missing(account),
        "from": tell.moment(account.from_at) if account.from_at else None,
        "counted": tell.moment(account.counted_at) if account.counted_at else None,
    }


def _mine(inbox_id: int) -> None:
    mine = desk.inboxes(find.stores()).where(Inbox.id == inbox_id, Inbox.channel == Channel.EMAIL)
    find.must_exist(mine)


def _typed() -> Typed:
    return Typed(
        host=request.form.get("host", ""),
        port=request.form.get("port", ""),
        tls=request.form.get("tls", Tls.TLS.value),
        user=request.form.get("user", ""),
        password=request.form.get("password", ""),
        start=request.form.get("start", ""),
        days=request.form.get("days", ""),
        marks_seen=request.form.get("marks") == "yes",
    )


def _form(inbox_id: int, *, typed: Typed | None = None, tried: Tried | None = None) -> str:
    with find.reading() as session:
        mine = desk.inboxes(find.stores()).where(Inbox.id == inbox_id, Inbox.channel == Channel.EMAIL)
        inbox = find.one(session, mine)
        account = session.scalars(MailAccount.of_inbox(inbox_id)).first()
        return render_template(
            "settings/mailbox.html",
            inbox=inbox,
            typed=typed or _as_kept(account, inbox),
            row=row_of(session, inbox, find.telling(inbox.store)),
            tried=tried,
            sealed=SEALED,
            starts=STARTS,
        )


def _as_kept(account: MailAccount | None, inbox: Inbox) -> Typed:
    """The fields as they are; the password never among them."""
    if account is None:
        return Typed("", "993", Tls.TLS.value, inbox.address, "", start="now", days="30")
    return Typed(
        account.host, str(account.port), account.tls.value, account.user, "", marks_seen=account.marks_seen
    )
