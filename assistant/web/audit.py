"""The audit log: who saw, changed, approved, overruled, took out what; searched, and taken along as CSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.core.audit import GROUPS, WORDS, Did, in_words
from assistant.core.roles import Action
from assistant.pipeline.services import Services
from assistant.records import Customer, Deed, Session, desk, trail
from assistant.web import find, watching
from assistant.web.here import services, user
from assistant.web.shown import deeds as shown

GROUP_WORDS = {
    "changed": "anything that changed",
    "saw": "anything that was looked at",
    "took out": "exports and erasures",
    "door": "signing in and out",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
COLUMNS = ("no", "at", "teammate", "what", "customer", "conversation", "store", "about")

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    asked = _asked()
    with find.reading() as session:
        deeds = session.scalars(trail.deeds(asked)).all()
        people = _colleagues(session, asked.stores)
        tell = find.telling(find.home())
        names = trail.people(session, deeds)
        rows = shown.rows(deeds, names, _customers(session, deeds), _reasons(session, deeds), tell)
    watching.saw(Did.SAW_AUDIT, user().store_ids[0])
    last = str(deeds[-1].id) if len(deeds) == trail.A_PAGE else ""
    return render_template(
        "audit/listed.html",
        rows=rows,
        given=_given(),
        people=sorted(people.items(), key=lambda one: one[1]),
        groups={
            name: (GROUP_WORDS[name], [(did.value, WORDS[did]) for did in Did if did in dids])
            for name, dids in GROUPS.items()
        },
        older=last and f"{url_for('audit.listed')}?{urlencode({**_given(), 'before': last})}",
        first=asked.before is None,
    )


@blueprint.post("/file")
def export() -> ResponseReturnValue:
    """All that the filter finds, as CSV; that it was taken is in the log before the first byte leaves."""
    asked, now = _asked(), services().clock()
    stores = {store.id: store.name for store in user().stores}
    with services().sessions.begin() as session:
        session.add(
            Deed(
                at=now,
                teammate_id=user().id,
                store_id=find.home().id,
                what=Did.EXPORTED_AUDIT,
                about={"filter": {name: value for name, value in _given().items() if name != "to"}},
            )
        )
    answer = Response(_lines(services(), asked, stores), mimetype="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-{now:%Y-%m-%d}.csv"'
    return answer


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value if value is not None else "")
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(services: Services, asked: trail.Asked, stores: dict[int, str]) -> Iterator[str]:
    """A page of rows at a time: the log may be longer than the memory."""
    yield _row(COLUMNS)
    while True:
        with services.sessions() as session:
            deeds = session.scalars(trail.deeds(asked)).all()
            people = trail.people(session, deeds)
        for deed in deeds:
            about = "; ".join(f"{name} {value}" for name, value in deed.about.items())
            who = people.get(deed.teammate_id or 0, "the program")
            where = ", ".join(stores[key] for key in _stores(deed) if key in stores)
            at, what = deed.at.isoformat(), in_words(deed.what)
            yield _row((deed.id, at, who, what, deed.customer_id, deed.conversation_id, where, about))
        if len(deeds) < trail.A_PAGE:
            return
        asked = replace(asked, before=deeds[-1].id)


def _row(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([safe(cell) for cell in cells])
    return line.getvalue()


def _asked() -> trail.Asked:
    until = _day("until")
    return trail.Asked(
        stores=find.stores(),
        homeless=user().may(Action.MANAGE_TEAMMATES),
        teammate_id=_number("who"),
        what=request.values.get("what", ""),
        customer_id=_number("customer"),
        conversation_id=_number("conversation"),
        since=_day("since"),
        until=until + timedelta(days=1) if until else None,
        before=_number("before"),
    )


def _given() -> dict[str, str]:
    """The filter as the address holds it."""
    names = ("who", "what", "customer", "conversation", "since", "until")
    return {name: request.values[name][:60] for name in names if request.values.get(name)}


def _number(name: str) -> int | None:
    found = request.values.get(name, None, int)
    return found if found is not None and 0 < found < 2**31 else None


def _day(name: str) -> datetime | None:
    """Midnight of that day in the teammate's zone."""
    try:
        day = date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
    return datetime.combine(day, time(), find.home().hours().zone)


def _stores(deed: Deed) -> list[int]:
    return [deed.store_id] if deed.store_id else [one.store_id for one in deed.stores]


def _colleagues(session: Session, stores: list[int]) -> dict[int, str]:
    return {person.id: person.name for person in session.scalars(desk.colleagues(stores))}


def _customers(session: Session, deeds: Sequence[Deed]) -> dict[int, str]:
    keys = {deed.customer_id for deed in deeds if deed.customer_id}
    found = session.scalars(Customer.whole().where(Customer.id.in_(keys))) if keys else ()
    return {customer.id: customer.called for customer in found}


def _reasons(session: Session, deeds: Sequence[Deed]) -> dict[int, str]:
    keys = [deed.about.get("approval", 0) for deed in deeds if deed.what == Did.OVERRULED]
    return trail.reasons(session, keys) if keys else {}
