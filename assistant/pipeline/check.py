"""Check: all rules over a text, with what only the records know (who else is on record) looked up first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.core.checks import found_in
from assistant.core.checks.finding import Finding
from assistant.core.checks.reading import Reading
from assistant.core.context import Context
from assistant.core.draft import Answer, AnswerState, Author, Citation, Proposal, ProposedPromise
from assistant.core.grounding import citations
from assistant.core.inquiry import Inquiry
from assistant.core.mentions import identifiers
from assistant.core.promise import promises_in
from assistant.core.reply import taken_apart
from assistant.pipeline import consents, copies, recall, verdicts, welcome
from assistant.pipeline.services import Services
from assistant.records import Draft, Session
from assistant.records.foreign import on_record_of_others
from assistant.records.values import all_as_json, all_from_json, from_json


@dataclass(frozen=True)
class Reviewed:
    """What is known of a text: what is wrong with it, what it answers, rests on and promises."""

    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]
    citations: tuple[Citation, ...]
    promises: tuple[ProposedPromise, ...]


def reviewed(
    services: Services,
    proposal: Proposal,
    inquiry: Inquiry,
    context: Context,
    *,
    by_hand: Iterable[int] = (),
) -> Reviewed:
    """The whole review of a text. What a drafter claims of its own text is looked at again.

    `by_hand` are questions that a person marked as answered. What the text needs looked up is in the
    context before (`looked_up`).
    """
    marked = frozenset(by_hand)
    reading = Reading(proposal, inquiry, context, services.phrases, marked)
    if proposal.author is Author.PERSON:
        found = reading.answers
        cited = citations(proposal.text, context)
        promised = _promises(proposal.text, context)
    else:
        found, cited = proposal.answers, proposal.citations
        promised = proposal.promises
    found = tuple(replace(a, state=AnswerState.ANSWERED) if a.question in marked else a for a in found)
    whole = replace(proposal, answers=found, citations=cited, promises=promised)
    return Reviewed(found_in(reading.claimed(whole)), found, cited, promised)


def looked_up(
    services: Services,
    session: Session,
    context: Context,
    inquiry: Inquiry,
    text: str,
    *,
    store_id: int,
    customer_id: int,
) -> Context:
    """The context with what the rules cannot look up themselves: whose the names and numbers of this text

    are, who got nearly the same words, in which language it is, and what the store knows of what it says.
    """
    reply = taken_apart(text, context.signer.name)
    body = " ".join(sentence.text for sentence in reply.body)
    held = {fact.id for fact in context.facts}
    found = recall.besides(session, store_id, inquiry, body, context.now)
    return replace(
        context,
        facts=(*context.facts, *(fact for fact in found if fact.id not in held)),
        foreign=on_record_of_others(session, store_id, customer_id, identifiers(text)),
        written_in=services.language_of(body, inquiry.language),
        early_survey=verdicts.too_early(session, context, text, customer_id),
        copies=copies.like(session, context, text, inquiry, store_id=store_id, customer_id=customer_id),
    )


def _promises(text: str, context: Context) -> tuple[ProposedPromise, ...]:
    return promises_in(text, signer=context.signer, now=context.now, hours=context.store.hours)


def of_draft(
    services: Services,
    session: Session,
    draft: Draft,
    text: str,
    now: datetime,
    newest_seen_id: int | None = None,
) -> Reviewed:
    """The review of a text for this draft, with the facts of this moment; stores nothing."""
    conversation = draft.conversation
    inquiry = from_json(Inquiry, draft.inquiry)
    context = recall.context(
        session, conversation, inquiry, signer=draft.signer, now=now, before=draft.message
    )
    context = looked_up(
        services,
        session,
        _unasked(session, draft, context, now) if draft.commercial else context,
        inquiry,
        text,
        store_id=conversation.store_id,
        customer_id=conversation.customer_id,
    )
    context = replace(context, unwelcome=welcome.unwelcome(session, draft, now))
    newest = conversation.newest_inbound
    if newest_seen_id is not None and newest is not None:
        context = replace(context, newest_seen=newest_seen_id >= newest.id)
    typed = draft.touched or text != draft.text
    proposal = Proposal(text=text, author=Author.PERSON) if typed else _as_drafted(draft)
    return reviewed(services, proposal, inquiry, context, by_hand=draft.answered_by_hand)


def _unasked(session: Session, draft: Draft, context: Context, now: datetime) -> Context:
    """What a letter that nobody asked for needs: grounds, an address, a way out below it."""
    customer, store = draft.conversation.customer, draft.conversation.store
    lacks = "" if draft.footer else consents.NO_WAY_OUT
    return replace(
        context,
        purpose=consents.purpose_of(draft.conversation, draft),
        standing=consents.standing(session, customer, now, consents.WAY_OF[draft.conversation.channel]),
        lacks=lacks if store.address.strip() else consents.NO_ADDRESS,
        matter_closed=True,  # whoever has it written asks that first
    )


def keep(draft: Draft, found: Reviewed) -> None:
    """Store a review on its draft."""
    draft.answers = all_as_json(found.answers)
    draft.citations = all_as_json(found.citations)
    draft.promises = all_as_json(found.promises)
    draft.findings = all_as_json(found.findings)


def _as_drafted(draft: Draft) -> Proposal:
    return Proposal(
        text=draft.text,
        author=draft.author,
        answers=all_from_json(Answer, draft.answers),
        citations=all_from_json(Citation, draft.citations),
        promises=all_from_json(ProposedPromise, draft.promises),
    )
