"""The ledger: every inbound, and what became of it."""

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.states import InboundState
from assistant.pipeline.steps import Step
from assistant.records import Deed, Deletion, LedgerEntry, Message, Session, desk, held
from assistant.records.ledger import balance
from assistant.web import find, watching
from assistant.web.deeds import words
from assistant.web.here import services, sign_in, user
from assistant.web.originals import SHOWN_AT_MOST, decoded, download, gone
from assistant.web.shown.thread import size
from assistant.web.shown.times import Telling
from assistant.web.shown.today import CHANNELS, ledger_line

WAYS = {
    "smtp": "by SMTP",
    "hook": "by webhook",
    "imap": "from the mailbox",
    "mailgun": "by Mailgun",
    "postmark": "by Postmark",
    "json": "by webhook, as JSON",
    "cli": "by hand",
    "page": "feedback page",
    "widget": "chat widget",
}
STATES = {
    InboundState.RECEIVED: "being read",
    InboundState.FILED: "filed",
    InboundState.KNOWN: "known already",
    InboundState.SET_ASIDE: "set aside",
}

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    only_aside = request.args.get("show") == "aside"
    stores = find.stores()
    with find.reading() as session:
        query = LedgerEntry.aside(stores) if only_aside else LedgerEntry.newest(stores)
        entries = session.scalars(query).all()
        filed = _filed(session, [entry.id for entry in entries])
        tell = find.telling(find.home())
        counts = balance(list(session.execute(LedgerEntry.counts(stores)).all()))
        talks = [
            message.conversation for message in filed.values() if message.conversation.store_id in stores
        ]
        watching.saw_list(Did.SAW_LIST, ((c.store_id, c.customer_id) for c in talks), list="ledger")
        rows = [_row(entry, filed.get(entry.id), tell) for entry in entries]
    return render_template(
        "ledger/listed.html",
        rows=rows,
        counts=counts,
        line=ledger_line(counts),
        only_aside=only_aside,
    )


@blueprint.get("/<int:entry_id>")
def page(entry_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        entry = _seen(session, entry_id)
        row = _row(entry, _filed(session, [entry.id]).get(entry.id), find.telling(find.home()))
        raw = entry.raw.content
        return render_template(
            "ledger/page.html",
            row=row,
            envelope=entry.envelope,
            raw=decoded(raw),
            cut=len(raw) > SHOWN_AT_MOST,
            gone=gone(entry, find.telling(find.home())),
            deletion=session.scalars(Deletion.of(entry.id)).first(),
            size=size(len(raw)),
        )


@blueprint.get("/<int:entry_id>/raw")
def raw(entry_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        entry = _seen(session, entry_id)
        if entry.raw_gone_at is not None:
            abort(410)
        kind = "eml" if entry.form in ("email", "sent") else "txt"
        return download(entry.raw.content, f"ledger-{entry_id}.{kind}")


@blueprint.post("/<int:entry_id>/reading")
def read_again(entry_id: int) -> ResponseReturnValue:
    """Once more from the bytes as they came."""
    now = services().clock()
    with services().sessions.begin() as session:
        held.entry(session, entry_id)
        entry = find.one(session, desk.ledger_entry(find.stores(), entry_id))
        if entry.raw_gone_at is not None:
            flash("The original was deleted: there is nothing left to read. Nothing was changed.", "stop")
        elif entry.state is InboundState.SET_ASIDE:
            entry.read_again()
            session.add(_deed(entry, Did.READ_AGAIN, now))
            services().queue(session, Step.FILE, entry.id, now, now=now)
            flash("It is being read again.", "done")
    return redirect(find.back("ledger.listed"), 303)


@blueprint.post("/<int:entry_id>/deletion")
def delete(entry_id: int) -> ResponseReturnValue:
    """The bytes of what was set aside go; its line stays and says who deleted them, and why."""
    now, reason = services().clock(), words("reason")
    with services().sessions.begin() as session:
        held.entry(session, entry_id)
        entry = find.one(session, desk.ledger_entry(find.stores(), entry_id))
        why_not = _kept(entry, reason)
        if why_not:
            flash(f"{why_not} Nothing was deleted.", "stop")
        else:
            made = Deletion(
                entry_id=entry.id, teammate_id=user().id, sign_in_id=sign_in().id, at=now, reason=reason
            )
            made.carry_out(session)
            session.add(_deed(entry, Did.DELETED_ORIGINAL, now))
            flash("Deleted. Its line stays in the ledger.", "done")
    return redirect(url_for("ledger.page", entry_id=entry_id), 303)


def _kept(entry: LedgerEntry, reason: str) -> str:
    """Why the original stays; empty where it may go."""
    if entry.raw_gone_at is not None:
        return "The original was deleted before."
    if entry.state is not InboundState.SET_ASIDE:
        return "Only what was set aside can be deleted here; what is read or waits to be read is kept."
    return "" if reason else "Deleting needs a reason: who asked for it, and when."


def _deed(entry: LedgerEntry, what: Did, now: datetime) -> Deed:
    """Of what no store was found for, it is a deed of this teammate's own store."""
    store_id = entry.store_id or find.home().id
    return Deed(at=now, teammate_id=user().id, store_id=store_id, what=what, about={"entry": entry.id})


def _seen(session: Session, entry_id: int) -> LedgerEntry:
    entry = find.one(session, desk.ledger_entry(find.stores(), entry_id))
    watching.saw(Did.SAW_LEDGER, entry.store_id or find.home().id, entry=entry.id)
    return entry


def _filed(session: Session, entry_ids: list[int]) -> dict[int, Message]:
    return {m.entry_id: m for m in session.scalars(desk.messages_of_entries(entry_ids)) if m.entry_id}


def _row(entry: LedgerEntry, message: Message | None, tell: Telling) -> dict[str, object]:
    stores = {store.id: store.name for store in user().stores}
    mine = message is not None and message.conversation.store_id in stores
    return {
        "id": entry.id,
        "at": tell.moment(entry.arrived_at),
        "store": stores.get(entry.store_id or 0, "no store found"),
        "channel": CHANNELS[entry.channel],
        "form": entry.form,
        "way": WAYS.get(entry.entry, entry.entry),
        "state": entry.state.value,
        "became": STATES[entry.state],
        "reason": entry.reason,
        "gone": entry.raw_gone_at is not None,
        "known_as": entry.known_as_id,
        "customer": message.conversation.customer.called if message and mine else "",
        "conversation_id": message.conversation_id if message and mine else None,
    }
