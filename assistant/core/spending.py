"""What the models of a store may cost in a day: the limit, what is spent, and whether one more call fits."""

from dataclasses import dataclass

MICROS = 1_000_000  # of a dollar


@dataclass(frozen=True)
class Allowance:
    """The limits of one day; None: none of that kind."""

    micros: int | None = None
    tokens: int | None = None


@dataclass(frozen=True)
class Spent:
    """So far today, with what is set aside for calls that are on their way."""

    calls: int = 0
    tokens: int = 0
    micros: int = 0

    def bears(self, tokens: int, micros: int, allowance: Allowance) -> bool:
        """Whether a call that may come to this much still fits."""
        money = allowance.micros is None or self.micros + micros <= allowance.micros
        return money and (allowance.tokens is None or self.tokens + tokens <= allowance.tokens)


def dollars(micros: int) -> str:
    """ "$0.42"; a beginning is never shown as nothing."""
    return "less than $0.01" if 0 < micros < MICROS // 200 else f"${micros / MICROS:,.2f}"


def today(spent: Spent, allowance: Allowance, *, priced: bool) -> str:
    """ "today: $0.42 of $5.00, 37 calls"; in tokens where nobody said what they cost."""
    calls = f"{spent.calls:,} call{'' if spent.calls == 1 else 's'}"
    if priced:
        limit = "" if allowance.micros is None else f" of {dollars(allowance.micros)}"
        return f"today: {dollars(spent.micros)}{limit}, {calls}"
    limit = "" if allowance.tokens is None else f" of {allowance.tokens:,}"
    return f"today: {spent.tokens:,}{limit} tokens, {calls}"


def used_up(spent: Spent, allowance: Allowance, *, priced: bool) -> str:
    """For the teammate, when the next call does not fit any more."""
    told = today(spent, allowance, priced=priced).removeprefix("today: ")
    return f"the model's budget for today is used up ({told}); it begins anew at midnight"
