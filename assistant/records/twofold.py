"""What two customers both have when they become one: the same address, a reason to write of the same name."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from assistant.records.consent import LIVE, Consent, OptOut
from assistant.records.customer import Customer, Identity
from assistant.records.merge import Merge, MergedRow
from assistant.records.touch import Touch

DROPPED, CONSENT, TOUCH, FILLED = "identity dropped", "consent changed", "touch renamed", "customer filled"
FIELDS = ("name", "company", "address", "prefers", "language")


def fold_identities(session: Session, merge: Merge) -> None:
    """Of the same address of both one stays: the verified one. What is only claimed stays claimed."""
    ours = {(i.kind, i.value): i for i in _identities(session, merge.survivor_id)}
    for theirs in _identities(session, merge.merged_id):
        mine = ours.get((theirs.kind, theirs.value))
        if mine is not None:
            kept, gone = (theirs, mine) if theirs.verified and not mine.verified else (mine, theirs)
            _drop(session, merge, gone, kept)
    session.flush()


def unfold_identities(session: Session, merge: Merge) -> None:
    """What was dropped is there again, claimed or verified as it was, and its consents are of it."""
    for row in session.scalars(MergedRow.of(merge.id, DROPPED)).all():
        _bring_back(session, row)
    for row in session.scalars(MergedRow.of(merge.id, CONSENT)).all():
        _as_it_was(session.get(Consent, row.row_id), row.was)
    session.flush()


def fill_in(session: Session, merge: Merge, survivor: Customer, merged: Customer) -> None:
    """What is missing with the survivor is taken from the merged; the older acquaintance counts."""
    was: dict[str, Any] = {}
    for field in FIELDS:
        if not getattr(survivor, field) and getattr(merged, field):
            was[field] = getattr(survivor, field)
            setattr(survivor, field, getattr(merged, field))
    if merged.since < survivor.since:
        was["since"] = survivor.since.isoformat()
        survivor.since = merged.since
    if was:
        session.add(MergedRow(merge_id=merge.id, kind=FILLED, row_id=survivor.id, was=was))


def take_out(session: Session, merge: Merge, survivor: Customer, merged: Customer) -> None:
    """Unless somebody changed it since."""
    for row in session.scalars(MergedRow.of(merge.id, FILLED)):
        for field, value in row.was.items():
            if getattr(survivor, field) == getattr(merged, field):
                setattr(survivor, field, datetime.fromisoformat(value) if field == "since" else value)


def stop_consents(session: Session, merge: Merge) -> None:
    """Who asked to be left alone counts for both: a yes of the other's from before is over."""
    left = OptOut.customer_id == merge.survivor_id, OptOut.state.in_(LIVE)
    latest = max(session.scalars(select(OptOut.said_at).where(*left)), default=None)
    if latest is None:
        return
    for consent in session.scalars(Consent.live_of(merge.survivor_id)).all():
        if consent.since <= latest:
            session.add(MergedRow(merge_id=merge.id, kind=CONSENT, row_id=consent.id, was={"ended_at": None}))
            consent.end(merge.at)


def rename_touches(session: Session, merge: Merge) -> None:
    """A matter that names the customer names the survivor; one that both have is kept under another name."""
    taken = {(one.kind, one.matter) for one in session.scalars(Touch.of_customer(merge.survivor_id))}
    for touch in session.scalars(Touch.of_customer(merge.merged_id)).all():
        wanted = _matter(touch, merge.merged_id, merge.survivor_id)
        if (touch.kind, wanted) in taken:
            wanted = f"{wanted} (merge {merge.id})"
        if wanted != touch.matter:
            was = {"matter": touch.matter}
            session.add(MergedRow(merge_id=merge.id, kind=TOUCH, row_id=touch.id, was=was))
            touch.matter = wanted
    session.flush()


def name_touches_again(session: Session, merge: Merge) -> None:
    for row in session.scalars(MergedRow.of(merge.id, TOUCH)).all():
        touch = session.get(Touch, row.row_id)
        if touch is not None and touch.customer_id == merge.merged_id:
            touch.matter = row.was["matter"]
    session.flush()


def settle(session: Session, gone: Select[int]) -> int:
    """Strays that the survivor may have already; how many."""
    known = session.scalars(select(Identity).where(Identity.customer_id.in_(gone))).all()
    for row in known:
        _settle_identity(session, row, _survivor(session, row.customer_id))
    reasons = session.scalars(select(Touch).where(Touch.customer_id.in_(gone))).all()
    for touch in reasons:
        survivor = _survivor(session, touch.customer_id)
        wanted = _matter(touch, touch.customer_id, survivor)
        same = Touch.of_customer(survivor).where(Touch.kind == touch.kind, Touch.matter == wanted)
        touch.matter = f"{wanted} (stray {touch.id})" if session.scalars(same).first() else wanted
        touch.customer_id = survivor
    session.flush()
    return len(known) + len(reasons)


def _survivor(session: Session, customer_id: int) -> int:
    return session.get_one(Customer, customer_id).merged_into_id or customer_id


def _settle_identity(session: Session, row: Identity, survivor_id: int) -> None:
    known = Identity.known(row.store_id, row.kind, row.value).where(Identity.customer_id == survivor_id)
    mine = session.scalars(known).first()
    if mine is None:
        row.customer_id = survivor_id
        return
    if row.verified:
        mine.verify(row.basis, row.since)
    session.execute(update(Consent).where(Consent.identity_id == row.id).values(identity_id=mine.id))
    session.delete(row)


def _identities(session: Session, customer_id: int) -> list[Identity]:
    return list(session.scalars(select(Identity).where(Identity.customer_id == customer_id)))


def _drop(session: Session, merge: Merge, gone: Identity, kept: Identity) -> None:
    was = {
        "store_id": gone.store_id, "customer_id": gone.customer_id, "kind": str(gone.kind),
        "value": gone.value, "verified": gone.verified, "basis": gone.basis, "since": gone.since.isoformat(),
        "dead_at": gone.dead_at.isoformat() if gone.dead_at else None, "dead_why": gone.dead_why,
    }  # fmt: skip
    session.add(MergedRow(merge_id=merge.id, kind=DROPPED, row_id=gone.id, was=was))
    for consent in session.scalars(select(Consent).where(Consent.identity_id == gone.id)).all():
        of = {"identity_id": gone.id}
        session.add(MergedRow(merge_id=merge.id, kind=CONSENT, row_id=consent.id, was=of))
        consent.identity_id = kept.id
    session.flush()
    session.delete(gone)


def _bring_back(session: Session, row: MergedRow) -> None:
    """Under another id where its own was given away: then all that names it names that."""
    old, was = row.row_id, row.was
    moments = {name: datetime.fromisoformat(was[name]) for name in ("since", "dead_at") if was.get(name)}
    back = Identity(**{**was, **moments})
    if session.get(Identity, old) is None:
        back.id = old
    session.add(back)
    session.flush()
    if back.id == old:
        return
    session.execute(
        update(MergedRow).where(MergedRow.kind == "identity", MergedRow.row_id == old).values(row_id=back.id)
    )
    for consent in session.scalars(MergedRow.of(row.merge_id, CONSENT)):
        if consent.was.get("identity_id") == old:
            consent.was = {**consent.was, "identity_id": back.id}
    session.flush()


def _as_it_was(consent: Consent | None, was: dict[str, Any]) -> None:
    for field, value in was.items() if consent is not None else ():
        setattr(consent, field, value)


def _matter(touch: Touch, was: int, to: int) -> str:
    start = f"customer:{was}:"
    return (
        f"customer:{to}:" + touch.matter.removeprefix(start)
        if touch.matter.startswith(start)
        else touch.matter
    )
