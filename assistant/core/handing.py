"""Handing over: why, by when it must be taken, what the taker must know, when the giver is asked after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.core.clock import BusinessHours

TO_ACCEPT = timedelta(hours=1)  # business time
AT_LEAST = timedelta(minutes=15)  # business time to look at all, where the customer's clock is over already
ASKED_AFTER = timedelta(hours=2)  # business time since it was taken, and the customer has heard from them
ASKED_AT_LAST = timedelta(hours=8)  # business time: about a day, whatever became of it


class Reason(StrEnum):
    """Kept as these words; a word that was ever written is never given another meaning."""

    TO_SERVICE = "to service"
    TO_SALES = "to sales"
    TO_PARTS = "to parts"
    TO_FINANCE = "to finance"
    AWAY = "away"
    KNOWS_THEM = "knows them better"
    OTHER = "other"


WORDS: Mapping[Reason, str] = {
    Reason.TO_SERVICE: "It is about service",
    Reason.TO_SALES: "It is about sales",
    Reason.TO_PARTS: "It is about parts",
    Reason.TO_FINANCE: "It is about finance",
    Reason.AWAY: "I am away",
    Reason.KNOWS_THEM: "They know them better",
    Reason.OTHER: "Another reason",
}
OF_DEPARTMENT: Mapping[str, Reason] = {
    "service": Reason.TO_SERVICE,
    "sales": Reason.TO_SALES,
    "parts": Reason.TO_PARTS,
    "finance": Reason.TO_FINANCE,
}


def reason_of(word: str) -> Reason:
    """ValueError where it is none of them."""
    try:
        return Reason(word)
    except ValueError:
        raise ValueError("Choose why it is handed over.") from None


def deadline(hours: BusinessHours, now: datetime, answer_by: datetime | None = None) -> datetime:
    """By when it must be taken: a business hour, sooner where the customer's answer is due before that."""
    latest = hours.after(now, TO_ACCEPT)
    if answer_by is None or answer_by >= latest:
        return latest
    return max(hours.local(answer_by), hours.after(now, AT_LEAST))


def asks_after(hours: BusinessHours, taken: datetime, *, heard: bool) -> datetime:
    """When the giver is asked whether it was taken care of; `heard`: the taker answered or closed it."""
    return hours.after(taken, ASKED_AFTER if heard else ASKED_AT_LAST)


@dataclass(frozen=True)
class Known:
    """What the taker must know, each part as our records have it; an empty part is not spoken of."""

    customer: str
    waits: str = ""
    questions: Sequence[str] = field(default_factory=tuple)
    vehicles: Sequence[str] = field(default_factory=tuple)
    promised: Sequence[str] = field(default_factory=tuple)
    asked: Sequence[str] = field(default_factory=tuple)
    contact: str = ""
    tried: Sequence[str] = field(default_factory=tuple)


def summary(known: Known) -> str:
    """Plain text, a line for each fact."""
    lines = [f"Customer: {known.customer}", *([known.waits] if known.waits else [])]
    lines += _listed("Open questions", known.questions)
    lines += _listed("Vehicle" if len(known.vehicles) == 1 else "Vehicles", known.vehicles)
    lines += _listed("Promised", known.promised)
    lines += _listed("Asked of colleagues", known.asked)
    lines += [f"Last contact by a person: {known.contact}"] if known.contact else []
    lines += _listed("Tried so far", known.tried)
    return "\n".join(lines)


def _listed(name: str, items: Sequence[str]) -> list[str]:
    if len(items) < 2:
        return [f"{name}: {item}" for item in items]
    return [f"{name}:", *(f"- {item}" for item in items)]
