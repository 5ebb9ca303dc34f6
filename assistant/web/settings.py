"""Settings: the store, its hours, its inboxes with their addresses, its people."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import Did
from assistant.core.clock import time_in_words
from assistant.core.message import Channel
from assistant.core.roles import Action
from assistant.pipeline.accounts import safe
from assistant.records import Deed, Inbox, Session, Store, desk
from assistant.tools.sealing import CannotUnseal
from assistant.web import budget, find, mailboxes
from assistant.web.here import services, user
from assistant.web.shown.mail_services import Guide, guides

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOOKS = {
    Channel.EMAIL: (("Leads as ADF", "adf"),),
    Channel.API: (("Leads as ADF", "adf"),),
    Channel.FORM: (("Website form", "form"),),
    Channel.CHAT: (),
}

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
def page() -> ResponseReturnValue:
    with find.reading() as session:
        inboxes = session.scalars(desk.inboxes(find.stores())).all()
        people = session.scalars(desk.teammates(find.stores())).all()
        names = {person.id: person.name for person in people}
        stores = [
            _store(session, store, [i for i in inboxes if i.store_id == store.id], names)
            for store in user().stores
        ]
        return render_template(
            "settings/page.html",
            stores=stores,
            people=people,
            model=_model(),
            budgets=_budgets(session),
        )


@blueprint.post("/inboxes/<int:inbox_id>/address")
def new_address(inbox_id: int) -> ResponseReturnValue:
    """Another secret for one inbox; what still uses the earlier one is refused from now on."""
    with services().sessions.begin() as session:
        mine = desk.inboxes(find.stores()).where(Inbox.id == inbox_id)
        inbox = find.one(session, mine.with_for_update(of=Inbox))
        inbox.answers_to(secrets.token_urlsafe(24), safe(services()).seal)
        session.add(
            Deed(
                at=services().clock(),
                teammate_id=user().id,
                store_id=inbox.store_id,
                what=Did.NEW_ADDRESS,
                about={"inbox": inbox.address, "channel": inbox.channel.value},
            )
        )
    flash("It has a new address. Put it wherever the earlier one was: that one is refused now.", "done")
    return redirect(url_for("settings.page"), 303)


def _store(session: Session, store: Store, inboxes: list[Inbox], names: dict[int, str]) -> dict[str, object]:
    tell = find.telling(store)
    rows = {i.id: mailboxes.row_of(session, i, tell) for i in inboxes if i.channel is Channel.EMAIL}
    hours = store.hours()
    today = services().clock().astimezone(hours.zone).date()
    week = []
    for number, day in enumerate(DAYS):
        span = hours.week.get(number)
        week.append((day, f"{time_in_words(span[0])} – {time_in_words(span[1])}" if span else "closed"))
    return {
        "id": store.id,
        "name": store.name,
        "slug": store.slug,
        "zone": store.zone,
        "address": store.address,
        "phone": store.phone,
        "footer": store.footer,
        "answer_minutes": store.answer_minutes,
        "week": week,
        "closed": sorted((day, why) for day, why in hours.closed.items() if day >= today),
        "feedback": f"{_base()}/feedback/{store.slug}",
        "inboxes": [{**_inbox(inbox, names), "row": rows.get(inbox.id)} for inbox in inboxes],
    }


def _inbox(inbox: Inbox, names: dict[int, str]) -> dict[str, object]:
    """With its secret addresses; only admins see those."""
    token, sees = _token(inbox), user().may(Action.SEE_KEYS)
    hooks = [(name, f"{_base()}/hooks/{kind}/{token}") for name, kind in HOOKS[inbox.channel]]
    widget = f'<script src="{_base()}/widget.js" data-inbox="{token}" defer></script>'
    return {
        "id": inbox.id,
        "channel": inbox.channel.value,
        "address": inbox.address,
        "department": inbox.department,
        "owner": names.get(inbox.owner_id or 0, "whoever is free"),
        "hooks": hooks if sees and token else [],
        "guides": _guides(inbox, token) if sees and token else (),
        "widget": widget if inbox.channel is Channel.CHAT and token else "",
        "locked": not token,
    }


def _guides(inbox: Inbox, token: str) -> tuple[Guide, ...]:
    return guides(services().settings, _base(), token) if inbox.channel is Channel.EMAIL else ()


def _token(inbox: Inbox) -> str:
    """Empty where it was sealed with a key that is not here; it goes on letting in all the same."""
    try:
        return safe(services()).unseal(inbox.token_sealed)
    except CannotUnseal:
        return ""


def _base() -> str:
    return services().settings.base_url.rstrip("/") or request.url_root.rstrip("/")


def _budgets(session: Session) -> list[dict[str, object]]:
    """None where no model is set: there is nothing to spend."""
    if not services().settings.model:
        return []
    return [budget.shown(session, store) for store in user().stores]


def _model() -> str:
    name = services().settings.model
    return (
        f"{name}, beside the built-in composer" if name else "The built-in composer alone; no model is set."
    )
