"""Merge: a person says that two customers are one; taken back, everything is whose it was.

One survives and gets all rows of the other, each kept as a row of the merge. Nothing of the identities gets
surer by it: what is only claimed stays claimed. The merges into one customer are undone newest first.
"""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.audit import Did
from assistant.core.draft import Author
from assistant.core.states import DraftState, LikenessState, OptOutState
from assistant.pipeline.likenesses import compare_again
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import (
    Conversation,
    Customer,
    Deed,
    Likeness,
    Merge,
    OptOut,
    Session,
    Teammate,
    changing_hands,
    erasure,
    held,
    twofold,
)

ERASED = "This customer was erased: there is nothing left to merge."
GONE = "One of the two was merged already. Look at who they are now."
ON_ITS_WAY = "An answer to them is on its way. Undo it, or wait until it has left."
PARTED = "Two customers were parted since this was written: look whether everything in it is this one's."
S = LikenessState


@dataclass(frozen=True)
class Before:
    """What is shown before it is undone: rows by table."""

    back: dict[str, int]
    stays: dict[str, int]
    blocked: str


def merge(services: Services, survivor_id: int, merged_id: int, *, by: Teammate, now: datetime) -> int:
    """The id of the merge; ValueError with the reason why not."""
    with services.sessions.begin() as session:
        survivor, merged = _both(session, survivor_id, merged_id)
        if survivor.erased_at or merged.erased_at:
            raise ValueError(ERASED)
        if survivor.merged_into_id or merged.merged_into_id:
            raise ValueError(GONE)
        made = Merge(
            store_id=survivor.store_id, survivor_id=survivor.id, merged_id=merged.id, by_id=by.id, at=now
        )
        session.add(made)
        session.flush()
        changing_hands.give(session, made)
        twofold.fill_in(session, made, survivor, merged)
        twofold.stop_consents(session, made)
        merged.merged_into_id = survivor.id
        session.flush()
        _say(session, survivor, merged, S.MERGED, by, now)
        compare_again(session, (survivor, merged))
        _did(services, session, made, Did.MERGED, by, now)
        return made.id


def undo(services: Services, merge_id: int, *, by: Teammate, now: datetime) -> None:
    """ValueError with the reason why not."""
    with services.sessions.begin() as session:
        found = session.get_one(Merge, merge_id)
        survivor, merged = _both(session, found.survivor_id, found.merged_id)
        session.refresh(found)
        blocked = _blocked(session, found)
        if blocked:
            raise ValueError(blocked)
        twofold.take_out(session, found, survivor, merged)
        session.flush()
        changing_hands.give_back(session, found)
        merged.merged_into_id = None
        found.undone_at, found.undone_by_id = now, by.id
        session.flush()
        _left_alone(session, found)
        for customer_id in (survivor.id, merged.id):
            _write_anew(services, session, customer_id, found.at, now)
        _say(session, survivor, merged, S.DIFFERENT, by, now)
        compare_again(session, (survivor, merged))
        _did(services, session, found, Did.PARTED, by, now)


def tell_apart(services: Services, one_id: int, other_id: int, *, by: Teammate, now: datetime) -> None:
    """They are not the same person; it is not proposed again."""
    with services.sessions.begin() as session:
        one, other = _both(session, one_id, other_id)
        if not one.living or not other.living:
            raise ValueError(GONE)
        _say(session, one, other, S.DIFFERENT, by, now)
        told = Deed(at=now, teammate_id=by.id, store_id=one.store_id, customer_id=one.id, what=Did.TOLD_APART)
        told.about = {"other": other.id}
        session.add(told)
        services.tell(session, f"today:{one.store_id}")


def before(session: Session, found: Merge) -> Before:
    return Before(dict(found.moved), changing_hands.came_since(session, found), _blocked(session, found))


def _both(session: Session, one_id: int, other_id: int) -> tuple[Customer, Customer]:
    """Locked as erasing does: nothing is filed meanwhile, nobody is at work on what they wrote."""
    one, other = (session.get_one(Customer, key) for key in (one_id, other_id))
    if one.id == other.id or one.store_id != other.store_id:
        raise ValueError("Only two customers of one store can be the same.")
    held.store(session, one.store_id)
    talks = [
        *session.scalars(erasure.conversations_of(one_id)),
        *session.scalars(erasure.conversations_of(other_id)),
    ]
    for key in sorted(talks):
        held.conversation(session, key)
    held.customers(session, [one_id, other_id])
    session.expire_all()
    return one, other


def _blocked(session: Session, found: Merge) -> str:
    if found.undone_at is not None:
        return "This was undone before."
    if found.survivor.erased_at is not None:
        return "This customer was erased since: there is nothing to give back."
    if found.survivor.merged_into_id is not None:
        return f"{found.survivor.called} was merged with somebody else since. Undo that first."
    newest = session.scalars(Merge.standing(found.survivor_id)).first()
    if newest is not None and newest.id != found.id:
        return f"{newest.merged.called} was merged with them since. Undo that first."
    return ON_ITS_WAY if session.scalars(erasure.on_its_way(found.survivor_id)).first() else ""


def _left_alone(session: Session, found: Merge) -> None:
    """Who of the two asked meanwhile not to be written to is not known: it counts for both."""
    for one in session.scalars(OptOut.of_customer(found.survivor_id)).all():
        if one.live and one.id > int(found.marks.get("opt_out", 0)):
            session.add(
                OptOut(
                    store_id=one.store_id,
                    customer_id=found.merged_id,
                    way=one.way,
                    scope=one.scope,
                    state=one.state,
                    words=one.words,
                    how=f"{one.how}, while they were one with another customer",
                    said_at=one.said_at,
                    decided_at=one.decided_at if one.state is OptOutState.CONFIRMED else None,
                    decided_by_id=one.decided_by_id,
                )
            )
    session.flush()


def _write_anew(
    services: Services, session: Session, customer_id: int, since: datetime, now: datetime
) -> None:
    """Drafts written while they were one may tell one of the other: nobody's words are thrown away."""
    for talk in session.scalars(Conversation.of_customer(customer_id)).all():
        for draft in talk.drafts:
            if draft.written_at < since or draft.state not in (
                DraftState.AWAITING_REVIEW,
                DraftState.WRITTEN,
            ):
                continue
            if draft.author is Author.PERSON or draft.message_id is None:
                draft.notes = [*draft.notes, PARTED]
                continue
            services.queue(session, Step.DRAFT, draft.message_id, now, now=now)
            draft.discard(PARTED)
            draft.message_id = None  # nothing is drafted for that message now: it is drafted anew
        services.tell(session, f"conversation:{talk.id}")


def _say(
    session: Session, one: Customer, other: Customer, state: LikenessState, by: Teammate, now: datetime
) -> None:
    pair = session.scalars(Likeness.of(one.id, other.id)).first()
    if pair is None:
        low, high = sorted((one.id, other.id))
        pair = Likeness(store_id=one.store_id, one_id=low, other_id=high, state=S.PROPOSED, made_at=now)
        session.add(pair)
    pair.end(state, by.id, now)
    session.flush()


def _did(services: Services, session: Session, found: Merge, what: Did, by: Teammate, now: datetime) -> None:
    session.add(
        Deed(
            at=now,
            teammate_id=by.id,
            store_id=found.store_id,
            customer_id=found.survivor_id,
            what=what,
            about={"other": found.merged_id, "merge": found.id},
        )
    )
    services.tell(session, f"today:{found.store_id}")
