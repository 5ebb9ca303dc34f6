"""What it means that an approved message left: the clock stops, its promises begin to count."""

from datetime import datetime

from assistant.core.draft import Answer, AnswerState
from assistant.core.inquiry import Inquiry, Question
from assistant.core.states import DraftState, PromiseState
from assistant.pipeline import clocks, copies, first
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import (
    Approval,
    Conversation,
    Delivery,
    Handoff,
    Notice,
    Promise,
    Session,
    Stopped,
    Teammate,
)
from assistant.records import due as due_
from assistant.records.values import all_from_json, from_json

EVERY_QUESTION = "answers-every-question"


def left(session: Session, delivery: Delivery, conversation: Conversation, now: datetime) -> None:
    """It left: the clock stops, unless something newer came; promises begin to count."""
    approval = delivery.approval
    approval.draft.sent()
    first.left(session, approval.draft_id, approval.teammate_id, now)
    handoff = _told_alone(session, approval)
    if conversation.waiting_since is not None and handoff is not None:
        _leave_to(handoff.taker, conversation)
    elif conversation.waiting_since is not None and approval.draft.unasked:
        _answer_again(conversation)
    else:
        clocks.stop(
            session,
            conversation,
            by_id=approval.teammate_id,
            how=Stopped.REPLY,
            seen_id=max(approval.newest_seen_id or 0, approval.draft.message_id or 0),
            open_questions=_open_questions(approval),
            now=now,
        )
    conversation.newest_at = max(conversation.newest_at, now)
    _remember(session, approval, conversation, now)
    copies.keep(session, approval, conversation, now)


def _answer_again(conversation: Conversation) -> None:
    """What nobody asked for answers nobody: they wait on, and the answer to them is in front again."""
    newest = conversation.newest_inbound
    if newest is None or conversation.leading_draft is not None:
        return
    answers = [d for d in conversation.drafts if d.message_id == newest.id and not d.unasked]
    beside = [d for d in answers if d.state is DraftState.WRITTEN]
    if beside:
        max(beside, key=lambda d: (d.touched, not d.way, d.id)).lead()


def _told_alone(session: Session, approval: Approval) -> Handoff | None:
    """The handoff that this told of, where it was no answer to all they asked as well."""
    handoff = session.scalars(Handoff.told_by(approval.draft_id)).first()
    questions, answered = _asked(approval, AnswerState.OPEN, AnswerState.OWNED)
    return None if questions and len(answered) == len(questions) else handoff


def _leave_to(taker: Teammate, conversation: Conversation) -> None:
    """They know who looks after them, and wait on: what was drafted in another's name stands aside."""
    for draft in conversation.drafts:
        if draft.state is DraftState.WRITTEN and draft.signer_id != taker.id and not draft.touched:
            draft.overtake(f"{taker.first_name} has taken over.")


def then(services: Services, session: Session, delivery: Delivery, now: datetime) -> None:
    """The steps after sending are about the approval; whoever waits on is drafted for once more."""
    for step in NEXT[Step.SEND]:
        services.queue(session, step, delivery.approval_id, now, now=now)
    conversation = delivery.approval.draft.conversation
    newest = conversation.newest_inbound
    if newest is not None and conversation.waiting_since is not None and conversation.leading_draft is None:
        services.queue(session, Step.DRAFT, newest.id, now, now=now)


def _open_questions(approval: Approval) -> list[str]:
    """What goes on waiting after this reply, unless its approver said why that is right: an older question

    that it leaves open, or all of them, where nothing that was asked is answered or taken on.
    """
    if any(one.get("rule") == EVERY_QUESTION for one in approval.overruled):
        return []
    questions, said = _asked(approval, AnswerState.OPEN)
    left = [question for number, question in enumerate(questions) if number not in said]
    waits_on = len(left) == len(questions) or any(question.older for question in left)
    return [question.text for question in left] if waits_on else []


def _asked(approval: Approval, *still: AnswerState) -> tuple[tuple[Question, ...], set[int]]:
    """What was asked, and which of it is answered: by hand, or in a state that is none of `still`."""
    draft = approval.draft
    questions = from_json(Inquiry, draft.inquiry).questions if draft.inquiry else ()
    said = {a.question for a in all_from_json(Answer, draft.answers) if a.state not in still}
    return questions, (said | set(draft.answered_by_hand)) & set(range(len(questions)))


def _remember(session: Session, approval: Approval, conversation: Conversation, now: datetime) -> None:
    """One row for each promise that the approver left ticked; once an approval."""
    if session.scalars(Promise.of_approval(approval.id)).first() is not None:
        return
    renewed = _told(session, approval, now)
    for ticked in approval.promises:
        if not ticked.get("ticked", True):
            continue
        if renewed is not None:  # the first of the reply is the one that was late
            renewed.approval_id, renewed.what = approval.id, str(ticked["what"])
            renewed.who_id = int(ticked["who_id"])
            session.add(renewed)
            renewed = None
            continue
        session.add(
            Promise(
                store_id=conversation.store_id,
                customer_id=conversation.customer_id,
                conversation_id=conversation.id,
                approval_id=approval.id,
                who_id=int(ticked["who_id"]),
                what=str(ticked["what"]),
                made_at=now,
                due=datetime.fromisoformat(ticked["due"]),
            )
        )


def _told(session: Session, approval: Approval, now: datetime) -> Promise | None:
    """News of a promise left: one with the new time takes its place; None where the reply names none."""
    promise = session.scalars(Promise.with_news(approval.draft_id)).first()
    ticked = next((one for one in approval.promises if one.get("ticked", True)), None)
    if promise is None or promise.state is not PromiseState.OPEN or ticked is None:
        return None
    due = datetime.fromisoformat(ticked["due"])
    by = session.get_one(Teammate, approval.teammate_id)
    session.execute(Notice.over(due_.matter(promise), now))
    return promise.renew(by, due, "They were told, with a new time.", now)
