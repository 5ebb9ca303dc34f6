"""What a reply may rest on: facts, the customer's own words, the store's and the signer's own data."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter

from assistant.core.claims import Claim, ClaimKind, claims
from assistant.core.clock import BusinessHours
from assistant.core.context import Context
from assistant.core.fact import Fact, FactKind
from assistant.core.when_words import AtomKind, atoms
from assistant.core.words import fold

ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
UNIT_OF = {"mileage": "miles", "seats": "seats"}
CLOCKS = re.compile(r"^([012]?\d):([0-5]\d)$")
Number = tuple[ClaimKind, str, float]
"""Kind, unit and value."""
BY_VALUE = itemgetter(2)


@dataclass(frozen=True)
class Evidence:
    """`said` is what the customer wrote in this conversation, folded; `facts` the facts in view."""

    facts: tuple[Fact, ...]
    said: str
    ours: str  # store and signer, our own earlier lines
    named: str  # how the customer is called and where they write from: their words, too
    hours: BusinessHours

    @classmethod
    def of(cls, context: Context, inquiry_text: str = "") -> "Evidence":
        theirs = [inquiry_text, *(line.text for line in context.thread if line.from_customer)]
        theirs += [fact.text for fact in context.facts if fact.kind is FactKind.MESSAGE]
        facts = tuple(fact for fact in context.facts if fact.kind is not FactKind.MESSAGE)
        signer, store = context.signer, context.store
        own = [signer.name, signer.title, signer.phone, signer.email, store.name, store.address, store.phone]
        own += [" ".join(store.domains)]
        own += [line.text for line in context.thread if not line.from_customer]
        named = [context.recipient.name, context.recipient.email, *(line.author for line in context.thread)]
        said = fold("\n".join(theirs))
        return cls(facts, said, "\n".join(own), "\n".join(named), context.store.hours)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for fact in self.facts for text in (fact.text, *_values(fact)))

    @cached_property
    def blob(self) -> str:
        """Everything in one folded text, to find words in."""
        return "\n".join([self.record, fold(self.named), self.said])

    @cached_property
    def record(self) -> str:
        """What stands on our side alone, folded: facts, the store's and the signer's own data."""
        sources = [fact.source for fact in self.facts]
        return fold("\n".join([*self.texts, *sources, self.ours]))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Kind, unit and value of every number on record or in the customer's words."""
        return tuple(sorted({*self.recorded, *_numbers((self.said,))}, key=BY_VALUE))

    @cached_property
    def recorded(self) -> tuple[Number, ...]:
        return _numbers((*self.texts, self.ours))

    @cached_property
    def said_numbers(self) -> frozenset[float]:
        """Bare numbers in the customer's words: "would you take 29500?"."""
        kinds = (ClaimKind.NUMBER, ClaimKind.AMOUNT)
        return frozenset(
            claim.number for claim in claims(self.said) if claim.kind in kinds and not claim.unit
        )

    @cached_property
    def clocks(self) -> frozenset[tuple[int, int]]:
        """Times of day on record, as (hour of 12, minute)."""
        spans = self.hours.week.values()
        found = {(at.hour % 12, at.minute) for span in spans for at in span}
        found |= {(at.hour % 12, at.minute) for at in self.moments if at.hour or at.minute}
        for text in (*self.texts, self.said, self.ours):
            if exact := CLOCKS.match(text):
                found.add((int(exact[1]) % 12, int(exact[2])))
            for atom in atoms(text):
                if atom.kind in (AtomKind.CLOCK, AtomKind.RANGE):
                    pairs = zip(atom.numbers[::2], atom.numbers[1::2], strict=True)
                    found |= {(hour % 12, minute) for hour, minute in pairs}
        return frozenset(found)

    @cached_property
    def moments(self) -> tuple[datetime, ...]:
        """Moments that facts hold in their data, in the store's zone."""
        return tuple(at for fact in self.facts for at in moments_of(fact, self.hours))

    @cached_property
    def years(self) -> frozenset[int]:
        return frozenset(at.year for at in self.moments)

    @cached_property
    def digits(self) -> str:
        """The record without anything but its digits, to find telephone numbers in."""
        return "".join(re.findall(r"\d+", self.record))

    @cached_property
    def days(self) -> tuple[frozenset[date], frozenset[tuple[int, int]], frozenset[int]]:
        """Dates, (month, day) pairs and weekdays on record or in the customer's words."""
        days = {at.date() for at in self.moments}
        pairs, weekdays = {(day.month, day.day) for day in days}, {day.weekday() for day in days}
        for text in (*self.texts, self.said, self.ours):
            for atom in atoms(text):
                if atom.kind is AtomKind.DATE:
                    pairs.add((atom.numbers[1], atom.numbers[2]))
                elif atom.kind is AtomKind.WEEKDAY:
                    weekdays.add(atom.numbers[0])
        return frozenset(days), frozenset(pairs), frozenset(weekdays)

    def of_kind(self, *kinds: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)

    def has_number(self, claim: Claim, *, said: bool = True) -> bool:
        """Money rests on money, miles on miles; a bare number of the record or the customer fits both.

        Without `said` the customer's own figures back nothing.
        """
        if not claim.unit and claim.number in self.years:
            return True
        money = claim.kind is ClaimKind.AMOUNT
        for kind, unit, value in _near(self.numbers if said else self.recorded, claim):
            same = kind is claim.kind and unit == claim.unit
            bare = (
                kind is ClaimKind.NUMBER and not unit and (not money or (said and value in self.said_numbers))
            )
            loose = not money and claim.kind is ClaimKind.NUMBER and not claim.unit
            if same or bare or loose:
                return True
        return False


def _numbers(texts: Iterable[str]) -> tuple[Number, ...]:
    kinds = (ClaimKind.AMOUNT, ClaimKind.NUMBER, ClaimKind.DURATION)
    found = (claim for text in texts for claim in claims(text))
    return tuple(sorted({(c.kind, c.unit, c.number) for c in found if c.kind in kinds}, key=BY_VALUE))


def _near(numbers: tuple[Number, ...], claim: Claim) -> tuple[Number, ...]:
    """Of numbers in the order of their value those within the claim's slack."""
    low = bisect_left(numbers, claim.number - claim.slack, key=BY_VALUE)
    high = bisect_right(numbers, claim.number + claim.slack, key=BY_VALUE)
    return numbers[low:high]


def _values(fact: Fact) -> Iterator[str]:
    for key, value in fact.data.items():
        if value and not ISO.match(value):
            yield f"{value} {UNIT_OF[key]}" if key in UNIT_OF and value[-1].isdigit() else value


def moments_of(fact: Fact, hours: BusinessHours) -> Iterable[datetime]:
    """The ISO 8601 moments in a fact's data; a date alone is its midnight."""
    for value in fact.data.values():
        if found := ISO.match(value or ""):
            try:
                at = datetime.fromisoformat(found[0].replace("Z", "+00:00"))
            except ValueError:
                continue
            yield at.astimezone(hours.zone) if at.tzinfo else at.replace(tzinfo=hours.zone)
