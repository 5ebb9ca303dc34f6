"""What a token budget keeps, and in which order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.budget import packed
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Question, Topic, VehicleMention
from assistant.core.worth import worth, worth_for

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def words(text: str) -> int:
    return len(text.split())


def fact(number: int, *, text: str = "one two three four five", kind: FactKind = FactKind.NOTE) -> Fact:
    return Fact(f"{kind}:{number}", kind, text, "notes")


def test_the_worthiest_facts_are_kept_first():
    facts = [fact(n) for n in range(10)]
    kept = packed(facts, limit=24, count=words, worth=lambda f: int(f.id.split(":")[1])).kept
    assert [f.id for f in kept] == ["note:9", "note:8", "note:7"]


def test_equal_worth_keeps_the_given_order():
    facts = [fact(n) for n in (3, 1, 2)]
    assert packed(facts, limit=1000, count=words, worth=lambda _: 1).kept == tuple(facts)


def test_what_has_no_room_is_named_in_the_given_order():
    facts = [fact(n) for n in range(4)]
    assert packed(facts, limit=8, count=words, worth=lambda f: 0).left_out == ("note:1", "note:2", "note:3")


def test_a_giant_fact_does_not_keep_the_small_ones_out():
    facts = [fact(0, text="word " * 100_000), fact(1)]
    assert [f.id for f in packed(facts, limit=50, count=words, worth=lambda f: 0).kept] == ["note:1"]


def test_an_impossible_fact_is_never_tokenised():
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return words(text)

    packed([fact(0, text="x" * 1_000_000)], limit=100, count=count, worth=lambda f: 0)
    assert counted == []


def test_ten_thousand_facts_cost_only_as_many_counts_as_fit():
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return words(text)

    result = packed([fact(n) for n in range(10_000)], limit=800, count=count, worth=lambda f: 0)
    assert len(result.kept) == 100
    assert len(counted) <= 150


@given(st.lists(st.integers(1, 40), max_size=60), st.integers(0, 300))
def test_the_limit_holds_and_every_fact_is_kept_or_named(sizes: list[int], limit: int):
    facts = [fact(n, text="w " * size) for n, size in enumerate(sizes)]
    result = packed(facts, limit=limit, count=words, worth=lambda f: len(f.text))
    assert result.tokens <= limit
    assert {f.id for f in result.kept} | set(result.left_out) == {f.id for f in facts}
    assert len(result.kept) + len(result.left_out) == len(facts)


def test_the_car_they_ask_for_is_worth_more_than_another():
    inquiry = Inquiry(Kind.LEAD, vehicles=(VehicleMention("the RAV4", model="RAV4"),))
    asked = Fact("stock:1", FactKind.STOCK, "A RAV4.", "stock", data={"model": "Rav4"})
    other = Fact("stock:2", FactKind.STOCK, "A Tacoma.", "stock", data={"model": "Tacoma"})
    assert worth(asked, inquiry, NOW) > worth(other, inquiry, NOW)


def test_the_stock_number_beats_the_model():
    inquiry = Inquiry(Kind.LEAD, vehicles=(VehicleMention("P12", model="RAV4", stock="P12"),))
    value = worth_for(inquiry, NOW)
    exact = Fact("stock:P12", FactKind.STOCK, "", "stock", data={"stock": "P12"})
    same_model = Fact("stock:P13", FactKind.STOCK, "", "stock", data={"stock": "P13", "model": "RAV4"})
    assert value(exact) > value(same_model)


def test_an_open_repair_is_worth_more_than_a_finished_one():
    inquiry = Inquiry(Kind.STATUS, (Question("Is my car ready?", Topic.REPAIR_STATUS),))
    value = worth_for(inquiry, NOW)
    waiting = Fact("repair:1", FactKind.REPAIR, "", "ro", NOW, {"status": "waiting for parts"})
    done = Fact("repair:2", FactKind.REPAIR, "", "ro", NOW, {"status": "done"})
    assert value(waiting) > value(done)


def test_a_late_promise_comes_before_everything():
    inquiry = Inquiry(Kind.QUESTION, (Question("When do you open?", Topic.HOURS),))
    value = worth_for(inquiry, NOW)
    late = Fact("promise:1", FactKind.PROMISE, "", "promises", data={"late": "yes"})
    rest = [Fact(f"{kind}:1", kind, "", "") for kind in FactKind if kind is not FactKind.PROMISE]
    assert all(value(late) > value(other) for other in rest)


def test_of_two_calls_the_newer_is_worth_more():
    value = worth_for(Inquiry(Kind.QUESTION), NOW)
    new = Fact("call:1", FactKind.CALL, "", "calls", NOW - timedelta(days=2))
    old = Fact("call:2", FactKind.CALL, "", "calls", NOW - timedelta(days=900))
    assert value(new) > value(old)


def test_the_next_free_time_is_worth_more_than_one_in_weeks_and_a_past_one_least():
    value = worth_for(Inquiry(Kind.LEAD), NOW)
    days = (1, 20, -1)
    slots = [
        Fact(f"slot:{d}", FactKind.SLOT, "", "", data={"starts": (NOW + timedelta(days=d)).isoformat()})
        for d in days
    ]
    assert value(slots[0]) > value(slots[1]) > value(slots[2])


def test_knowledge_about_what_they_ask_is_worth_more():
    inquiry = Inquiry(Kind.QUESTION, (Question("Does the roof rack fit my Corolla?", Topic.PARTS),))
    about = Fact("knowledge:1", FactKind.KNOWLEDGE, "The roof rack fits every Corolla since 2014.", "")
    other = Fact("knowledge:2", FactKind.KNOWLEDGE, "The shuttle leaves every half hour.", "")
    assert worth(about, inquiry, NOW) > worth(other, inquiry, NOW)


def test_every_topic_and_kind_of_fact_has_a_worth():
    for topic in Topic:
        value = worth_for(Inquiry(Kind.QUESTION, (Question("?", topic),)), NOW)
        assert all(value(Fact("x", kind, "", "")) > 0 for kind in FactKind if kind is not FactKind.STOCK)
