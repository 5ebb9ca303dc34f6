"""The mail that tells a teammate what waits for them: names, counts and links, and no word of a customer."""

from dataclasses import dataclass

from assistant.core.account import plain
from assistant.core.address import Mailbox

LISTED_AT_MOST = 20  # matters; of the others the number


@dataclass(frozen=True)
class Matter:
    """One customer with what there is to say, in our own fixed words (core.notice), and where to look."""

    customer: str
    said: tuple[str, ...]
    link: str


@dataclass(frozen=True)
class DigestMail:
    """`site` is the address of this installation, without a slash at its end."""

    to: Mailbox
    first_name: str
    store: str
    matters: tuple[Matter, ...]
    site: str

    @property
    def subject(self) -> str:
        """A count and the store: it shows on locked screens."""
        return f"{_counted(len(self.matters))} for you at {plain(self.store)}"

    @property
    def text(self) -> str:
        listed = "\n\n".join(_listed(one) for one in self.matters[:LISTED_AT_MOST])
        more = len(self.matters) - LISTED_AT_MOST
        rest = f"\n\nAnd {more} more." if more > 0 else ""
        return (
            f"Hello {plain(self.first_name)},\n\n{_counted(len(self.matters))} for you:\n\n{listed}{rest}\n\n"
            f"All of it, and what you have seen already:\n{self.site}/notices\n\n"
            f"When you get these mails, and when it is quiet, is your choice:\n{self.site}/account#told\n\n"
            "Answer customers in Rightback; what you write in answer to this mail reaches none of them.\n"
        )


def _counted(many: int) -> str:
    return "1 matter waits" if many == 1 else f"{many} matters wait"


def _listed(one: Matter) -> str:
    name = plain(one.customer) if any(c.isalnum() for c in one.customer) else "A customer"
    said = "".join(f"\n  {words}" for words in one.said)
    return f"- {name}{said}\n  {one.link}"
