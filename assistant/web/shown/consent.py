"""Consent as pages show it: what each address may get and until when, and what they asked us to leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.core.consent import WAYS, Basis, Ground, Scope, Standing, Way, best, until
from assistant.core.states import OptOutState
from assistant.records import Customer, IdentityKind, OptOut
from assistant.web.shown.customer import phone
from assistant.web.shown.times import Telling, Told

CHOICES = {
    (Way.EMAIL, Scope.COMMERCIAL): "no offers, greetings or surveys by e-mail",
    (Way.PHONE, Scope.COMMERCIAL): "no calls or texts that they did not ask for",
    (Way.ALL, Scope.COMMERCIAL): "no offers, greetings or surveys at all",
    (Way.EMAIL, Scope.ALL): "no e-mail but answers to their own",
    (Way.ALL, Scope.ALL): "nothing at all but answers to their own",
}
SHORT = {
    (Way.EMAIL, Scope.COMMERCIAL): "e-mail",
    (Way.PHONE, Scope.COMMERCIAL): "calls and texts",
    (Way.ALL, Scope.COMMERCIAL): "offers of any kind",
    (Way.EMAIL, Scope.ALL): "any e-mail",
    (Way.ALL, Scope.ALL): "everything",
}
TAGS = {
    (Way.EMAIL, Scope.COMMERCIAL): "no offers by e-mail",
    (Way.PHONE, Scope.COMMERCIAL): "no calls",
    (Way.ALL, Scope.COMMERCIAL): "no offers",
    (Way.EMAIL, Scope.ALL): "no e-mail",
}
BASES = {
    Basis.EXPRESS: "they agreed",
    Basis.PURCHASE: "bought from us",
    Basis.INQUIRY: "asked us something",
    Basis.INTEREST: "legitimate interest",
}


@dataclass(frozen=True)
class Choice:
    value: str
    words: str


@dataclass(frozen=True)
class Proposal:
    """What a reader took for an opt-out, for a person to say whether it is one."""

    id: int
    words: str
    how: str
    at: Told
    asks: str
    chosen: str
    choices: tuple[Choice, ...]
    likely: bool = False  # they may mean something else


@dataclass(frozen=True)
class Left:
    """One opt-out: who said it when and how, and how it ended."""

    id: int
    what: str
    words: str
    how: str
    said: Told
    state: str
    by: str
    ended: str

    @property
    def live(self) -> bool:
        return self.state == OptOutState.CONFIRMED.value


@dataclass(frozen=True)
class Address:
    """One way to reach them. `basis` is empty where nothing lets us write first."""

    id: int
    value: str
    basis: str
    since: str
    until: str
    closed: bool


@dataclass(frozen=True)
class ConsentShown:
    law: str
    asks: bool  # whether the store's law asks for a basis
    addresses: tuple[Address, ...]
    left: tuple[Left, ...]
    choices: tuple[Choice, ...]
    waits: bool  # somebody still has to say whether they asked


LAWS = {"can-spam": "CAN-SPAM", "casl": "CASL", "gdpr": "GDPR"}


def choices() -> tuple[Choice, ...]:
    return tuple(Choice(f"{way}/{scope}", words) for (way, scope), words in CHOICES.items())


def chosen(value: str) -> tuple[Way, Scope] | None:
    """What a form names; None for what is no choice."""
    return next((pair for pair in CHOICES if f"{pair[0]}/{pair[1]}" == value), None)


def proposal(row: OptOut, tell: Telling) -> Proposal:
    way = Way.EMAIL if row.way is Way.CHAT else row.way
    scope = row.scope if (way, row.scope) in CHOICES else Scope.COMMERCIAL
    value = f"{way}/{scope}"
    at, asks = tell.moment(row.said_at), SHORT[way, scope]
    return Proposal(row.id, row.words, row.how, at, asks, value, choices(), row.only_likely)


def left(row: OptOut, tell: Telling) -> Left:
    by = row.decided_by.name if row.decided_by else ""
    ended = f"{row.ended_by.name}: {row.ended_why}" if row.ended_by else ""
    what = CHOICES.get((row.way, row.scope), f"nothing {WAYS[row.way]}")
    return Left(row.id, what, row.words, row.how, tell.day(row.said_at), row.state.value, by, ended)


def consent(
    customer: Customer, standings: dict[Way, Standing], rows: Iterable[OptOut], tell: Telling
) -> ConsentShown:
    """`standings` by way; the one for everything says under which law."""
    rows = list(rows)
    law, today = standings[Way.ALL].regime, tell.hours.local(tell.now).date()
    return ConsentShown(
        law=LAWS[law.value],
        asks=law.value != "can-spam",
        addresses=tuple(
            _address(
                one.id,
                phone(one.value) if one.kind is IdentityKind.PHONE else one.value,
                standings[_way(one.kind)],
                _way(one.kind),
                today,
            )
            for one in customer.identities
            if one.kind is not IdentityKind.VISITOR
        ),
        left=tuple(left(row, tell) for row in rows if row.state is not OptOutState.PROPOSED),
        choices=choices(),
        waits=any(row.state is OptOutState.PROPOSED for row in rows),
    )


def _way(kind: IdentityKind) -> Way:
    return Way.PHONE if kind is IdentityKind.PHONE else Way.EMAIL


def _address(key: int, value: str, standing: Standing, way: Way, today: date) -> Address:
    ground: Ground | None = best(standing.grounds, standing.regime, today)
    last = until(ground, standing.regime) if ground else None
    return Address(
        id=key,
        value=value,
        basis=BASES[ground.basis] if ground else "",
        since=_day(ground.since) if ground else "",
        until=_day(last) if last else "",
        closed=any(one.covers(way) for one in standing.refusals),
    )


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
