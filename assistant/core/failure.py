"""Why a mail did not arrive: one failed recipient of a delivery report."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Kept as these words; what a person can do about it differs from one to the next."""

    NO_MAILBOX = "there is no such mailbox"
    NO_SERVER = "its domain takes no mail"
    FULL = "the mailbox is full"
    DISABLED = "the mailbox is disabled"
    TOO_LARGE = "the message is too large"
    REFUSED = "their mail server refused it"
    LATE = "their mail server could not be reached in time"
    AWAY = "the owner is away"
    UNKNOWN = "no reason was given"


FINAL = frozenset({Reason.NO_MAILBOX, Reason.NO_SERVER})


@dataclass(frozen=True)
class Failure:
    """`status` is the enhanced one (RFC 3463), "5.1.1", or empty; `said`: the mail server's words."""

    recipient: str = ""
    reason: Reason = Reason.UNKNOWN
    status: str = ""
    said: str = ""

    @property
    def final(self) -> bool:
        """Whether the address itself is dead: nothing sent to it will ever arrive."""
        return self.reason in FINAL and not self.status.startswith("4")
