"""What every draft of the composer keeps, shown on sixty gold cases. composer_gold.show() prints them."""

import re
from dataclasses import replace

import pytest
from composer_gold import STORE, Case, cases

from assistant.core.checks import Severity, check
from assistant.core.draft import AnswerState, Author, Proposal
from assistant.core.fact import FactKind
from assistant.core.inquiry import Kind
from assistant.core.message import Channel
from assistant.drafters.composer import Composer
from assistant.drafters.composing.when import by, read
from assistant.prompts import Prompts
from assistant.tools import phrases

COMPOSER = Composer(Prompts())
PHRASES = phrases.load(Prompts())
CASES = [pytest.param(case, id=case.slug) for case in cases()]
NUMBER = re.compile(r"\d[\d,.:]*\d|\d")


def drafted(case: Case) -> Proposal:
    return COMPOSER.draft(case.inquiry, case.context)


def test_there_are_sixty_gold_replies_of_every_kind_that_is_answered():
    assert len(cases()) == 60
    assert {case.inquiry.kind for case in cases()} == set(Kind) - {Kind.NOT_AN_INQUIRY}


@pytest.mark.parametrize("case", CASES)
def test_every_question_is_answered_or_owned_by_a_sentence_of_the_text(case: Case):
    draft = drafted(case)
    assert [answer.question for answer in draft.answers] == list(range(len(case.inquiry.questions)))
    for answer in draft.answers:
        assert answer.state is not AnswerState.OPEN
        assert answer.sentence and answer.sentence in draft.text


@pytest.mark.parametrize("case", CASES)
def test_every_number_stands_in_a_fact_the_inquiry_or_a_due_time(case: Case):
    draft, context = drafted(case), case.context
    held = [fact.text + " " + " ".join(fact.data.values()) for fact in context.facts]
    held += [case.inquiry.text, *(q.text for q in case.inquiry.questions), context.signer.signature]
    held += [by(promise.due, context.now) for promise in draft.promises if promise.due]
    held += [v.text for v in case.inquiry.vehicles] + [f"{d:%-I} {d:%-I:%M} {d.day}" for d in _moments(case)]
    known = set(NUMBER.findall(" ".join(held)))
    assert [number for number in NUMBER.findall(draft.text) if number not in known] == []


def _moments(case: Case):

    texts = (
        fact.data.get(key, "") for fact in case.context.facts for key in ("at", "due", "ready_at", "starts")
    )
    found = [moment.astimezone(case.context.now.tzinfo) for text in texts if (moment := read(text))]
    spans = (STORE.hours.on(case.context.now.date()), None)
    return found + [moment for span in spans if span for moment in span]


@pytest.mark.parametrize("case", CASES)
def test_a_letter_greets_by_first_name_and_ends_with_the_signature(case: Case):
    text, name = drafted(case).text, case.context.recipient.first_name
    if case.context.channel is Channel.CHAT:
        assert case.context.signer.email not in text and "\n" not in text
        return
    greeting = f"Hi {name},\n\n" if name else "Hello,\n\n"
    assert text.startswith(greeting) or (case.inquiry.kind is Kind.THANKS and name in text.splitlines()[0])
    assert text.endswith(case.context.signer.signature)


@pytest.mark.parametrize("case", CASES)
def test_nothing_private_is_cited_to_a_claimed_recipient(case: Case):
    claimed = replace(case.context, recipient=replace(case.context.recipient, verified=False))
    draft = COMPOSER.draft(case.inquiry, claimed)
    private = {fact.id for fact in case.context.facts if fact.private}
    bare = replace(claimed, facts=tuple(fact for fact in claimed.facts if not fact.private))
    assert not private & {citation.fact for citation in draft.citations}
    assert draft.text == COMPOSER.draft(case.inquiry, bare).text


@pytest.mark.parametrize("case", CASES)
def test_citations_and_promises_stand_in_the_text_and_are_dated(case: Case):
    draft = drafted(case)
    ids = {fact.id for fact in case.context.facts}
    assert draft.author is Author.COMPOSER
    assert all(one.sentence in draft.text and one.fact in ids for one in draft.citations)
    assert all(one.sentence in draft.text and one.due for one in draft.promises)
    assert all(one.due > case.context.now for one in draft.promises)


@pytest.mark.parametrize("case", CASES)
def test_an_answer_that_is_found_out_is_promised_inside_opening_hours(case: Case):
    hours = STORE.hours
    for one in drafted(case).promises:
        if "write" in one.sentence:
            assert hours.is_open(one.due) or hours.week == {}


@pytest.mark.parametrize("case", CASES)
def test_a_letter_is_short(case: Case):
    words = len(drafted(case).text.split())
    if case.context.channel is Channel.CHAT:
        assert words <= 60
    else:
        assert words <= 140 + 40 * max(0, len(case.inquiry.questions) - 1)


@pytest.mark.parametrize("case", CASES)
def test_the_same_inquiry_and_facts_give_the_same_text(case: Case):
    assert Composer(Prompts()).draft(case.inquiry, case.context) == drafted(case)


@pytest.mark.parametrize("case", CASES)
def test_no_check_blocks(case: Case):
    found = check(drafted(case), case.inquiry, case.context, PHRASES)
    assert [(f.rule, f.why) for f in found if f.severity is Severity.BLOCK] == []


def test_two_different_cases_never_get_the_same_text():
    texts = [drafted(case).text for case in cases()]
    assert len(set(texts)) == len(texts)


def test_a_car_that_is_sold_is_never_said_to_be_here():
    for case in cases():
        gone = {f.id for f in case.context.of_kind(FactKind.STOCK) if f.data["status"] == "sold"}
        for citation in drafted(case).citations:
            assert citation.fact not in gone or "is here" not in citation.sentence
