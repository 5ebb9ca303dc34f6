"""Settings > a website form: which of its fields is what, with the last post as it would be read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.channels import form
from assistant.core.audit import Did
from assistant.core.message import InboundMessage
from assistant.core.web_form import KEYS, MOST, NO_FIELD, FormRules, as_data, hosts_in, rules_of
from assistant.records import Deed, Inbox, LedgerEntry, Session, desk
from assistant.web import find
from assistant.web.here import services, user

LONGEST_SHOWN = 200  # characters of a value

blueprint = Blueprint("forms", __name__, url_prefix="/settings/forms")


@dataclass(frozen=True)
class FieldShown:
    """One field of the form: what stood in it last, what it is taken for, and what its name alone says."""

    name: str
    value: str
    key: str
    guess: str


@blueprint.get("/<int:inbox_id>")
def page(inbox_id: int) -> ResponseReturnValue:
    with find.reading() as session:
        inbox = _inbox(session, inbox_id)
        return _page(session, inbox, rules_of(inbox.form))


@blueprint.post("/<int:inbox_id>")
def change(inbox_id: int) -> ResponseReturnValue:
    """Keep it, or look how the last post would be read: then nothing is kept."""
    with services().sessions.begin() as session:
        inbox = _inbox(session, inbox_id)
        try:
            wanted = _wanted(rules_of(inbox.form))
        except ValueError as error:
            flash(f"{error} Nothing was changed.", "stop")
            return _page(session, inbox, rules_of(inbox.form)), 422
        if request.form.get("act") == "preview":
            return _page(session, inbox, wanted, tried=True)
        before, inbox.form = inbox.form, as_data(wanted)
        session.add(
            Deed(
                at=services().clock(),
                teammate_id=user().id,
                store_id=inbox.store_id,
                what=Did.CHANGED_SETTINGS,
                about={"setting": "form", "inbox": inbox.address, "before": before, "after": inbox.form},
            )
        )
    flash("Kept. What is posted from now on is read this way.", "done")
    return redirect(url_for("forms.page", inbox_id=inbox_id), 303)


def _inbox(session: Session, inbox_id: int) -> Inbox:
    return find.one(session, desk.inboxes(find.stores()).where(Inbox.id == inbox_id))


def _wanted(now: FormRules) -> FormRules:
    """As typed; fields that the page did not show stay as they are."""
    names, keys = request.form.getlist("field")[:MOST], request.form.getlist("key")
    fields = dict(now.fields)
    for name, key in zip(names, keys, strict=False):
        if key in KEYS or key == NO_FIELD:
            fields[name] = key
        else:
            fields.pop(name, None)
    return FormRules(
        fields, request.form.get("trap", "").strip()[:100], hosts_in(request.form.get("hosts", ""))
    )


def _page(session: Session, inbox: Inbox, rules: FormRules, *, tried: bool = False) -> str:
    last = session.scalars(LedgerEntry.last_form(inbox.id)).first()
    posted = _posted(last)
    return render_template(
        "settings/form.html",
        inbox=inbox,
        fields=_fields(posted, rules),
        keys=KEYS,
        no_field=NO_FIELD,
        trap=rules.trap,
        hosts="\n".join(rules.hosts),
        own=inbox.store.domains,
        last=find.telling(inbox.store).moment(last.arrived_at) if last else None,
        seen=_seen(posted, rules, last) if last else None,
        tried=tried,
    )


def _posted(entry: LedgerEntry | None) -> Mapping[str, object]:
    try:
        read = json.loads(entry.raw.content) if entry else {}
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _fields(posted: Mapping[str, object], rules: FormRules) -> list[FieldShown]:
    """Those of the last post, then those that were set before and did not come."""
    came = [name for name in posted if name not in form.OURS][:MOST]
    return [
        FieldShown(
            name, str(posted.get(name, ""))[:LONGEST_SHOWN], rules.fields.get(name, ""), form.guessed(name)
        )
        for name in dict.fromkeys([*came, *rules.fields])
    ]


def _seen(posted: Mapping[str, object], rules: FormRules, entry: LedgerEntry) -> InboundMessage:
    return form.read(posted, at=entry.arrived_at, rules=rules)
