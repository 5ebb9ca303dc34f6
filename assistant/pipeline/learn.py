"""Learn: what was sent is compared with the draft that was shown, once, and what that teaches is kept."""

from datetime import datetime, timedelta

from rapidfuzz.distance import Indel

from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.states import DraftState
from assistant.core.voice import lessons
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair, unsigned
from assistant.core.voice.use import Use, use_of
from assistant.pipeline import voices
from assistant.pipeline.recall import first_name
from assistant.pipeline.services import Services
from assistant.records import Approval, Draft, DraftUse, Preference, Session, Sighting, held
from assistant.records.values import from_json

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


def similarity(draft: str, sent: str) -> float:
    """The share of words in common and in the same order, from 0 to 1."""
    return Indel.normalized_similarity(draft.split()[:WORDS_COMPARED], sent.split()[:WORDS_COMPARED])


def pair_of(approval: Approval, draft: Draft) -> Pair:
    conversation, inquiry = draft.conversation, from_json(Inquiry, draft.message.inquiry)
    inbound = [message.words for message in conversation.messages if message.inbound]
    return Pair.of(
        draft.first_text,
        approval.text,
        approval.signer.name,
        name=first_name(conversation.recipient, conversation.customer.name),
        language=voices.letters_language(inquiry, [str(one.get("rule")) for one in draft.findings]),
        letter=conversation.channel is not Channel.CHAT,
        wrote="\n".join(inbound),
        known="\n".join(str(fact.get("text", "")) for fact in draft.facts),
        composed=draft.drafter is Author.COMPOSER,
    )


def _comparable(session: Session, approval: Approval, draft: Draft) -> bool:
    """It was sent, a draft was shown, nobody was erased, and it was not compared before."""
    sent = draft.state is DraftState.SENT and bool(approval.text)
    shown = bool(unsigned(draft.first_text, approval.signer.name)) and bool(draft.message.inquiry)
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
    pair, teammate_id = pair_of(approval, draft), approval.teammate_id
    known = {row.lesson: row for row in session.scalars(Preference.mine(teammate_id))}
    for lesson, row in known.items():
        if lessons.contrary(pair, lesson):
            row.sight(_sighting(approval, draft, follows=False, now=now))
    for lesson in lessons.learned(pair):
        if use is Use.IGNORED and lesson.habit in OF_AN_EDIT:
            continue
        row = known.get(lesson) or _new(session, lesson, draft, teammate_id, now)
        row.sight(_sighting(approval, draft, follows=True, now=now))
    for old in session.scalars(Preference.faded(teammate_id, now - FADES_AFTER)):
        if old.reach() is None:
            session.delete(old)


def _new(session: Session, lesson: Lesson, draft: Draft, teammate_id: int, now: datetime) -> Preference:
    store_id = draft.conversation.store_id
    made = Preference.of(lesson, teammate_id=teammate_id, store_id=store_id, at=now)
    session.add(made)
    return made


def _sighting(approval: Approval, draft: Draft, *, follows: bool, now: datetime) -> Sighting:
    return Sighting(
        approval_id=approval.id,
        conversation_id=approval.conversation_id,
        customer_id=draft.conversation.customer_id,
        kind=from_json(Inquiry, draft.message.inquiry).kind,
        follows=follows,
        at=now,
    )
