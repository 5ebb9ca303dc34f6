"""What a person does with drafts short of approving: discard, choose, sign, vouch, ask for another."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.states import DraftState
from assistant.pipeline import check, first, handed, news, writing
from assistant.pipeline.services import Services
from assistant.records import Deed, Draft, Handoff, Session, Teammate, Vouch, held
from assistant.records.values import all_as_json


def discard(services: Services, draft_id: int, *, by: Teammate, why: str, now: datetime) -> None:
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        draft.discard(why.strip())
        _did(services, session, by, draft, Did.DISCARDED, now)


def lead(services: Services, draft_id: int, *, by: Teammate, now: datetime) -> None:
    """A discarded draft, or one that stood beside, leads; the one that led stands beside."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        for other in draft.conversation.drafts:
            if other.state is DraftState.APPROVED:
                return  # on its way: nothing changes beside it
            if other is not draft and other.state is DraftState.AWAITING_REVIEW:
                other.step_back()
        if draft.state is not DraftState.AWAITING_REVIEW:
            draft.lead()
        _did(services, session, by, draft, Did.CHOSE, now)


def sign_as(services: Services, draft_id: int, *, by: Teammate, now: datetime) -> None:
    """The approver signs: their signature takes the place of the other's."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        if draft.state is not DraftState.AWAITING_REVIEW or draft.signer_id == by.id:
            return
        old, new = draft.signer.as_signer(), by.as_signer()
        signer = session.get_one(Teammate, by.id)
        draft.resign(signer, _signed_anew(draft.text, old.signature, new.signature), now)
        check.keep(draft, check.of_draft(services, session, draft, draft.text, now))
        _did(services, session, by, draft, Did.SIGNED, now)


def vouch(services: Services, draft_id: int, statement: str, *, by: Teammate, now: datetime) -> None:
    """*I know this*: the statement becomes a fact of this conversation, with name and time."""
    statement = " ".join(statement.split())[:1000]
    if not statement:
        raise ValueError("Say what it is that you know.")
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        session.add(Vouch(conversation_id=draft.conversation_id, teammate_id=by.id, text=statement, at=now))
        _did(services, session, by, draft, Did.VOUCHED, now)


def answered(services: Services, draft_id: int, question: int, *, by: Teammate, now: datetime) -> None:
    """A question chip marked as answered by hand; once more takes it back."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        marked = set(draft.answered_by_hand) ^ {question}
        draft.answered_by_hand = sorted(marked)
        check.keep(draft, check.of_draft(services, session, draft, draft.text, now))
        _did(services, session, by, draft, Did.MARKED, now)


def redraft(services: Services, draft_id: int, *, by: Teammate, now: datetime) -> bool:
    """The composer once more, from what is known now; the old one is kept beside it.

    False where nothing was written: there is nothing new to be said, or the draft is on its way.
    """
    with services.sessions() as session:
        old = session.get_one(Draft, draft_id)
        asked = None
        handed_over = session.scalars(Handoff.told_by(draft_id)).first()
        if old.message is not None and not old.unasked and handed_over is None:
            asked = writing.ask(session, old.message, old.conversation.owner, now)
    written = writing.write(services, services.composer, asked) if asked else None
    with services.sessions.begin() as session:
        old = held.draft(session, draft_id)
        if old.state is not DraftState.AWAITING_REVIEW:
            return False
        made = None
        if asked and written and old.message is not None:
            made = writing.store(session, old.message, asked, written, now)
            made.facts = all_as_json(asked.context.facts)
            old.step_back()
            made.lead()
        else:
            made = _letter_again(services, session, old, now)
        if made is not None:
            _did(services, session, by, made, Did.REDRAFTED, now)
        return made is not None


def _letter_again(services: Services, session: Session, old: Draft, now: datetime) -> Draft | None:
    """What nobody asked for, once more: of a promise, of who takes over, of a reason to write first."""
    old.step_back()
    for again in (news.again, handed.again, first.again):
        made = again(services, session, old, now)
        if made is not None:
            return made
    old.lead()
    return None


def _signed_anew(text: str, old: str, new: str) -> str:
    if old in text:
        return text.replace(old, new)
    return text  # the old one was changed by hand: the checks will ask for a signature


def _did(services: Services, session: Session, by: Teammate, draft: Draft, what: Did, now: datetime) -> None:
    conversation = draft.conversation
    session.add(Deed.within(conversation, by.id, what, now, draft=draft.id))
    services.tell_about(session, conversation)
