"""The team: who is invited, what they may do, who leaves and who takes over what they had."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.core.audit import Did
from assistant.core.roles import Role
from assistant.pipeline import accounts
from assistant.pipeline.account_mail import Link
from assistant.pipeline.services import Services
from assistant.records import AccountLink, Deed, LinkKind, Session, Store, Teammate, absence, team


@dataclass(frozen=True)
class Given:
    """What an admin says of a teammate."""

    name: str
    role: Role
    department: str
    store_ids: frozenset[int]
    title: str = ""
    direct_line: str = ""


def invite(
    services: Services, email: str, given: Given, *, by: Teammate | None, now: datetime
) -> tuple[int, Link]:
    """A teammate who cannot sign in yet, and the link by which they choose a password."""
    with services.sessions.begin() as session:
        if session.scalars(team.with_email(email)).first() is not None:
            raise ValueError(f"There is a teammate with the address {email} already.")
        if session.scalars(team.inbox_with(email)).first() is not None:
            raise ValueError(f"{email} is an inbox that customers write to. Give the person's own address.")
        teammate = Teammate(name=given.name, email=email)
        _describe(session, teammate, given)
        session.add(teammate)
        session.flush()
        session.add(accounts.did(by, Did.INVITED, now, teammate, role=given.role.value))
        return teammate.id, accounts.new_link(session, teammate, LinkKind.INVITATION, by, now)


def invite_again(services: Services, teammate_id: int, *, by: Teammate | None, now: datetime) -> Link:
    """A new link in place of the earlier ones: an invitation, or a reset where they have a password."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id)
        if not teammate.active:
            raise ValueError(f"{teammate.name} is deactivated.")
        kind = LinkKind.RESET if teammate.password_hash else LinkKind.INVITATION
        session.add(accounts.did(by, Did.SENT_LINK, now, teammate, link=kind.value))
        return accounts.new_link(session, teammate, kind, by, now)


def change(services: Services, teammate_id: int, given: Given, *, by: Teammate | None, now: datetime) -> None:
    """Name, role, department, stores. ValueError where a store would lose its last admin or an owner."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id)
        before, lost = _as_is(teammate), set(teammate.store_ids) - given.store_ids
        if teammate.role is Role.ADMIN and teammate.active:
            kept = set(teammate.store_ids) if given.role is not Role.ADMIN else lost
            _another_admin(session, teammate, kept)
        if lost and team.owned(session, teammate.id, lost).needs_heir:
            raise ValueError(f"{teammate.name} still answers for customers there; hand those over first.")
        _describe(session, teammate, given)
        deed = _changed(before, _as_is(teammate), teammate, by, now)
        if deed is not None:
            session.add(deed)


def deactivate(
    services: Services, teammate_id: int, *, heir_id: int | None, by: Teammate | None, now: datetime
) -> None:
    """They are out at once; whoever was theirs belongs to the heir, in the same transaction."""
    with services.sessions.begin() as session:
        team.hold(session, teammate_id)
        teammate = session.get_one(Teammate, teammate_id)
        if by is not None and by.id == teammate.id:
            raise ValueError("You cannot deactivate yourself; another admin can.")
        if teammate.role is Role.ADMIN:
            _another_admin(session, teammate, set(teammate.store_ids))
        owned = team.owned(session, teammate.id, set(teammate.store_ids))
        if owned.any or heir_id:
            heir = session.get(Teammate, heir_id) if heir_id else None
            if heir is None or not heir.active or heir.id == teammate.id:
                raise ValueError(f"Choose who takes over what {teammate.name} has: {owned.words}.")
            if not set(owned.stores) <= set(heir.store_ids):
                raise ValueError(f"{heir.name} does not work in every store where {teammate.name} has some.")
            team.hand_all(session, teammate, heir, now)
        absence.who_left(session, teammate.id, heir_id, now)
        teammate.deactivate()
        accounts.end_sign_ins(session, teammate.id, now)
        AccountLink.end_all(session, teammate.id, now)
        session.add(accounts.did(by, Did.DEACTIVATED, now, teammate))
        for store_id in teammate.store_ids:
            services.tell(session, f"today:{store_id}")


def reactivate(services: Services, teammate_id: int, *, by: Teammate | None, now: datetime) -> Link:
    """Back, without a password and a second factor: a new link lets them choose."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id)
        teammate.reactivate()
        accounts.forget_second_factor(session, teammate)
        session.add(accounts.did(by, Did.REACTIVATED, now, teammate))
        return accounts.new_link(session, teammate, LinkKind.INVITATION, by, now)


def _describe(session: Session, teammate: Teammate, given: Given) -> None:
    stores = [store for store in session.query(Store).order_by(Store.id) if store.id in given.store_ids]
    if not stores:
        raise ValueError("Choose at least one store.")
    if not given.name.strip():
        raise ValueError("A teammate needs a name: customers read it.")
    teammate.name, teammate.role, teammate.department = given.name.strip(), given.role, given.department
    teammate.title, teammate.direct_line, teammate.stores = given.title, given.direct_line, stores


def _as_is(teammate: Teammate) -> dict[str, object]:
    """What an admin says of them, by the names that the audit log uses."""
    return {
        "name": teammate.name,
        "role": teammate.role.value,
        "department": teammate.department,
        "title": teammate.title,
        "direct line": teammate.direct_line,
        "stores": sorted(teammate.store_ids),
    }


def _changed(
    before: dict[str, Any], after: dict[str, Any], teammate: Teammate, by: Teammate | None, now: datetime
) -> Deed | None:
    """Which fields changed, with role, stores and name as they were and are; of the stores of both times."""
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return None
    about: dict[str, object] = {"changed": changed}
    for name in ("role", "stores", "name"):
        if name in changed:
            about |= {f"{name} before": before[name], name: after[name]}
    what = Did.CHANGED_ROLE if "role" in changed else Did.CHANGED_TEAMMATE
    deed = accounts.did(by, what, now, teammate, **about)
    return deed.of_stores([*before["stores"], *after["stores"]])


def _another_admin(session: Session, teammate: Teammate, store_ids: set[int]) -> None:
    """ValueError where one of these stores has no other admin who can sign in."""
    others = [admin for admin in team.admins_held(session) if admin.id != teammate.id]
    for store_id in store_ids:
        if not any(store_id in admin.store_ids for admin in others):
            raise ValueError(f"{teammate.name} is the last admin of a store. Make another one first.")
