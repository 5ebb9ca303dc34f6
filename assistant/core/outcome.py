"""How handing a message to a gateway ended."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Accepted:
    """The gateway took it; `provider_id` is its own id, empty where it gives none."""

    provider_id: str = ""


@dataclass(frozen=True)
class Deferred:
    """Not now: certain that nothing left; try again later, and not before so many seconds."""

    reason: str
    seconds: float = 0


@dataclass(frozen=True)
class Refused:
    """Never: `reason` names the address and the gateway's words."""

    reason: str


@dataclass(frozen=True)
class Unsure:
    """It may have left or not (the line broke after the data was given)."""

    reason: str


Outcome = Accepted | Deferred | Refused | Unsure
