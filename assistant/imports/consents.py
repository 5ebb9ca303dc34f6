"""Consent in a file of customers: columns of opting out and of consent, honoured with their source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.core.consent import Basis, Scope, Way
from assistant.core.states import OptOutState
from assistant.imports.batch import Run
from assistant.imports.table import Row
from assistant.records import Consent, Customer, Identity, IdentityKind, OptOut, Session

OFFERS, ALL = Scope.COMMERCIAL, Scope.ALL
LEFT = {  # our field, and what a yes in it asks for
    "no_contact": (Way.ALL, ALL),
    "no_offers": (Way.ALL, OFFERS),
    "no_email": (Way.EMAIL, OFFERS),
    "no_calls": (Way.PHONE, OFFERS),
}
AGREED = {"email_consent": Way.EMAIL, "call_consent": Way.PHONE}
YES = frozenset(
    {
        *("yes", "y", "true", "t", "1", "x", "on", "ok", "agreed", "granted", "given", "express", "opt-in"),
        *("opted-in", "subscribed", "si", "sí"),
    }
)
NO = frozenset(
    {
        *("no", "n", "false", "f", "0", "off", "none", "never", "declined", "denied", "refused", "revoked"),
        *("withdrawn", "opt-out", "opted-out", "unsubscribed", "-", "na", "n/a"),
    }
)


@dataclass(frozen=True)
class Wishes:
    """What one row says: what they want no more of, and by which ways they agreed, since when."""

    left: tuple[tuple[Way, Scope], ...] = ()
    agreed: tuple[Way, ...] = ()
    since: datetime | None = None


NO_WISHES = Wishes()


def wishes(row: Row, run: Run) -> Wishes:
    """In doubt they want to be left alone: anything but a no in a column of opting out is a yes."""
    left = [what for name, what in LEFT.items() if _word(row, name) and _word(row, name) not in NO]
    agreed = []
    for name, way in AGREED.items():
        word = _word(row, name)
        if word in YES:
            agreed.append(way)
        elif word in NO:
            left.append((way, OFFERS))
        elif word:
            run.remark(row, f"{row.get(name)[:40]!r} is neither yes nor no; no consent was read from it")
    return Wishes(tuple(dict.fromkeys(left)), tuple(agreed), run.tried(row, "consent_at", run.moment))


def keep(session: Session, run: Run, customer: Customer, said: Wishes) -> bool:
    """Put down what is new; what a person decided of an earlier file stays decided. Whether it was news."""
    if not (said.left or said.agreed):
        return False
    session.flush()
    made = [*_left(session, run, customer, said), *_agreed(session, run, customer, said)]
    session.add_all(made)
    return bool(made)


def _left(session: Session, run: Run, customer: Customer, said: Wishes) -> Iterator[OptOut]:
    known = session.scalars(OptOut.of_customer(customer.id)).all()
    for way, scope in said.left:
        if any((one.way, one.scope) == (way, scope) and (one.live or _imported(one)) for one in known):
            continue
        yield OptOut(
            store_id=run.store_id,
            customer_id=customer.id,
            way=way,
            scope=scope,
            state=OptOutState.CONFIRMED,
            words="So it stands in the file.",
            how=run.basis,
            said_at=run.now,
            decided_at=run.now,
        )


def _agreed(session: Session, run: Run, customer: Customer, said: Wishes) -> Iterator[Consent]:
    known = session.scalars(Consent.of_customer(customer.id)).all()
    for way in said.agreed:
        for identity in _of(customer, way):
            if any(one.identity_id in (None, identity.id) for one in known):
                continue
            yield Consent(
                store_id=run.store_id,
                customer_id=customer.id,
                identity_id=identity.id,
                basis=Basis.EXPRESS,
                since=said.since or run.now,
                words=run.basis,
            )


def _of(customer: Customer, way: Way) -> list[Identity]:
    kind = IdentityKind.PHONE if way is Way.PHONE else IdentityKind.EMAIL
    return [one for one in customer.identities if one.kind is kind]


def _imported(row: OptOut) -> bool:
    return row.how.startswith("import of ")


def _word(row: Row, name: str) -> str:
    return "-".join(row.get(name).lower().split())
