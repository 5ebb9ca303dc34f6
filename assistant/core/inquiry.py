"""What a waiting message asks."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from assistant.core.consent import Scope, Way
from assistant.core.lead import Lead
from assistant.core.message import Channel
from assistant.core.thread import Thread
from assistant.core.tried import Tried


class Kind(StrEnum):
    LEAD = "lead"
    QUESTION = "question"
    COMPLAINT = "complaint"
    FEEDBACK = "feedback"
    SERVICE = "service"
    STATUS = "status"
    THANKS = "thanks"
    NOT_AN_INQUIRY = "not-an-inquiry"


class Pressure(StrEnum):
    NONE = "none"
    SOON = "soon"
    NOW = "now"


class Topic(StrEnum):
    """What a question is about; decides which facts may answer it."""

    AVAILABILITY = "availability"
    PRICE = "price"
    TRADE_IN = "trade-in"
    FINANCE = "finance"
    APPOINTMENT = "appointment"  # test drive, visit, service visit
    CHANGE = "change"  # another time, running late, cancellation
    HOURS = "hours"
    LOCATION = "location"
    REPAIR_STATUS = "repair-status"
    PARTS = "parts"
    SERVICE_PRICE = "service-price"
    FEATURE = "feature"
    RECALL = "recall"
    PAPERWORK = "paperwork"
    HISTORY = "history"
    CALL_BACK = "call-back"
    OTHER = "other"


@dataclass(frozen=True)
class Question:
    """One thing the customer wants to know or have done, in the customer's words.

    `start`, `end` are character offsets into the text that it was read from; for one that an older
    message left open they are -1. `accepts`: it takes a time that we offered, which a person confirms.
    """

    text: str
    topic: Topic = Topic.OTHER
    start: int = -1
    end: int = -1
    older: bool = False
    accepts: bool = False


@dataclass(frozen=True)
class VehicleMention:
    """A vehicle the customer speaks of; empty where they did not say."""

    text: str
    year: str = ""
    make: str = ""
    model: str = ""
    trim: str = ""
    stock: str = ""
    vin: str = ""
    own: bool = False  # theirs (trade-in, in the shop), not one they want
    before: bool = False  # named earlier in the thread, and meant by this turn's "it", "that one"


@dataclass(frozen=True)
class When:
    """A day or time the customer named. `earliest` and `latest` bound the time of day, if said."""

    text: str
    day: date | None = None
    earliest: time | None = None
    latest: time | None = None


class Wanted(StrEnum):
    """What a request wants done."""

    PICTURES = "pictures"
    CALL = "call"
    WRITE = "write"  # a mail or text instead of a call
    QUOTE = "quote"
    PAPERS = "papers"  # documents, a report, a copy
    HOLD = "hold"
    VISIT = "visit"  # a time booked: test drive, service, showing
    CHANGE = "change"  # moved or cancelled
    LOOKOUT = "lookout"  # tell them when one comes
    NO_CONTACT = "no-contact"
    OTHER = "other"


class Offered(StrEnum):
    """What an offer of the customer's gives."""

    TIME = "time"  # when they can come or be reached
    PRICE = "price"  # what they would pay or take
    TRADE = "trade"
    DEPOSIT = "deposit"
    PAPERS = "papers"  # pictures, documents, a number that they will send
    OTHER = "other"


@dataclass(frozen=True)
class Request:
    """Something that they want done, in their words; `start`, `end` are offsets into the text."""

    words: str
    kind: Wanted = Wanted.OTHER
    start: int = -1
    end: int = -1
    when: When | None = None


@dataclass(frozen=True)
class Offer:
    """Something that they would do, in their words; `start`, `end` are offsets into the text."""

    words: str
    kind: Offered = Offered.OTHER
    start: int = -1
    end: int = -1
    when: When | None = None


@dataclass(frozen=True)
class Reminder:
    """Our own promise, as they remind us of it: "you said Friday". `when` is when we said."""

    words: str
    start: int = -1
    end: int = -1
    when: When | None = None


@dataclass(frozen=True)
class Leave:
    """They ask not to be written to, in their words: by which way, and of what. A person confirms it.

    `likely`: they may be asking it; the matter waits for an answer all the same.
    """

    words: str
    way: Way = Way.EMAIL
    scope: Scope = Scope.COMMERCIAL
    likely: bool = False


class Verdict(StrEnum):
    """What they say where we asked how it was."""

    BAD = "bad"
    FAIR = "fair"
    GOOD = "good"
    TOP = "top"  # the best mark there is, and no but


class Detail(StrEnum):
    """What a customer may have told us, so that nobody asks it again."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    CONTACT = "contact"  # how they want to be reached
    VEHICLE = "vehicle"  # the one that is theirs
    WISH = "wish"  # the vehicle that they want
    VIN = "vin"
    MILEAGE = "mileage"
    BUDGET = "budget"
    PAYMENT = "payment"  # cash, finance, lease
    TRADE_IN = "trade-in"  # whether there is one
    TIMEFRAME = "timeframe"
    TIME = "time"  # when they can come
    ZIP = "zip"
    PICTURES = "pictures"
    PAPERS = "papers"


@dataclass(frozen=True)
class Told:
    """Something that they told us already, in this turn or earlier in the thread, in their words."""

    what: Detail
    words: str


@dataclass(frozen=True)
class Turn:
    """What a reader reads: the newest turn and what gives it meaning. `at` is in the store's zone."""

    text: str
    at: datetime
    subject: str = ""
    channel: Channel = Channel.EMAIL
    thread: Thread = ()
    lead: Lead | None = None
    rating: int | None = None
    language: str = ""  # of the thread so far, ISO 639-1
    automatic: bool = False  # the headers say that a machine wrote it (auto reply, bulk)
    surveyed: bool = False  # it answers a satisfaction question of ours
    older_questions: tuple[Question, ...] = ()
    page: str = ""  # form or chat: the address of the page it was written on


@dataclass(frozen=True)
class Inquiry:
    """What is waiting to be answered. `language` is ISO 639-1, "en" where nobody can tell."""

    kind: Kind
    questions: tuple[Question, ...] = ()
    pressure: Pressure = Pressure.NONE
    pressure_reason: str = ""
    language: str = "en"
    vehicles: tuple[VehicleMention, ...] = ()
    times: tuple[When, ...] = ()
    text: str = ""  # the newest turn it was read from
    harm: str = ""  # complaint: what went wrong, in the customer's words
    praise: str = ""  # whom or what they praise, in their words
    requests: tuple[Request, ...] = ()
    offers: tuple[Offer, ...] = ()
    told: tuple[Told, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    tried: tuple[Tried, ...] = ()  # what of it tries to give instructions to a machine
    leave: Leave | None = None
    verdict: Verdict | None = None
