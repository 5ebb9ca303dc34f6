"""Learn: what was sent is compared with the draft that was shown, once, and what that teaches is kept."""

from datetime import datetime, timedelta

from rapidfuzz.distance import Indel

from assistant.core.draft import Author
from assistant.core.states import DraftState
from assistant.core.voice import lessons
from assistant.core.voice.lesson import Habit
from assistant.core.voice.pair import unsigned
from assistant.core.voice.use import Use, use_of
from assistant.pipeline import teaching
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import Approval, Draft, DraftUse, Message, Preference, Session, held

WORDS_COMPARED = 4_000
FADES_AFTER = timedelta(days=180)  # what was not seen again, and is not learned
OF_AN_EDIT = (Habit.SHORTER, Habit.LEFT_OUT)  # a draft that was ignored teaches none of these


def learn(services: Services, approval_id: int, now: datetime) -> None:
    """Whoever approves in another's name teaches nothing: it is neither's own way."""
    with services.sessions.begin() as session:
        approval = session.get_one(Approval, approval_id)
        draft = held.draft(session, approval.draft_id)
        if not _comparable(session, approval, draft):
            return
        use = _use(approval, draft, now)
        session.add(use)
        if approval.teammate_id == approval.signer_id:
            _taught(session, approval, draft, use.use, now)
            _ask_a_model(services, session, approval, draft, use, now)


def similarity(draft: str, sent: str) -> float:
    """The share of words in common and in the same order, from 0 to 1."""
    return Indel.normalized_similarity(draft.split()[:WORDS_COMPARED], sent.split()[:WORDS_COMPARED])


def _comparable(session: Session, approval: Approval, draft: Draft) -> bool:
    """Its message went out, a draft was shown, nobody was erased, and it was not compared before."""
    out = session.scalars(Message.of_approval(approval.id)).first() is not None  # an undone one has none
    sent = draft.state is DraftState.SENT and bool(approval.text) and out
    shown = draft.drafter is not Author.PERSON and bool(unsigned(draft.first_text, approval.signer.name))
    done = session.scalars(DraftUse.of_approval(approval.id)).first() is not None
    return sent and shown and not draft.conversation.erased and not done


def _use(approval: Approval, draft: Draft, now: datetime) -> DraftUse:
    signer = approval.signer.name
    alike = similarity(unsigned(draft.first_text, signer), unsigned(approval.text, signer))
    return DraftUse(
        approval_id=approval.id,
        conversation_id=approval.conversation_id,
        teammate_id=approval.teammate_id,
        at=now,
        similarity=alike,
        use=use_of(alike),
    )


def _taught(session: Session, approval: Approval, draft: Draft, use: Use, now: datetime) -> None:
    pair, teammate_id = teaching.pair_of(approval, draft), approval.teammate_id
    for row in session.scalars(Preference.mine(teammate_id)):
        if lessons.contrary(pair, row.lesson):
            row.sight(teaching.sighting(approval, draft, follows=False, now=now))
    for lesson in lessons.learned(pair):
        if use is Use.IGNORED and lesson.habit in OF_AN_EDIT:
            continue
        teaching.seen(session, lesson, approval, draft, now)
    for old in session.scalars(Preference.faded(teammate_id, now - FADES_AFTER)):
        if old.reach() is None:
            session.delete(old)


def _ask_a_model(
    services: Services, session: Session, approval: Approval, draft: Draft, use: DraftUse, now: datetime
) -> None:
    """Where one is set, and there is an edit to read."""
    if services.distiller is None or use.use is Use.IGNORED or approval.text == draft.first_text:
        return
    session.flush()
    for step in NEXT[Step.LEARN]:
        services.queue(session, step, use.id, now, now=now)
