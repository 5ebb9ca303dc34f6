"""Tom writes, Dana answers: words with which a rule's table builds its case."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from assistant.core.checks import check
from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.draft import Author, Proposal
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.thread import Line
from assistant.prompts import Prompts
from assistant.tools.phrases import load

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a Tuesday
HOURS = BusinessHours(
    ZONE, {day: (time(9), time(18)) for day in range(6)}, {date(2026, 11, 26): "Thanksgiving"}
)
DANA = Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example")
STORE = Store("Northgate Motors", HOURS, "2400 Mill Road, Fort Hale", "555-0100", ("northgate.example",))
TOM = Recipient("Tom Becker", "tom@mail.example", verified=True, first_name="Tom")
CLAIMED = Recipient("Tom Becker", "tom@mail.example", verified=False, first_name="Tom")
PHRASES = load(Prompts())
SIGNED = f"\n\nWarmly,\n{DANA.signature}"


def fact(kind, text, **data):
    return Fact(f"{kind}:{len(text)}", FactKind(kind), text, "record", None, data)


STOCK = (
    fact(
        "stock",
        "2022 Subaru Outback Touring, green, 28,410 miles, $31,450, stock P1234, is here.",
        stock="P1234",
        year="2022",
        make="Subaru",
        model="Outback",
        mileage="28,410",
        price="$31,450",
        status="here",
    ),
    fact(
        "stock",
        "2020 Toyota RAV4 XLE, stock P1190, is sold.",
        stock="P1190",
        make="Toyota",
        model="RAV4",
        status="sold",
    ),
)
SLOTS = (
    fact(
        "slot",
        "Sales is free Friday at 4:15 pm.",
        starts="2026-11-27T16:15:00-05:00",
        ends="2026-11-27T17:00:00-05:00",
    ),
    fact(
        "slot",
        "Sales is free Saturday at 10 am.",
        starts="2026-11-28T10:00:00-05:00",
        ends="2026-11-28T10:45:00-05:00",
    ),
)
FACTS = (
    *STOCK,
    *SLOTS,
    fact("teammate", "Luis Ortega, Service adviser, 555-0151.", name="Luis Ortega"),
    fact("knowledge", "An appraisal takes about 20 minutes and costs nothing."),
    fact("policy", "Every used car has a 90-day powertrain warranty."),
)
CONTEXT = Context(NOW, STORE, DANA, TOM, facts=FACTS)
ASKED = Inquiry(Kind.QUESTION, text="Hi, is the 2022 Outback Touring still there?")
COMPLAINED = Inquiry(
    Kind.COMPLAINT, text="Nobody called me about the recall.", harm="nobody called me about the recall"
)


def letter(body, *, hello="Hi Tom,"):
    return f"{hello}\n\n{body}{SIGNED}"


def findings(text, rule, *, inquiry=ASKED, context=CONTEXT, author=Author.COMPOSER, **changed):
    """What one rule says of a text; `changed` are fields of the context."""
    found = check(Proposal(text, author), inquiry, replace(context, **changed), PHRASES)
    return [finding for finding in found if finding.rule == rule]


def blocks(text, rule, **given):
    return any(finding.severity == "block" for finding in findings(text, rule, **given))


def asks(topic, words, *, kind=Kind.QUESTION):
    return Inquiry(kind, (Question(words, Topic(topic)),), text=words)


def ours(text):
    return (Line("Dana Ruiz", False, text, NOW),)
