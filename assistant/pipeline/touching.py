"""Touching: who comes up to be written to first; every hour, once for each reason, and a preview of a rule.

The rows are the truth: whatever is looked at again, by whichever worker, is not proposed again.
"""

import re
from datetime import datetime, timedelta

from assistant.core.consent import Scope
from assistant.core.message import Channel
from assistant.core.states import ConversationState, DraftState
from assistant.core.touches import ABOUT, Rule, TouchKind, rules_of
from assistant.pipeline import consents
from assistant.pipeline.owning import owner_for
from assistant.pipeline.reasons import Candidate, Look, candidates
from assistant.pipeline.services import Services
from assistant.records import (
    Customer,
    Draft,
    Inbox,
    Promise,
    Session,
    Store,
    Teammate,
    Touch,
    absence,
    held,
    touchable,
)

EVERY = timedelta(hours=1)
WEEK = timedelta(days=7)
SHOWN = 50  # of a preview, by name
LOOKED_AT = 3_000  # candidates of one kind, at most
LEFT = "Not sent: they left the list."
NEVER = re.compile(r"\b(?:never|no contact|do(?: not|n'?t) (?:write|contact|e-?mail))\b", re.I)


def look_for_touches(services: Services, now: datetime) -> int:
    """In every store that was not looked at for an hour; how many came up."""
    with services.sessions() as session:
        due = session.scalars(Store.to_look_for_touches(now, EVERY)).all()
    return sum(_in_store(services, store_id, now) for store_id in due)


def _in_store(services: Services, store_id: int, now: datetime) -> int:
    """Claimed first, then looked for without a lock, then kept: nobody who writes waits for the look."""
    with services.sessions.begin() as session:
        held.store(session, store_id)
        store = session.get_one(Store, store_id)
        session.refresh(store)
        if store.touches_at is not None and now - EVERY < store.touches_at <= now:
            return 0  # another worker was quicker
        store.touches_at = now
        tidy(session, store, now)
    with services.sessions() as session:
        made = proposed(session, session.get_one(Store, store_id), now)
    if not made:
        return 0
    with services.sessions.begin() as session:
        kept = [one for one in made if session.get_one(Customer, one.customer_id).erased_at is None]
        session.add_all(kept)
        services.tell(session, f"today:{store_id}")
        return len(kept)


def propose(session: Session, store: Store, now: datetime) -> int:
    """All of it in the caller's transaction; how many came up."""
    tidy(session, store, now)
    made = proposed(session, store, now)
    session.add_all(made)
    session.flush()
    return len(made)


def tidy(session: Session, store: Store, now: datetime) -> None:
    """Those past their time lapse, those of somebody who left go to another."""
    for over in session.scalars(Touch.lapsing(store.id, now)):
        let_go(over, "Its time was over.", now)
    for left in session.scalars(Touch.left_behind(store.id)):
        heir = _owner(session, store, left.customer, ABOUT[left.kind].department, None, now)
        left.give_to(session.get_one(Teammate, heir))
    session.flush()


def proposed(session: Session, store: Store, now: datetime) -> list[Touch]:
    """New touches of one store, not kept yet; of those that are of no open matter one a customer."""
    made: list[Touch] = []
    taken: set[int] = set()
    for kind, rule in rules_of(store.touch_rules).items():
        lately = len(session.scalars(Touch.made_since(store.id, kind, now - WEEK)).all())
        room = rule.weekly - lately if rule.on else 0
        for one in _wanted(session, store, rule, now, room):
            if not ABOUT[kind].of_a_matter:
                if one.customer_id in taken:
                    continue
                taken.add(one.customer_id)
            made.append(_touch(session, store, one, now))
    return made


def preview(
    session: Session, store: Store, rule: Rule, now: datetime, room: int
) -> list[tuple[Customer, Candidate]]:
    """Whom a rule would bring up within the next seven days, were it as given; nothing is kept."""
    ahead = timedelta() if ABOUT[rule.kind].of_a_matter else WEEK  # what is open may be over by then
    wanted = _wanted(session, store, rule, now, min(room, SHOWN), ahead=ahead) if rule.on else []
    return [(session.get_one(Customer, one.customer_id), one) for one in wanted]


def let_go(touch: Touch, why: str, now: datetime) -> None:
    """It lapses, and a letter that no person touched stands aside."""
    touch.lapse(now, why)
    draft = touch.draft
    if draft is not None and draft.state is DraftState.AWAITING_REVIEW and not draft.touched:
        draft.discard(why)


def settle(session: Session, customer_id: int, scope: Scope, now: datetime) -> None:
    """They want no more of it: what was to be written to them unasked is not.

    A letter that is on its way is put away when it is its turn, unless somebody undoes it.
    """
    for touch in session.scalars(Touch.of_customer(customer_id)):
        if touch.open and (scope is Scope.ALL or ABOUT[touch.kind].commercial):
            touch.lapse(now, "They asked not to be written to.")
            draft = touch.draft
            if draft is not None and draft.state is DraftState.AWAITING_REVIEW and draft.unasked:
                put_away(session, draft, now)


def put_away(session: Session, draft: Draft, now: datetime) -> None:
    """A letter to somebody who left: discarded, its reason let go, a conversation for it alone closed."""
    touch = session.scalars(Touch.of_draft(draft.id)).first()
    if draft.state is DraftState.APPROVED:
        draft.reopen()
    draft.discard(LEFT)
    if touch is not None and touch.open:
        touch.lapse(now, LEFT)
    talk = held.conversation(session, draft.conversation_id)
    if not talk.messages and talk.state is not ConversationState.CLOSED:
        talk.close(None, LEFT)


def refused(session: Session, customer: Customer, *, commercial: bool, now: datetime) -> str:
    """Why this customer may not be written to first, in a sentence; empty where they may."""
    if customer.erased_at is not None:
        return "This customer was erased."
    if NEVER.search(customer.prefers):
        return "They asked not to be written to."
    return consents.allowed(session, customer, channel=Channel.EMAIL, commercial=commercial, now=now)


def against(session: Session, touch: Touch, now: datetime) -> str:
    """Whatever speaks against writing it now, in a sentence; empty where nothing does."""
    refusal = refused(session, touch.customer, commercial=ABOUT[touch.kind].commercial, now=now)
    return refusal or held_back(session, touch, now)


def _wanted(
    session: Session, store: Store, rule: Rule, now: datetime, room: int, ahead: timedelta = timedelta()
) -> list[Candidate]:
    """No two for one customer at a time, but of what is open with them."""
    if room <= 0:
        return []
    most, looked_at = room, -1
    while True:  # whoever may not be written to takes nobody's place
        fitting = candidates(Look(session, store, rule, now, most, ahead))
        found = _allowed(session, rule, fitting, now)[:room]
        if len(found) == room or len(fitting) in (looked_at, 0) or most >= LOOKED_AT:
            return found
        most, looked_at = most * 4, len(fitting)


def _allowed(session: Session, rule: Rule, fitting: list[Candidate], now: datetime) -> list[Candidate]:
    about, taken = ABOUT[rule.kind], set[int]()
    found = []
    for one in fitting:
        customer = session.get_one(Customer, one.customer_id)
        twice = one.customer_id in taken and not about.of_a_matter
        if not twice and not refused(session, customer, commercial=about.commercial, now=now):
            taken.add(one.customer_id)
            found.append(one)
    return found


def _touch(session: Session, store: Store, one: Candidate, now: datetime) -> Touch:
    customer = session.get_one(Customer, one.customer_id)
    about = ABOUT[one.kind]
    theirs = one.teammate_id if about.of_a_matter or about.personal or one.conversation_id else None
    department = about.department
    return Touch(
        store_id=store.id,
        customer_id=one.customer_id,
        kind=one.kind,
        matter=one.matter,
        reason=one.reason,
        fact=one.fact,
        names=one.names,
        owner_id=_owner(session, store, customer, department, one.teammate_id, now, theirs=theirs),
        conversation_id=one.conversation_id,
        made_at=now,
        from_at=min(one.from_at, now),
        best_before=one.best_before,
    )


def _owner(
    session: Session,
    store: Store,
    customer: Customer,
    department: str,
    named: int | None,
    now: datetime,
    theirs: int | None = None,
) -> int:
    """Whose the matter is; else who is named in the record, if of that department; else the customer's own

    person of it. Nobody who left, and nobody away.
    """
    away = absence.away(session, store.id, now)
    here = {mate.id: mate for mate in session.scalars(Teammate.of_store(store.id)) if mate.id not in away}
    if theirs in here:
        return here[theirs].id
    if named in here and here[named].department == department:
        return here[named].id
    mail = session.scalars(Inbox.of_store(store.id, Channel.EMAIL)).all()
    inbox = next((one for one in mail if one.department == department), mail[0] if mail else None)
    if inbox is not None:
        return owner_for(session, inbox, customer, None, now)
    fitting = [key for key, mate in here.items() if mate.department == department]
    return next(iter((*fitting, *here)))


def held_back(session: Session, touch: Touch, now: datetime) -> str:
    """Why it is not the moment, in a sentence: what is open comes before what nobody asked for."""
    if session.scalar(touchable.waits(touch.customer_id)) is not None:
        return "They wait for an answer of ours: answer that first."
    if session.scalar(touchable.complaint_of(touch.customer_id, now)) is not None:
        return "A complaint of theirs is open: settle that first."
    promised = session.scalars(Promise.open_of(touch.customer_id)).first()
    if touch.kind is TouchKind.SURVEY and promised is not None:
        return "Something is still promised to them: keep that first, then ask."
    return ""
