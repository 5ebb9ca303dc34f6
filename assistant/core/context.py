"""Everything besides the inquiry that a drafter and the checks may look at."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.call import NOBODYS, Whose
from assistant.core.clock import BusinessHours
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


@dataclass(frozen=True)
class Store:
    """The store as a drafter sees it; `hours` know zone and holidays."""

    name: str
    hours: BusinessHours
    address: str = ""
    phone: str = ""
    domains: tuple[str, ...] = ()  # links may lead here
    model_sees: str = ""  # of core.masking.Sees; empty: by where the model runs


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
    may be cited. `voice` is what was learned of how the signer writes.
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
    on_record: frozenset[tuple[str, str]] = frozenset()
    left_out: tuple[str, ...] = ()  # ids of facts that the budget had no room for
    heard: tuple[tuple[int, str], ...] = ()
    examples: tuple[str, ...] = ()
    voice: Voice = ()
    newest_seen: bool = True  # the approver's page had shown the newest message
    whose: Whose = NOBODYS  # on whose account a model is asked

    def of_kind(self, *kinds: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)
