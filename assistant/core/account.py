"""Accounts as values: how long tries wait, which mails go to teammates, what a password must not be."""

from dataclasses import dataclass
from datetime import timedelta

from assistant.core.address import Mailbox

# Before the first wait; "codes" are six digits given for one teammate from any place.
FREE_TRIES = {"address": 5, "device": 5, "code": 5, "codes": 50, "place": 60, "asked": 5}
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
NAME_AT_MOST = 60  # characters of a name in an account mail


def wait_after(kind: str, tries: int) -> timedelta:
    """How long after try number `tries` (from 1) the next is refused: none at first, then doubling."""
    over = tries - FREE_TRIES[kind]
    if over < 0:
        return timedelta(0)
    seconds = FIRST_WAIT.total_seconds() * float(2 ** min(over, 20))
    return min(timedelta(seconds=seconds), LONGEST_WAIT)


@dataclass(frozen=True)
class AccountMail:
    """A mail to a teammate about their own account. Its words are fixed: it carries a link, no text of

    anybody's; who invites and the store are squeezed to plain names.
    """

    to: Mailbox
    kind: str
    link: str
    store: str
    by: str
    ends: str  # the moment in words

    @property
    def subject(self) -> str:
        if self.kind == "invitation":
            return f"Your sign-in for {plain(self.store)}"
        return "Choose a new password"

    @property
    def text(self) -> str:
        """What the link does, how long it lasts, and what to do if it was not asked for."""
        if not self.link.startswith(("https://", "http://")):
            raise ValueError("an account mail needs the address of this site")
        if self.kind == "invitation":
            why = f"{plain(self.by)} invites you to answer customers of {plain(self.store)} with Rightback."
            do = "Open this link to choose your password:"
            else_ = "If you do not know what this is about, do nothing: no account opens without the link."
        else:
            why = f"Somebody, we hope you, asked for a new password for {plain(self.store)} on Rightback."
            do = "Open this link to choose one:"
            else_ = "If it was not you, do nothing: your password stays, and the link ends by itself."
        ends = f"The link works once, until {self.ends}."
        return f"Hello,\n\n{why}\n\n{do}\n\n{self.link}\n\n{ends}\n\n{else_}\n"


def plain(name: str) -> str:
    """A name with nothing in it that could be a link, a line or markup."""
    kept = "".join(c for c in name if c.isalnum() or c in " -'’&,·")
    return " ".join(kept.split())[:NAME_AT_MOST].strip() or "your store"
