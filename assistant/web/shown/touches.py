"""Reasons to write first, as lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from assistant.core.consent import Scope
from assistant.core.states import TouchState
from assistant.core.touches import ABOUT
from assistant.records import IdentityKind, OptOut, Touch
from assistant.web.shown.customer import phone
from assistant.web.shown.times import Telling, Told


@dataclass(frozen=True)
class Later:
    words: str
    field: str
    lapses: bool  # it would be past its best-before by then


@dataclass(frozen=True)
class Asked:
    """What may be a wish to be left alone, and where somebody says whether it is one."""

    id: int
    words: str
    conversation_id: int | None
    customer_id: int


@dataclass(frozen=True)
class NeverShown:
    """What somebody said never to, who, when and why."""

    id: int
    what: str
    by: str
    at: Told
    why: str


@dataclass(frozen=True)
class TouchShown:
    """`writes`: an address is verified; else `phone` is how to reach them, empty where nothing is known."""

    id: int
    customer: str
    customer_id: int
    reason: str
    kind: str
    until: Told
    owner: str
    mine: bool
    writes: bool
    phone: str
    drafted: bool
    asked: Asked | None  # somebody has to say first whether they want no letters
    later: tuple[Later, ...]


def shown(touch: Touch, tell: Telling, opt_out: OptOut | None, *, me_id: int) -> TouchShown:
    ways = touch.customer.identities
    phones = [way.value for way in ways if way.kind is IdentityKind.PHONE]
    return TouchShown(
        id=touch.id,
        customer=touch.customer.called,
        customer_id=touch.customer_id,
        reason=touch.reason,
        kind=ABOUT[touch.kind].name,
        until=tell.day(touch.best_before),
        owner=touch.owner.first_name,
        mine=touch.owner_id == me_id,
        writes=any(way.kind is IdentityKind.EMAIL and way.verified for way in ways),
        phone=phone(phones[0]) if phones else "",
        drafted=touch.state is TouchState.DRAFTED,
        asked=_asked(touch, opt_out),
        later=_later(touch, tell),
    )


def lines(
    found: Iterable[Touch], tells: Mapping[int, Telling], undecided: Mapping[int, OptOut], *, me_id: int
) -> list[TouchShown]:
    """`undecided` by customer."""
    return [
        shown(touch, tells[touch.store_id], undecided.get(touch.customer_id), me_id=me_id) for touch in found
    ]


def _asked(touch: Touch, opt_out: OptOut | None) -> Asked | None:
    if opt_out is None or not (ABOUT[touch.kind].commercial or opt_out.scope is Scope.ALL):
        return None
    return Asked(opt_out.id, opt_out.words, opt_out.conversation_id, opt_out.customer_id)


def _later(touch: Touch, tell: Telling) -> tuple[Later, ...]:
    """Next week and next month, in the morning."""
    opens = tell.hours.next_open(tell.now + timedelta(hours=20))
    morning = opens.replace(hour=9, minute=0, second=0, microsecond=0)
    choices = (("Tomorrow", 0), ("In a week", 7), ("In a month", 30))
    times = [(name, morning + timedelta(days=days)) for name, days in choices]
    return tuple(Later(name, tell.field(at), at >= touch.best_before) for name, at in times)


def never(row: Touch, tell: Telling) -> NeverShown:
    name = ABOUT[row.kind].name
    what = "Never, whatever the reason" if row.everything else f"Never for this: {name[:1].lower()}{name[1:]}"
    by = row.ended_by.first_name if row.ended_by else "Somebody"
    return NeverShown(row.id, what, by, tell.day(row.ended_at or row.made_at), row.ended_why)
