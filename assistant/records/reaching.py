"""Whom a mail might be due to, and what nobody has told them yet."""

from collections import defaultdict

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from assistant.core.reach import Unseen
from assistant.records.digest import Digest
from assistant.records.notice import Notice
from assistant.records.teammate import Teammate


def unmailed(session: Session) -> dict[int, tuple[Unseen, ...]]:
    """By the teammate's id."""
    found: dict[int, list[Unseen]] = defaultdict(list)
    for teammate_id, why, at in session.execute(Notice.unmailed()):
        found[teammate_id].append(Unseen(why, at))
    return {key: tuple(rows) for key, rows in found.items()}


def mailable(teammate_ids: list[int]) -> Select[Teammate]:
    """Of these whoever is here, in a store, and has no mail under way; with their stores."""
    return (
        select(Teammate)
        .where(Teammate.id.in_(teammate_ids), Teammate.active, Teammate.stores.any())
        .where(Teammate.id.not_in(Digest.busy()))
        .options(selectinload(Teammate.stores))
        .order_by(Teammate.id)
    )
