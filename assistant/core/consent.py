"""Consent: on what ground we may write to somebody first, until when, and what they asked us to leave.

Three regimes, a store follows one. CASL (Canada, S.C. 2010, c. 23): section 6(1) asks for consent, express or
implied; 10(9)(a) with 10(10)(a) implies it for 2 years from a purchase, with 10(10)(e) for 6 months from an
inquiry. CAN-SPAM (15 U.S.C. 7704): no consent beforehand, but (a)(3) a way to opt out, (a)(4) nothing more
from 10 business days after it (here: at once), (a)(5) the sender's postal address. GDPR: Article 6(1)(a)
consent, 6(1)(f) legitimate interest; Article 21(2), (3): whoever objects to direct marketing is left alone.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Regime(StrEnum):
    CAN_SPAM = "can-spam"
    CASL = "casl"
    GDPR = "gdpr"


class Basis(StrEnum):
    """Why we may write first. Purchase and inquiry are read off the records, the others a person enters."""

    EXPRESS = "express"  # they said yes
    PURCHASE = "purchase"  # bought a car or had one serviced
    INQUIRY = "inquiry"  # asked us something
    INTEREST = "interest"  # legitimate interest, weighed by a person


class Way(StrEnum):
    EMAIL = "email"
    PHONE = "phone"  # calls and text messages
    CHAT = "chat"
    ALL = "all"


class Scope(StrEnum):
    COMMERCIAL = "commercial"  # offers, greetings, surveys
    ALL = "all"  # everything that we write first, word on an open matter too; answers to them stay


class Purpose(StrEnum):
    ANSWER = "answer"  # they wrote last
    SERVICE = "service"  # about a matter of theirs that is open
    COMMERCIAL = "commercial"  # a touch: we write first


@dataclass(frozen=True)
class Ground:
    """A basis and the day from which it counts; `source` says how we know."""

    basis: Basis
    since: date
    source: str = ""


@dataclass(frozen=True)
class Refusal:
    """They asked not to be written to. Unconfirmed: somebody still has to say that it means that."""

    way: Way
    scope: Scope
    since: date
    confirmed: bool = True

    def covers(self, way: Way) -> bool:
        return self.way in (way, Way.ALL)


@dataclass(frozen=True)
class Standing:
    """All that is known of one customer's consent, under the regime of their store."""

    regime: Regime = Regime.CAN_SPAM
    grounds: tuple[Ground, ...] = ()
    refusals: tuple[Refusal, ...] = ()


NOTHING_KNOWN = Standing()
# Months that a basis lasts; None: no end but their own word. What is missing is no basis there.
TERMS: Mapping[Regime, Mapping[Basis, int | None]] = {
    Regime.CASL: {Basis.EXPRESS: None, Basis.PURCHASE: 24, Basis.INQUIRY: 6},
    Regime.CAN_SPAM: dict.fromkeys(Basis),
    Regime.GDPR: {Basis.EXPRESS: None, Basis.INTEREST: None, Basis.PURCHASE: None},
}
NEEDS_A_GROUND = frozenset({Regime.CASL, Regime.GDPR})
WAYS = {Way.EMAIL: "by e-mail", Way.PHONE: "by phone", Way.CHAT: "in the chat", Way.ALL: "in any way"}


def until(ground: Ground, regime: Regime) -> date | None:
    """The last day on which it covers; None where only their own word ends it.

    Calendar months, from a day to the day of the same number, or to the last of a month that has none.
    CASL counts back from the day of sending (Interpretation Act, R.S.C. 1985, c. I-21, section 28); this
    counts forward, which is never longer.
    """
    months = TERMS[regime].get(ground.basis)
    return None if months is None else after_months(ground.since, months)


def holds(ground: Ground, regime: Regime, today: date) -> bool:
    """Whether it covers a message sent today."""
    if ground.basis not in TERMS[regime] or ground.since > today:
        return False
    last = until(ground, regime)
    return last is None or today <= last


def best(grounds: Iterable[Ground], regime: Regime, today: date) -> Ground | None:
    """The one that lasts longest, of those that hold today."""
    good = [one for one in grounds if holds(one, regime, today)]
    return max(good, key=lambda one: (until(one, regime) or date.max, one.since), default=None)


def after_months(day: date, months: int) -> date:
    """So many calendar months later: the day of the same number, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def why_not(
    standing: Standing, *, way: Way, purpose: Purpose, today: date, asked_by: Way | None = None
) -> str:
    """Empty where we may write to them; else a sentence why not. `asked_by` is the way that they used.

    An answer to their own inquiry on the way that they used is always allowed; on another way it counts
    as a message of service. What nobody confirmed yet holds back what it would forbid.
    """
    if purpose is Purpose.ANSWER and asked_by in (None, way):
        return ""
    if purpose is not Purpose.COMMERCIAL:
        return _refusing(standing, way, frozenset({Scope.ALL}))
    return _refusing(standing, way, frozenset(Scope)) or _ungrounded(standing, today)


def _refusing(standing: Standing, way: Way, scopes: frozenset[Scope]) -> str:
    """By what a person confirmed, before what nobody confirmed yet."""
    found = [one for one in standing.refusals if one.covers(way) and one.scope in scopes]
    found.sort(key=lambda one: not one.confirmed)
    return _refused(found[0], way) if found else ""


def _refused(refusal: Refusal, way: Way) -> str:
    if not refusal.confirmed:
        return (
            f"It seems that they asked on {_day(refusal.since)} to be left alone {WAYS[way]}: "
            "somebody has to say first whether that is so."
        )
    kept = "anything but answers" if refusal.scope is Scope.ALL else "offers and the like"
    return f"They asked on {_day(refusal.since)} not to get {kept} {WAYS[refusal.way]}."


def _ungrounded(standing: Standing, today: date) -> str:
    regime = standing.regime
    if regime not in NEEDS_A_GROUND or best(standing.grounds, regime, today) is not None:
        return ""
    ended = [(last, g) for g in standing.grounds if (last := until(g, regime)) and last < today]
    if ended:
        last, ground = max(ended, key=lambda one: one[0])
        return f"Their consent by {ground.basis} of {_day(ground.since)} ended on {_day(last)}."
    return "Nothing on record lets us write first: they gave no consent, and bought nothing from us."


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
