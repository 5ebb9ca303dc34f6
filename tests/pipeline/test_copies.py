"""What went to one customer and is written to another about something else is named; nothing else is."""

import pytest
from cast import mail

from assistant.core.roles import Role
from assistant.pipeline import check, erase
from assistant.records import (
    Conversation,
    Draft,
    Fingerprint,
    FingerprintBand,
    Knowledge,
    KnowledgeKind,
    Teammate,
)

CAR = "Is the blue van still for sale? Could I see it this week?"
BILL = "You charged me twice for the inspection. When do I get my money back?"
FORM = (
    "Hi {name},\n\nThank you for writing to us about this. I have read what you wrote and I want to answer it"
    " well, so I will look into it with my colleagues and write to you by noon tomorrow with everything that"
    " I find.\n\n"
    "Sam Okafor"
)


def asks(cast, number, text):
    cast.arrives(mail(text, sender=f"Dana Ruiz <c{number}@mail.example>", subject=f"No {number}"))
    return cast.draft()


def sent(cast, number, text, reply):
    cast.approves(asks(cast, number, text), text=reply, overrule="x")
    cast.works()


def rules(cast, draft, text):
    with cast.services.sessions() as session:
        found = check.of_draft(cast.services, session, session.get_one(Draft, draft.id), text, cast.clock())
    return [finding.rule for finding in found.findings]


def test_the_same_words_about_another_matter_are_named(cast):
    sent(cast, 1, CAR, FORM.format(name="Dana"))
    assert len(cast.all(Fingerprint)) == 1
    assert "not-a-copy" in rules(cast, asks(cast, 2, BILL), FORM.format(name="Dana"))


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (CAR, FORM.format(name="Dana")),  # the same matter
        (BILL, "Hi Dana,\n\nI'm sorry about the second charge. I'll write by noon tomorrow.\n\nSam Okafor"),
    ],
)
def test_the_same_matter_and_other_words_pass(cast, text, reply):
    sent(cast, 1, CAR, FORM.format(name="Dana"))
    assert "not-a-copy" not in rules(cast, asks(cast, 2, text), reply)


def test_to_the_same_customer_it_is_no_copy(cast):
    sent(cast, 1, CAR, FORM.format(name="Dana"))
    assert "not-a-copy" not in rules(cast, asks(cast, 1, BILL), FORM.format(name="Dana"))


def test_a_short_reply_leaves_no_print(cast):
    sent(cast, 1, CAR, "Hi Dana,\n\nYes, it is.\n\nSam Okafor")
    assert cast.all(Fingerprint) == []


def test_the_print_goes_with_the_customer(cast, clock):
    sent(cast, 1, CAR, FORM.format(name="Dana"))
    with cast.services.sessions.begin() as session:
        session.get_one(Teammate, cast.robin.id).role = cast.robin.role = Role.ADMIN
        key = session.query(Fingerprint).one().customer_id
    why = {"reason": "asked", "typed": "Dana Ruiz", "by": cast.robin, "now": clock()}
    erased = erase.erase(cast.services, key, sign_in_id=cast.sign_ins[cast.robin.id], **why)
    assert isinstance(erased, erase.Erased)
    assert cast.all(Fingerprint) == cast.all(FingerprintBand) == []


def test_the_stores_own_snippets_are_nobodys_copy(cast):
    snippet = FORM.split("\n\n")[1]
    sent(cast, 1, CAR, FORM.format(name="Dana"))
    with cast.services.sessions.begin() as session:
        store = session.query(Conversation).first().store_id
        words = {"kind": KnowledgeKind.KNOWLEDGE, "title": "Charged twice", "text": snippet}
        session.add(Knowledge(store_id=store, topics=["paperwork"], confirmed_at=cast.clock(), **words))
    assert "not-a-copy" not in rules(cast, asks(cast, 2, BILL), FORM.format(name="Dana"))
