"""Mail that is collected from a mailbox: where it lies, what can be wrong, when it is tried again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from assistant.core.errors import RightbackError

LARGEST = 26_214_400  # bytes of a mail, as the SMTP listener announces
BEGINNING = 262_144  # bytes that are kept of a larger one
BATCH_MAILS, BATCH_BYTES = 25, 4_000_000  # fetched and committed at once
QUICKEST, SLOWEST = timedelta(seconds=5), timedelta(minutes=10)
SELDOM = timedelta(minutes=5)  # a password that is wrong is not tried more often


class Tls(StrEnum):
    TLS = "tls"  # from the first byte, as a rule at port 993
    STARTTLS = "starttls"  # as a rule at port 143
    NONE = "none"


class FolderRole(StrEnum):
    """In the order in which they are read: what a teammate sent is read after what it answers."""

    INBOX = "inbox"
    JUNK = "junk"
    SENT = "sent"


class Wrong(StrEnum):
    NAME = "name"
    PLACE = "place"  # an address that is not called
    PORT = "port"
    TLS = "tls"
    GREETING = "greeting"
    PASSWORD = "password"
    FOLDER = "folder"
    LINE = "line"  # it broke off


class MailboxTrouble(RightbackError):
    """The mailbox cannot be read now; the message is a sentence for a person, `mend` what to do."""

    def __init__(self, wrong: Wrong, found: str, mend: str = "") -> None:
        super().__init__(found)
        self.wrong, self.found, self.mend = wrong, found, mend


@dataclass(frozen=True)
class Account:
    """Where a mailbox is and how it is opened."""

    host: str
    port: int
    tls: Tls
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Shelf:
    """A folder as it is now. `validity` and UIDs: RFC 3501 section 2.3.1.1."""

    validity: int
    next_uid: int
    exists: int


@dataclass(frozen=True)
class Label:
    """What stands outside on a mail: its size in bytes, and when the server received it, if it says so."""

    size: int
    arrived: datetime | None


class Line(Protocol):
    """An open mailbox; every call may raise MailboxTrouble."""

    @property
    def idles(self) -> bool: ...

    def folders(self) -> dict[FolderRole, str]:
        """Names of those that are there, in the order of FolderRole."""

    def open(self, name: str, *, marks: bool) -> Shelf:
        """Read only, unless flags are to be set."""

    def uids(self, shelf: Shelf, first: int, *, since: datetime | None = None) -> Iterator[list[int]]:
        """From `first` on, below `next_uid`, ascending, some at a time; `since` is rough: a day too many."""

    def labels(self, uids: list[int]) -> dict[int, Label]: ...

    def mails(self, uids: list[int]) -> dict[int, bytes]:
        """As they lie there, byte for byte; one that is gone is missing. No flag is set."""

    def beginning(self, uid: int, most: int) -> bytes: ...

    def mark_seen(self, uids: list[int]) -> None: ...

    def idle(self, seconds: float, stopped: Callable[[], bool]) -> None:
        """Until something changes in the open folder, the time is over, or it is stopped."""

    def close(self) -> None: ...


OpenMailbox = Callable[[Account], Line]
"""Connect and sign in; MailboxTrouble where that cannot be done."""


def packed(uids: Iterable[int], labels: dict[int, Label]) -> Iterator[list[int]]:
    """Batches that are fetched at once, of those that are there and not too large."""
    batch, size = list[int](), 0
    for uid in uids:
        more = labels[uid].size
        if batch and (len(batch) == BATCH_MAILS or size + more > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(uid)
        size += more
    if batch:
        yield batch


def next_try(failures: int, wrong: Wrong) -> timedelta:
    """How long to wait after this many failures in a row: 5 seconds, doubling, at most 10 minutes.

    ValueError below 1. What only a person can mend is not tried more often than every 5 minutes.
    """
    if failures < 1:
        raise ValueError(f"failures count from 1, not {failures}")
    doubled: timedelta = QUICKEST * (1 << min(failures - 1, 10))
    wait = min(doubled, SLOWEST)
    return max(wait, SELDOM) if wrong is Wrong.PASSWORD else wait
