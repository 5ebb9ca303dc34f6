"""What the store knows is recalled by its words, with its age; what nobody confirms says so."""

from datetime import timedelta

import pytest

from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.roles import Role
from assistant.pipeline import knowing, known
from assistant.pipeline.knowing import Snippet
from assistant.records import Deed, Knowledge, KnowledgeKind, Store, search

DEPOSIT = Snippet(
    KnowledgeKind.POLICY, "Deposit", "A $500 deposit holds a car for seven days.", ("deposit", "hold")
)
ASKED = Inquiry(
    Kind.QUESTION, (Question("Do you take deposits to hold a car?", Topic.OTHER),),
    text="Do you take deposits to hold a car?",
)  # fmt: skip


@pytest.fixture
def deposit(cast):
    return knowing.add(cast.services, cast.store_id, DEPOSIT, by=cast.robin, now=cast.clock())


def recalled(cast, inquiry=ASKED, store=None):
    with cast.services.sessions() as session:
        row = session.get_one(Store, store or cast.store_id)
        return known.facts(session, row, inquiry, cast.clock())


def test_a_policy_is_found_by_another_form_of_its_word(cast, deposit):
    (fact,) = recalled(cast)
    assert (fact.id, fact.source, fact.at) == (f"policy:{deposit}", "Policy: Deposit", cast.clock())


@pytest.mark.parametrize("word", ["Financiación", "sécurité", "冬タイヤ"])
def test_words_with_accents_and_without_blanks_are_found(cast, word):
    given = Snippet(KnowledgeKind.KNOWLEDGE, f"Sobre {word}", "Text.")
    key = knowing.add(cast.services, cast.store_id, given, by=cast.robin, now=cast.clock())
    with cast.services.sessions() as session:
        assert list(session.scalars(search.known(session, [cast.store_id], word))) == [key]


def test_what_shares_no_word_is_no_fact(cast, deposit):
    other = Inquiry(Kind.QUESTION, (Question("Any word on my brakes?"),), text="Any word on my brakes?")
    assert recalled(cast, other) == []


def test_what_was_changed_is_found_by_its_new_words_only(cast, deposit):
    new = Snippet(KnowledgeKind.POLICY, "Trial", "Try it for a weekend.", ("weekend",))
    knowing.change(cast.services, deposit, new, by=cast.robin, now=cast.clock())
    assert recalled(cast) == []
    weekend = Inquiry(Kind.QUESTION, (Question("Over the weekend?"),), text="Over the weekend?")
    assert [fact.text for fact in recalled(cast, weekend)] == ["Try it for a weekend."]
    knowing.delete(cast.services, deposit, by=cast.robin, now=cast.clock())
    assert recalled(cast, weekend) == []


def test_another_store_knows_nothing_of_it(cast, deposit):
    with cast.services.sessions.begin() as session:
        lake = Store(slug="lake", name="Lake", zone="America/Chicago", week={})
        session.add(lake)
        session.flush()
        key = lake.id
    assert recalled(cast, store=key) == []


def test_what_nobody_confirmed_says_so_until_somebody_does(cast, deposit, clock):
    clock.forward(hours=24 * 181)
    (fact,) = recalled(cast)
    assert "still true?" in fact.source and clock() - fact.at > timedelta(days=180)
    knowing.confirm(cast.services, deposit, by=cast.robin, now=clock())
    assert recalled(cast)[0].source == "Policy: Deposit"


def test_a_store_says_how_long_something_counts_as_confirmed(cast, deposit, clock):
    knowing.confirm_within(cast.services, cast.store_id, 10, by=cast.robin, now=clock())
    clock.forward(hours=24 * 11)
    assert "still true?" in recalled(cast)[0].source
    with pytest.raises(ValueError, match="whole days"):
        knowing.confirm_within(cast.services, cast.store_id, 0, by=cast.robin, now=clock())


def test_its_owner_confirms_it_and_another_member_does_not(cast, deposit):
    with pytest.raises(ValueError, match="Only its owner"):
        knowing.confirm(cast.services, deposit, by=cast.sam, now=cast.clock())
    mine = Snippet(DEPOSIT.kind, DEPOSIT.title, DEPOSIT.text, owner_id=cast.sam.id)
    knowing.change(cast.services, deposit, mine, by=cast.robin, now=cast.clock())
    knowing.confirm(cast.services, deposit, by=cast.sam, now=cast.clock())
    assert cast.sam.role is Role.MEMBER


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": " "}, "needs a title"),
        ({"title": "Deposit"}, "already"),
        ({"limit_cents": 100}, "for an option only"),
        ({"owner_id": 999}, "of this store"),
    ],
)
def test_what_cannot_be_known_is_said(cast, deposit, change, why):
    given = Snippet(**{"kind": KnowledgeKind.POLICY, "title": "New", "text": "Text.", **change})
    with pytest.raises(ValueError, match=why):
        knowing.add(cast.services, cast.store_id, given, by=cast.robin, now=cast.clock())
    assert len(cast.all(Knowledge)) == 1


def test_the_audit_log_tells_of_each_change(cast, deposit):
    knowing.confirm(cast.services, deposit, by=cast.robin, now=cast.clock())
    knowing.delete(cast.services, deposit, by=cast.robin, now=cast.clock())
    found = [(d.what.split()[0], d.about) for d in cast.all(Deed) if "knowledge" in d.what]
    assert found == [(what, {"policy": "Deposit"}) for what in ("added", "confirmed", "deleted")]
