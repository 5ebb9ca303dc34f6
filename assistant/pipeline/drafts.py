"""What a person does with drafts short of approving: discard, choose, sign, vouch."""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.states import DraftState
from assistant.pipeline import check
from assistant.pipeline.services import Services
from assistant.records import Deed, Draft, Session, Teammate, Vouch, held


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


def _signed_anew(text: str, old: str, new: str) -> str:
    if old in text:
        return text.replace(old, new)
    return text  # the old one was changed by hand: the checks will ask for a signature


def _did(services: Services, session: Session, by: Teammate, draft: Draft, what: Did, now: datetime) -> None:
    conversation = draft.conversation
    session.add(Deed.within(conversation, by.id, what, now, draft=draft.id))
    services.tell_about(session, conversation)
