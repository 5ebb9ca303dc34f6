"""Everything besides the inquiry that a drafter and the checks may look at."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.call import NOBODYS, Whose
from assistant.core.clock import BusinessHours
from assistant.core.consent import NOTHING_KNOWN, Purpose, Standing
from assistant.core.fact import Fact, FactKind
from assistant.core.message import Channel
from assistant.core.thread import Thread
from assistant.core.voice.lesson import Voice


@dataclass(frozen=True)
class Signer:
    """The teammate in whose name the reply goes out."""

    name: str
    title: str  # "Sales", "Service adviser"
    phone: str
    email: str
    department: str = "sales"
    voice: str = ""  # their own way to write, one line

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""

    @property
    def signature(self) -> str:
        return " · ".join(part for part in (self.name, self.title, self.phone, self.email) if part)


STOCK_DAYS = 3  # as long as a store that says nothing trusts its stock list: a weekend
CONFIRM_DAYS = 180  # and what else it knows


@dataclass(frozen=True)
class Store:
    """The store as a drafter sees it; `hours` know zone and holidays.

    Prices and availability count as fresh for `stock_days`, the rest of what it knows for `confirm_days`.
    """

    name: str
    hours: BusinessHours
    address: str = ""
    phone: str = ""
    domains: tuple[str, ...] = ()  # links may lead here
    model_sees: str = ""  # of core.masking.Sees; empty: by where the model runs
    stock_days: int = STOCK_DAYS
    confirm_days: int = CONFIRM_DAYS
    share_link: str = ""  # where happy customers may say so


@dataclass(frozen=True)
class Recipient:
    """Who is answered. `verified` decides whether anything private may be said."""

    name: str
    email: str = ""
    verified: bool = False
    first_name: str = ""  # how to greet them; empty where we cannot tell


@dataclass(frozen=True)
class Copy:
    """A reply to another customer about another matter; `likeness` from 0 to 1."""

    likeness: float
    at: datetime


@dataclass(frozen=True)
class Context:
    """`foreign` holds names, plates, VINs, numbers on record as other customers' that occur in the text

    under check (the step looks them up); `now` is in the store's zone. `on_record` is what points to this
    customer, by kind of placeholder: to be hidden, never to be stated. `heard` pairs questions of the inquiry
    with the fact in which a colleague answered them. `examples` are shapes to learn from: nothing of them
    may be cited. `open_here` are the ids of private facts that we wrote to this very address in this
    conversation: they may be said there, whoever it is. `voice` is what was learned of how the signer writes.
    `standing` is what they let us do and `lacks` what a letter must have that nobody asked for;
    `early_survey` says why nobody may ask now how it was; `said_since` is what we wrote after their last
    message.
    """

    now: datetime
    store: Store
    signer: Signer
    recipient: Recipient
    channel: Channel = Channel.EMAIL
    facts: tuple[Fact, ...] = ()
    thread: Thread = ()
    foreign: frozenset[str] = frozenset()
    copies: tuple[Copy, ...] = ()  # what the text under check is like, looked up as `foreign`
    written_in: str = ""  # the language of the text under check, ISO 639-1; empty: nobody looked
    on_record: frozenset[tuple[str, str]] = frozenset()
    left_out: tuple[str, ...] = ()  # ids of facts that the budget had no room for
    heard: tuple[tuple[int, str], ...] = ()
    examples: tuple[str, ...] = ()
    voice: Voice = ()
    newest_seen: bool = True  # the approver's page had shown the newest message
    purpose: Purpose = Purpose.ANSWER
    standing: Standing = NOTHING_KNOWN
    unwelcome: str = ""  # why a letter that nobody asked for may not leave now
    lacks: str = ""
    matter_closed: bool = False
    early_survey: str = ""
    said_since: tuple[str, ...] = ()
    may_share: bool = False  # top marks and nothing open: they may be asked to say so in public
    open_here: frozenset[str] = frozenset()
    whose: Whose = NOBODYS  # on whose account a model is asked

    def may_tell(self, fact: Fact) -> bool:
        """Private ones only to a verified recipient, or where they were said to that address before."""
        return self.recipient.verified or not fact.private or fact.id in self.open_here

    def of_kind(self, *kinds: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)
