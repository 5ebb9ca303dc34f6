"""Rules that protect others, and the store's money: no reason lifts them."""

import pytest

from assistant.core.checks import RULE_NAMES
from assistant.pipeline.review import NEVER_OVERRULED, Approved, Stopped
from assistant.records import (
    Approval,
    Customer,
    Draft,
    IdentityKind,
    Knowledge,
    KnowledgeKind,
    StockState,
    Vehicle,
)

VIN, PLATE = "4S4BTGND8N3123456", "7KL-204"
SIGNED = "\n\nSam Whitfield · Sales · 555-0142"


@pytest.fixture
def marla(cast):
    """Another customer with a car, and an option of $150 for goodwill."""
    with cast.services.sessions.begin() as session:
        marla = Customer(store_id=cast.store_id, name="Marla Quent", since=cast.clock())
        session.add(marla)
        marla.proves(IdentityKind.EMAIL, "marla@mail.example", "import", cast.clock())
        marla.proves(IdentityKind.PHONE, "+12065557788", "import", cast.clock())
        session.flush()
        session.add_all(
            [
                Vehicle(
                    store_id=cast.store_id, customer_id=marla.id, state=StockState.OWNED, make="Subaru",
                    model="Outback", year=2022, vin=VIN, plate=PLATE, seen_at=cast.clock(),
                ),
                Knowledge(
                    store_id=cast.store_id, kind=KnowledgeKind.OPTION, title="Goodwill credit",
                    text="I can credit you something as goodwill.", topics=["goodwill", "credit"],
                    limit_cents=15_000, confirmed_at=cast.clock(),
                ),
            ]
        )  # fmt: skip


def refused(cast, text, rule, **given):
    """Pressed with a reason: stopped by this rule, and nothing is approved."""
    ended = cast.approves(text=f"{text}{SIGNED}" if text else None, overrule="x", **given)
    assert isinstance(ended, Stopped), ended
    assert rule in {finding.rule for finding in ended.findings}
    assert not cast.all(Approval)
    return ended


@pytest.mark.parametrize(
    "named",
    [
        "Marla Quent",
        VIN,
        VIN.lower(),
        PLATE,
        "7KL204",
        "(206) 555-7788",
        "206-555-7788",
        "marla@mail.example",
    ],
)
def test_no_reason_sends_what_is_on_record_as_anothers(cast, marla, named):
    cast.writes("Hi, is the Outback still there?")
    for by in (cast.sam, cast.robin):
        refused(cast, f"Hi Dana,\n\nI will ask about {named} by 4 pm today.", "right-person", by=by)


def test_no_reason_sends_another_persons_greeting(cast):
    cast.writes("Hi, is the Outback still there?")
    refused(cast, "Hi Bob,\n\nI will find out by 4 pm today.", "right-person")


def test_no_reason_sends_a_record_to_somebody_who_only_claims_to_be_the_customer(cast):
    cast.writes("Is my car ready?", sender="Dana Ruiz <thief@evil.example>")
    refused(cast, "Hi Dana,\n\nGet well soon after your surgery.", "private")


def test_no_reason_of_a_member_gives_more_than_the_option(cast, marla):
    cast.writes("Could you give me some goodwill credit, money off the price?")
    ended = refused(cast, "Hi Dana,\n\nI will credit $500 to you.", "limits")
    assert "manager" in ended.why


def test_a_manager_gives_more_with_a_reason_and_it_is_kept(cast, marla):
    cast.writes("Could you give me some goodwill credit, money off the price?")
    text = f"Hi Dana,\n\nI will credit $500 to you.{SIGNED}"
    assert isinstance(cast.approves(text=text, by=cast.robin), Stopped)
    assert isinstance(cast.approves(text=text, by=cast.robin, overrule="a hard week"), Approved)
    assert cast.all(Approval)[0].overruled[0]["rule"] == "limits"


def test_within_the_option_a_member_gives_it_alone(cast, marla):
    cast.writes("Could you give me some goodwill credit, money off the price?")
    text = f"Hi Dana,\n\nI will credit $150 to you today by 4 pm.{SIGNED}"
    assert isinstance(cast.approves(text=text), Approved)


def test_a_plate_that_this_customer_wrote_may_be_typed_back_with_a_warning(cast, marla):
    cast.writes(f"Hi, is the car with the plate {PLATE} for sale?")
    text = f"Hi Dana,\n\nI will find out about {PLATE} by 4 pm today.{SIGNED}"
    assert isinstance(cast.approves(text=text), Approved)
    told = {(f["rule"], f["severity"]) for draft in cast.all(Draft) for f in draft.findings}
    assert ("right-person", "warn") in told


def test_every_rule_that_nothing_lifts_is_one_of_the_checks():
    assert set(RULE_NAMES) >= NEVER_OVERRULED
