"""Between colleagues, on Today: handed over, come back, taken care of, lent while away, who is away."""

from datetime import timedelta

from assistant.core.roles import Action
from assistant.pipeline import absences
from assistant.records import Session, absence, desk, handing, lending
from assistant.web import find
from assistant.web.here import services, user
from assistant.web.shown import away, handoffs

CAME_BACK = timedelta(days=2)  # how long what nobody took stands on Today, while its customer waits


def between(session: Session) -> dict[str, object]:
    """A constant number of queries."""
    me, stores, now = user(), find.stores(), services().clock()
    tells = {store.id: find.telling(store) for store in me.stores}
    leads = me.may(Action.ASSIGN)
    lists = {
        "handed": desk.handoffs_asked_of(me.id, stores),
        "came_back": handing.came_back(me.id, stores, now - CAME_BACK, leads=leads),
        "to_care_for": handing.to_care_for(me.id, stores),
    }
    shown: dict[str, object] = {
        name: [
            handoffs.shown(one, tells[one.conversation.store_id], me)
            for one in session.scalars(query).unique()
        ]
        for name, query in lists.items()
    }
    home = find.telling(find.home())
    offered = session.scalars(lending.offered(me.id, stores, now)).all()
    shown["lent"] = [away.lent(row, tells[row.store_id]) for row in offered if absences.still_open(row)]
    gone = absence.until(session, stores, now) if leads else []
    shown["away"] = [away.absence(row, home, me) for row in gone]
    return shown
