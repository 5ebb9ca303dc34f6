"""Whatever the facts are: the composer states only them, answers for every question, and blocks nowhere."""

from dataclasses import replace
from datetime import datetime, timedelta

from composer_gold import SIGNERS, STORE, ZONE
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.checks import Severity, check
from assistant.core.context import Context, Recipient
from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Pressure, Question, Topic, VehicleMention
from assistant.core.message import Channel
from assistant.drafters.composer import Composer
from assistant.prompts import Prompts
from assistant.tools import phrases

COMPOSER, PHRASES = Composer(Prompts()), phrases.load(Prompts())
ASKED = {
    Topic.AVAILABILITY: "Is the Outback still there?",
    Topic.PRICE: "What does the Outback cost?",
    Topic.TRADE_IN: "What would my Forester bring?",
    Topic.FINANCE: "Can I finance it?",
    Topic.APPOINTMENT: "Could I come by this week?",
    Topic.CHANGE: "Can I move my appointment?",
    Topic.HOURS: "When are you open?",
    Topic.LOCATION: "Where are you?",
    Topic.REPAIR_STATUS: "Is my car done?",
    Topic.PARTS: "Does the rack fit my 2017?",
    Topic.SERVICE_PRICE: "What does a brake job cost?",
    Topic.FEATURE: "Does it have CarPlay?",
    Topic.RECALL: "Is there a recall on my car?",
    Topic.PAPERWORK: "Where are my plates?",
    Topic.HISTORY: "When did I last change the oil?",
    Topic.CALL_BACK: "Please call me at 555-0177.",
    Topic.OTHER: "Do you have a waiting room?",
}
NOW = datetime(2026, 11, 16, 0, 0, tzinfo=ZONE)
moments = st.integers(0, 7 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@st.composite
def stock(draw: st.DrawFn) -> Fact:
    number = f"P{draw(st.integers(1000, 9999))}"
    data = {
        "stock": number,
        "year": str(draw(st.integers(2012, 2027))),
        "make": "Subaru",
        "model": draw(st.sampled_from(["Outback", "Forester", "Crosstrek"])),
        "trim": draw(st.sampled_from(["", "Premium", "Limited"])),
        "color": draw(st.sampled_from(["", "blue", "green"])),
        "mileage": draw(st.sampled_from(["", "12,400", "88,010"])),
        "price": draw(st.sampled_from(["", "$19,990", "$33,450"])),
        "status": draw(st.sampled_from(["here", "held", "sold", "coming"])),
        "features": draw(st.sampled_from(["", "heated seats, sunroof"])),
    }
    return Fact(f"stock:{number}", FactKind.STOCK, " ".join(data.values()), "Stock list", NOW, data)


@st.composite
def slot(draw: st.DrawFn) -> Fact:
    hour = draw(st.integers(9, 16))
    starts = (NOW + timedelta(days=draw(st.integers(0, 5)))).replace(hour=hour, minute=30)
    department = draw(st.sampled_from(["sales", "service"]))
    data = {"starts": starts.isoformat(), "ends": starts.isoformat(), "department": department}
    text = f"{department} is free {starts:%A} at {starts.hour % 12 or 12}:30 {'am' if hour < 12 else 'pm'}."
    return Fact(f"slot:{starts:%d%H}{department}", FactKind.SLOT, text, "Appointment book", NOW, data)


@st.composite
def repair(draw: st.DrawFn) -> Fact:
    status = draw(st.sampled_from(["open", "ready", "waiting for parts", "done"]))
    ready = draw(st.one_of(st.just(""), moments.map(datetime.isoformat)))
    data = {"vehicle": "2017 Subaru Forester", "work": "clutch", "status": status, "ready_at": ready}
    data |= {"at": (NOW - timedelta(days=9)).isoformat(), "part": draw(st.sampled_from(["", "clutch kit"]))}
    return Fact("repair:1", FactKind.REPAIR, "Clutch on the 2017 Subaru Forester.", "Repair", NOW, data)


@st.composite
def matters(draw: st.DrawFn) -> tuple[Inquiry, Context]:
    topics = draw(st.lists(st.sampled_from(list(ASKED)), max_size=3, unique=True))
    words = " ".join(ASKED[topic] for topic in topics)
    inquiry = Inquiry(
        kind=draw(st.sampled_from([kind for kind in Kind if kind is not Kind.NOT_AN_INQUIRY])),
        questions=tuple(Question(ASKED[topic], topic) for topic in topics),
        pressure=draw(st.sampled_from(list(Pressure))),
        vehicles=draw(st.sampled_from([(), (VehicleMention("Outback", make="Subaru", model="Outback"),)])),
        text=words or "Hello",
        harm=draw(st.sampled_from(["", "my car is still broken", "nobody called me"])),
    )
    facts = draw(st.lists(stock(), max_size=4)) + draw(st.lists(slot(), max_size=4))
    facts += draw(st.lists(repair(), max_size=1))
    context = Context(
        now=draw(moments),
        store=STORE,
        signer=SIGNERS[draw(st.sampled_from(sorted(SIGNERS)))],
        recipient=Recipient("Tom Becker", "tom@mail.example", draw(st.booleans()), "Tom"),
        channel=draw(st.sampled_from([Channel.EMAIL, Channel.CHAT])),
        facts=tuple({fact.id: fact for fact in facts}.values()),
    )
    return inquiry, context


@settings(max_examples=150, deadline=None)
@given(matters())
def test_every_question_is_spoken_for_and_every_promise_is_ahead_and_open(matter):
    inquiry, context = matter
    draft = COMPOSER.draft(inquiry, context)
    assert all(answer.state is not AnswerState.OPEN for answer in draft.answers)
    assert all(answer.sentence in draft.text for answer in draft.answers)
    assert all(one.due and one.due > context.now for one in draft.promises)
    assert "  " not in draft.text and "None" not in draft.text and " ." not in draft.text


def test_a_day_without_a_time_is_said_without_one():
    data = {"vehicle": "2017 Subaru Forester", "work": "clutch", "status": "open"}
    data["ready_at"] = (NOW + timedelta(days=2)).replace(hour=0, minute=0, second=0).isoformat()
    fact = Fact("repair:1", FactKind.REPAIR, "Clutch on the 2017 Subaru Forester.", "Repair", NOW, data)
    asked = Question("When will my Forester be ready?", "repair-status")
    inquiry = Inquiry(kind=Kind.QUESTION, questions=(asked,), text=asked.text)
    tom = Recipient("Tom Becker", "tom@mail.example", verified=True, first_name="Tom")
    context = Context(
        now=NOW,
        store=STORE,
        signer=next(iter(SIGNERS.values())),
        recipient=tom,
        channel=Channel.EMAIL,
        facts=(fact,),
    )
    draft = COMPOSER.draft(inquiry, context)
    assert "12 am" not in draft.text and f"{NOW + timedelta(days=2):%A}" in draft.text
    blocked = [f for f in check(draft, inquiry, context, PHRASES) if f.severity is Severity.BLOCK]
    assert not blocked


@settings(max_examples=150, deadline=None)
@given(matters())
def test_no_check_blocks_whatever_the_facts(matter):
    inquiry, context = matter
    draft = COMPOSER.draft(inquiry, context)
    found = check(draft, inquiry, context, PHRASES)
    assert [(f.rule, f.why, draft.text) for f in found if f.severity is Severity.BLOCK] == []


@settings(max_examples=80, deadline=None)
@given(matters())
def test_a_claimed_recipient_gets_the_same_text_with_and_without_private_facts(matter):
    inquiry, context = matter
    claimed = Context(
        context.now, context.store, context.signer, Recipient("Tom"), context.channel, context.facts
    )
    bare = tuple(fact for fact in context.facts if not fact.private)
    without = replace(claimed, facts=bare)
    assert COMPOSER.draft(inquiry, claimed) == COMPOSER.draft(inquiry, without)


@settings(max_examples=80, deadline=None)
@given(matters(), st.sampled_from(["Ana", "Bo"]))
def test_another_name_never_gets_the_same_letter(matter, name):
    inquiry, context = matter
    if context.channel is Channel.EMAIL:
        other = Context(
            context.now, context.store, context.signer, Recipient(name, first_name=name), facts=context.facts
        )
        assert COMPOSER.draft(inquiry, other).text != COMPOSER.draft(inquiry, context).text
