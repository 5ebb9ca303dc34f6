"""Likenesses: who may be on record twice, with the reason in one sentence. Found, never decided.

What a customer's page shows is worked out when it is looked at; the list holds what `look` found, a few
customers at a time. Only a person says that two are one, or that they are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistant.core.sameness import Hint, Shared, enough, sentence, weight
from assistant.core.states import LikenessState
from assistant.pipeline.services import Services
from assistant.records import Customer, Identity, IdentityKind, Likeness, Session, Vehicle, alike
from assistant.records.likeness import forget_proposed

AT_ONCE = 50  # customers in one transaction
A_SWEEP = 200
WORDS = {
    IdentityKind.EMAIL: (Hint.EMAIL, "same e-mail address"),
    IdentityKind.PHONE: (Hint.PHONE, "same phone number"),
}
S = LikenessState


@dataclass(frozen=True)
class Suggestion:
    """`why` is one sentence for a person."""

    other: Customer
    why: str
    weight: int


def suggestions(session: Session, customer: Customer) -> list[Suggestion]:
    """Of this customer, the likeliest first; without those of whom a person said that they are others."""
    if not customer.living:
        return []
    cars = alike.cars_of(session, [customer.id]).get(customer.id, [])
    found = alike.candidates(session, customer, cars) - _told_apart(session, customer)
    others = session.scalars(Customer.whole().where(Customer.id.in_(found))).all()
    driven = alike.cars_of(session, [one.id for one in others])
    made = [_suggestion(customer, cars, one, driven.get(one.id, [])) for one in others]
    return sorted((one for one in made if one), key=lambda one: (-one.weight, one.other.id))


def why(session: Session, one: Customer, other: Customer) -> str:
    """As the records say it now; empty where they say nothing any more."""
    cars = alike.cars_of(session, [one.id, other.id])
    found = _suggestion(one, cars.get(one.id, []), other, cars.get(other.id, []))
    return found.why if found else ""


def look(services: Services, now: datetime, *, at_most: int = A_SWEEP) -> int:
    """Whoever is new, or known by something new, is compared with those who share anything; how many."""
    done = 0
    while done < at_most:
        with services.sessions.begin() as session:
            keys = list(session.scalars(Customer.not_compared(min(AT_ONCE, at_most - done))))
            for customer in session.scalars(Customer.whole().where(Customer.id.in_(keys))):
                _compare(session, customer, now)
        done += len(keys)
        if len(keys) < AT_ONCE:
            break
    return done


def _compare(session: Session, customer: Customer, now: datetime) -> None:
    """What was proposed and does not hold any more goes."""
    customer.to_compare = False
    found = {one.other.id: one for one in suggestions(session, customer)}
    known = {_other(pair, customer.id): pair for pair in session.scalars(Likeness.of_any([customer.id]))}
    for key, pair in known.items():
        if key in found:
            pair.weight = found[key].weight
        elif pair.state is S.PROPOSED:
            session.delete(pair)
    for key in found.keys() - known.keys():
        low, high = sorted((customer.id, key))
        made = Likeness(
            store_id=customer.store_id, one_id=low, other_id=high, weight=found[key].weight, made_at=now
        )
        session.add(made)
    session.flush()


def compare_again(session: Session, customers: Iterable[Customer]) -> None:
    """What was proposed of them is worked out anew."""
    rows = list(customers)
    forget_proposed(session, [one.id for one in rows])
    for one in rows:
        one.to_compare = one.living


def _told_apart(session: Session, customer: Customer) -> set[int]:
    """Living customers of whom a person said so, of them or of who was merged into either."""
    family = set(session.scalars(Customer.family(customer.id)))
    found = set[int]()
    for pair in session.scalars(Likeness.of_any(sorted(family)).where(Likeness.state == S.DIFFERENT)):
        for one in (pair.one, pair.other):
            found.add(one.merged_into_id or one.id)
    return found - {customer.id}


def _other(pair: Likeness, key: int) -> int:
    return pair.other_id if pair.one_id == key else pair.one_id


def _suggestion(
    one: Customer, cars: list[Vehicle], other: Customer, others_cars: list[Vehicle]
) -> Suggestion | None:
    if other.store_id != one.store_id or not one.living or not other.living:
        return None
    shared = [*_reached(one, other), *_driven(cars, others_cars), *_said(one, other)]
    if not enough(shared):
        return None
    alike_named = any(found.hint is Hint.NAME for found in shared)
    unlike = "the names differ" if one.name and other.name and not alike_named else ""
    return Suggestion(other, sentence(shared, unlike=unlike), weight(shared, unlike=unlike))


def _reached(one: Customer, other: Customer) -> Iterable[Shared]:
    for mine in one.identities:
        theirs = other.identity(mine.kind, mine.value)
        if theirs is not None and mine.kind in WORDS:
            hint, words = WORDS[mine.kind]
            yield Shared(hint, words + _how_sure(mine, theirs))
    if not any(other.identity(i.kind, i.value) for i in one.identities if i.kind is IdentityKind.EMAIL):
        boxes = [
            {alike.mailbox(i.value) for i in c.identities if i.kind is IdentityKind.EMAIL}
            for c in (one, other)
        ]
        if any(len(box) > alike.LEAST for box in boxes[0] & boxes[1]):
            yield Shared(Hint.MAILBOX, "e-mail addresses that begin alike")


def _how_sure(mine: Identity, theirs: Identity) -> str:
    if mine.verified and theirs.verified:
        return ""
    return (
        ", which one of them only claims" if mine.verified or theirs.verified else ", which both only claim"
    )


def _driven(cars: list[Vehicle], others: list[Vehicle]) -> Iterable[Shared]:
    for mine in cars:
        for theirs in others:
            if mine.vin and _code(mine.vin) == _code(theirs.vin):
                yield Shared(Hint.VIN, f"both own the same {mine.name or 'car'}")
            elif len(_code(mine.plate)) >= alike.LEAST and _code(mine.plate) == _code(theirs.plate):
                yield Shared(Hint.PLATE, f"same plate, {mine.plate}")
            elif mine.year and mine.model and _model(mine) == _model(theirs):
                yield Shared(Hint.CAR, f"both own a {mine.year} {mine.model}")


def _said(one: Customer, other: Customer) -> Iterable[Shared]:
    if one.name and _plain(one.name) == _plain(other.name):
        yield Shared(Hint.NAME, "same name")
    elif alike.nearly_the_same(one.name, other.name):
        yield Shared(Hint.NAME, f"nearly the same name ({one.name}, {other.name})")
    if one.address and _plain(one.address) == _plain(other.address):
        yield Shared(Hint.ADDRESS, "same address")
    if one.company and _plain(one.company) == _plain(other.company):
        yield Shared(Hint.COMPANY, "same company")


def _code(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _model(car: Vehicle) -> tuple[object, ...]:
    return car.year, _plain(car.make), _plain(car.model)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
