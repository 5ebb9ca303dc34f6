"""Distil: where a model is set it reads an edit, too; what it finds is a habit like any other.

What the rules learned stands long before, and nobody waits for this step.
"""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.errors import DrafterFailed
from assistant.core.masking import Sees
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair, unsigned
from assistant.core.voice.told import Told, believed
from assistant.pipeline import teaching, writing
from assistant.pipeline.services import Services
from assistant.records import Approval, Draft, DraftUse, Preference, Session, held

MOST_SHOWN = 30  # habits that the model is told of


@dataclass(frozen=True)
class Read:
    """What the model is shown."""

    pair: Pair
    known: tuple[Lesson, ...]
    asked: writing.Asked


def distil(services: Services, use_id: int, now: datetime) -> None:
    """Asked once; where the model gives nothing, the record of its call says why."""
    read = _read(services, use_id, now)
    told: tuple[Told, ...] = ()
    if read is not None and services.distiller is not None:
        told = _told(services, read)
    with services.sessions.begin() as session:
        use = session.get_one(DraftUse, use_id)
        approval = session.get_one(Approval, use.approval_id)
        draft = held.draft(session, approval.draft_id)
        if use.read_at is not None:
            return
        use.read_at = now
        if read is None or draft.conversation.erased:
            return
        for lesson in believed(told, read.known, language=read.pair.language, wrote=read.pair.wrote):
            teaching.seen(session, lesson, approval, draft, now)


def _read(services: Services, use_id: int, now: datetime) -> Read | None:
    with services.sessions() as session:
        use = session.get_one(DraftUse, use_id)
        approval = session.get_one(Approval, use.approval_id)
        draft = session.get_one(Draft, approval.draft_id)
        hidden = draft.conversation.store.model_sees == Sees.NOTHING
        if use.read_at is not None or hidden or draft.conversation.erased or draft.message is None:
            return None
        asked = writing.ask(session, draft.message, approval.signer, now)
        return Read(teaching.pair_of(approval, draft), _known(session, approval.teammate_id), asked)


def _known(session: Session, teammate_id: int) -> tuple[Lesson, ...]:
    rows = session.scalars(Preference.mine(teammate_id))
    return tuple(row.lesson for row in rows if row.habit is Habit.OTHER)[:MOST_SHOWN]


def _told(services: Services, read: Read) -> tuple[Told, ...]:
    signer = read.asked.context.signer.name
    draft, sent = (unsigned(one.text, signer) for one in (read.pair.draft, read.pair.sent))
    known = tuple(lesson.becomes for lesson in read.known)
    try:
        assert services.distiller is not None
        return services.distiller.distil(draft, sent, known, read.asked.inquiry, read.asked.context)
    except DrafterFailed:
        return ()
