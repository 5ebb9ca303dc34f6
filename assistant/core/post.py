"""What a mail service posts to us, as values: a mail, reports on deliveries, or something refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Post:
    """One HTTP POST as it came; names of headers in lower case."""

    body: bytes = field(repr=False)
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class News(StrEnum):
    """What a service can say of a mail that it took from us."""

    DELIVERED = "delivered"
    DELAYED = "delayed"  # it goes on trying
    FAILED = "failed"  # it has given up
    COMPLAINT = "complaint"  # marked as spam


@dataclass(frozen=True)
class Report:
    """`ours` is our Message-ID with angle brackets, `theirs` the service's own id; either may be empty."""

    news: News
    ours: str = ""
    theirs: str = ""
    recipient: str = ""
    reason: str = ""  # the service's words


@dataclass(frozen=True)
class Mail:
    """`raw` is kept and read as `form` says (channels.posted). `once`: a one-time mark of its signature."""

    raw: bytes = field(repr=False)
    form: str = "email"
    envelope: Mapping[str, str] = field(default_factory=dict)
    once: str = ""


@dataclass(frozen=True)
class Reports:
    """None of them where it speaks of nothing that concerns us (opened, clicked)."""

    reports: tuple[Report, ...] = ()
    once: str = ""


@dataclass(frozen=True)
class Denied:
    """Not shown to be from the service. `error` is told to whoever posted, `reason` stands in the ledger."""

    code: int  # 401: nothing proves it; 403: what should prove it is wrong
    error: str
    reason: str


@dataclass(frozen=True)
class Unreadable:
    """400: nothing was kept, and the sentence says what should have been sent."""

    error: str


Taken = Mail | Reports | Denied | Unreadable


def fresh(stamp: datetime, now: datetime, *, seconds: int, ahead: int) -> bool:
    """Whether a signed time is no older than `seconds`, and no more than `ahead` seconds in the future."""
    age = (now - stamp).total_seconds()
    return -ahead <= age <= seconds
