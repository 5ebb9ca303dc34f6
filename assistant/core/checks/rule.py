"""A rule: what it looks at, how grave it is, and to which inquiries, channels and authors it applies."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.core.checks.finding import Finding, Severity
from assistant.core.checks.reading import Reading
from assistant.core.draft import Author
from assistant.core.inquiry import Kind
from assistant.core.message import Channel

ANSWERED_KINDS = frozenset(Kind) - {Kind.THANKS, Kind.NOT_AN_INQUIRY}
LETTERS = frozenset({Channel.EMAIL, Channel.FORM, Channel.API})
EVERY_CHANNEL = frozenset(Channel)
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


@dataclass(frozen=True)
class Place:
    """Where a rule does not hold, why, and a better wording; `severity` only if it is not the rule's."""

    start: int
    end: int
    why: str
    better: str = ""
    severity: Severity | None = None


@dataclass(frozen=True)
class Rule:
    """`turns`: one-line turns are looked at too. `typed`: its severity at most on a person's own text."""

    name: str
    severity: Severity
    look: Callable[[Reading], Iterable[Place]]
    kinds: frozenset[Kind] = frozenset(Kind)
    channels: frozenset[Channel] = EVERY_CHANNEL
    turns: bool = True
    typed: Severity = Severity.WARN

    def findings(self, reading: Reading) -> Iterable[Finding]:
        if not self.applies(reading):
            return
        for place in self.look(reading):
            severity = place.severity or self.severity
            if reading.proposal.author is Author.PERSON and severity is Severity.BLOCK:
                severity = self.typed
            better = reading.dated(place.better)
            yield Finding(self.name, severity, place.start, place.end, _stopped_once(place.why), better)

    def applies(self, reading: Reading) -> bool:
        if reading.context.channel not in self.channels or reading.inquiry.kind not in self.kinds:
            return False
        return self.turns or not reading.is_short_turn


def _stopped_once(why: str) -> str:
    """What is quoted may end with a full stop of its own: "at 1 p.m."."""
    return TWO_STOPS.sub(".", why)
