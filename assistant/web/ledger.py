"""The ledger: every inbound, what became of it, and what a person does with what is set aside."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.states import InboundState
from assistant.pipeline import aside
from assistant.pipeline.aside import Place
from assistant.records import Deed, Deletion, LedgerEntry, Message, Session, arrivals, desk, held
from assistant.records.ledger import balance
from assistant.web import find, watching
from assistant.web.deeds import words
from assistant.web.here import services, sign_in, user
from assistant.web.originals import SHOWN_AT_MOST, decoded, download, gone
from assistant.web.shown import ledger as shown
from assistant.web.shown.thread import size
from assistant.web.shown.today import ledger_line

LATELY = timedelta(days=7)  # counted on a page
FILTERS = ("state", "way", "inbox", "day", "q")

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    asked, given = _asked(), _given()
    with find.reading() as session:
        found = session.scalars(arrivals.entries(asked)).all()
        filed = _filed(session, [entry.id for entry in found])
        tell = find.telling(find.home())
        counts = lately(session)
        many, oldest = arrivals.counted(list(session.execute(arrivals.waiting(find.stores()))))
        talks = [m.conversation for m in filed.values() if m.conversation.store_id in find.stores()]
        watching.saw_list(Did.SAW_LIST, ((c.store_id, c.customer_id) for c in talks), list="ledger")
        rows = [shown.row(entry, filed.get(entry.id), tell, user().stores) for entry in found]
        inboxes = session.scalars(arrivals.inboxes(find.stores())).all()
    last = str(found[-1].id) if len(found) == arrivals.A_PAGE else ""
    return render_template(
        "ledger/listed.html",
        rows=rows,
        counts=counts,
        line=ledger_line(counts),
        waits={"many": many, "since": tell.moment(oldest) if oldest else None},
        given=given,
        choices=shown.choices(inboxes),
        older=last and f"{url_for('ledger.listed')}?{urlencode({**given, 'before': last})}",
        first=asked.before is None,
        only_aside=asked.waits,
    )


def lately(session: Session) -> dict[str, int]:
    """What arrived in these days, and what became of it."""
    asked = arrivals.Asked(stores=find.stores(), since=services().clock() - LATELY)
    return balance(list(session.execute(arrivals.counts(asked)).all()))


@blueprint.get("/<int:entry_id>")
def page(entry_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        entry = _seen(session, entry_id)
        tell = find.telling(find.home())
        row = shown.row(entry, _filed(session, [entry.id]).get(entry.id), tell, user().stores)
        raw = entry.raw.content
        told = {
            "row": row,
            "envelope": entry.envelope,
            "gone": gone(entry, tell),
            "deletion": session.scalars(Deletion.of(entry.id)).first(),
            "inboxes": session.scalars(arrivals.inboxes(find.stores())).all(),
            "alike": len(session.scalars(arrivals.alike(find.stores(), entry.reason, at_most=100)).all()),
        }
        form, arrived, reason = entry.form, entry.arrived_at, entry.reason
    small = row.state == "set-aside" and 0 < len(raw) <= SHOWN_AT_MOST
    read = aside.as_filed(services(), form, raw, arrived, reason) if small else None
    return render_template(
        "ledger/page.html",
        **told,
        read=shown.read(read) if read else None,
        raw=decoded(raw),
        cut=len(raw) > SHOWN_AT_MOST,
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
    _must_be(entry_id)
    now = services().clock()
    try:
        with services().sessions.begin() as session:
            if aside.read_again(services(), session, entry_id, by=user(), now=now):
                flash("It is being read again.", "done")
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
    return redirect(find.back("ledger.listed"), 303)


@blueprint.post("/<int:entry_id>/reading/alike")
def read_alike(entry_id: int) -> ResponseReturnValue:
    """All that were set aside for the same reason: after an upgrade, or when an inbox was made."""
    entry = _must_be(entry_id)
    many = aside.again(
        services(), reason=entry.reason, stores=find.stores(), by=user(), now=services().clock()
    )
    flash(f"{many} {'is' if many == 1 else 'are'} being read again.", "done")
    return redirect(find.back("ledger.listed"), 303)


@blueprint.post("/<int:entry_id>/filing")
def refile(entry_id: int) -> ResponseReturnValue:
    """A person says where it belongs; it waits there for an answer, since it arrived."""
    _must_be(entry_id)
    place = _place()
    if place is None:
        flash(
            "Say which inbox, conversation or customer of yours it belongs to. Nothing was changed.", "stop"
        )
        return redirect(url_for("ledger.page", entry_id=entry_id), 303)
    try:
        talk = aside.refile(services(), entry_id, place, by=user(), now=services().clock())
    except ValueError as error:
        flash(f"{error} Nothing was changed.", "stop")
        return redirect(url_for("ledger.page", entry_id=entry_id), 303)
    if talk is None:
        flash("The same message was filed before: it is known already.", "done")
        return redirect(url_for("ledger.page", entry_id=entry_id), 303)
    flash("Filed. They have waited since it arrived.", "done")
    return redirect(url_for("conversations.page", conversation_id=talk), 303)


@blueprint.post("/<int:entry_id>/leaving")
def leave(entry_id: int) -> ResponseReturnValue:
    _must_be(entry_id)
    return find.done(
        lambda: aside.leave(services(), entry_id, why=words("why"), by=user(), now=services().clock()),
        "Left aside. It stays in the ledger with what you said.",
        "ledger.listed",
    )


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


def _must_be(entry_id: int) -> LedgerEntry:
    """The entry, if it is of these stores or of none; 404 otherwise."""
    with find.reading() as session:
        return find.one(session, desk.ledger_entry(find.stores(), entry_id))


def _place() -> Place | None:
    """What the form names, if it is of the teammate's stores; a conversation or customer says the store."""
    stores, inbox = find.stores(), _number("inbox")
    with find.reading() as session:
        if request.form.get("conversation", "").strip():
            talk = session.scalars(desk.conversation(stores, _number("conversation"))).first()
            return Place(talk.inbox_id, conversation_id=talk.id) if talk else None
        inboxes = session.scalars(arrivals.inboxes(stores)).all()
        if not request.form.get("customer", "").strip():
            return Place(inbox) if inbox in {one.id for one in inboxes} else None
        key = session.scalars(desk.survivor(stores, _number("customer"))).first()
        customer = session.scalars(desk.customer(stores, key)).first() if key else None
        here = [one.id for one in inboxes if customer and one.store_id == customer.store_id]
        if customer is None or not here:
            return None
        return Place(inbox if inbox in here else here[0], customer_id=customer.id)


def _number(name: str) -> int:
    text = request.form.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _given() -> dict[str, str]:
    """The filter, as it was asked for."""
    found = {name: request.args.get(name, "").strip() for name in FILTERS}
    if request.args.get("show") == "aside":
        found["show"] = "aside"
    return {name: value[:200] for name, value in found.items() if value}


def _asked() -> arrivals.Asked:
    given = _given()
    before, inbox = request.args.get("before", ""), given.get("inbox", "")
    since, until = _day(given.get("day", ""))
    return arrivals.Asked(
        stores=find.stores(),
        state=next((state for state in InboundState if state.value == given.get("state")), None),
        waits=given.get("show") == "aside",
        way=given.get("way", ""),
        inbox_id=int(inbox) if inbox.isdigit() and len(inbox) < 10 else None,
        since=since,
        until=until,
        sought=given.get("q", ""),
        before=int(before) if before.isdigit() and len(before) < 10 else None,
    )


def _day(text: str) -> tuple[datetime | None, datetime | None]:
    """From midnight to midnight where this teammate's store is; nothing where it is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, None
    zone = find.home().hours().local(services().clock()).tzinfo
    return (datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone))
