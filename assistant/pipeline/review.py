"""Review: a person reads, edits, approves. Every outbound message has an approval of exactly its text."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.core.address import new_message_id
from assistant.core.audit import Did
from assistant.core.checks.finding import Finding, Severity
from assistant.core.message import Channel, approval_digest
from assistant.core.roles import Action
from assistant.core.states import DeliveryState, DraftState
from assistant.pipeline import check
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import Approval, Conversation, Deed, Delivery, Draft, Session, Teammate, held

NEVER_OVERRULED = frozenset({"right-person", "private", "permission", "limits", "fresh-thread"})
LIMITS = frozenset({"limits"})


@dataclass(frozen=True)
class Tick:
    """A promise of the text as the approver leaves it; unticking one needs `why`."""

    what: str
    who_id: int
    due: datetime
    ticked: bool = True
    why: str = ""


@dataclass(frozen=True)
class Press:
    """What the approver's page sent. `shown_digest` is the digest of the message as it was shown;

    `newest_seen_id` the newest message it had shown; `overrule` a reason, where a finding blocks.
    """

    by_id: int
    sign_in_id: int
    text: str
    newest_seen_id: int
    shown_digest: str = ""
    promises: tuple[Tick, ...] = ()
    overrule: str = ""


@dataclass(frozen=True)
class Approved:
    delivery_id: int
    send_after: datetime


@dataclass(frozen=True)
class Stopped:
    """Nothing was sent; the typed text was kept. `stale`: a newer message came, look and press again."""

    why: str
    findings: tuple[Finding, ...] = ()
    stale: bool = False


def recheck(
    services: Services,
    draft_id: int,
    text: str,
    *,
    now: datetime,
    newest_seen_id: int | None = None,
) -> check.Reviewed:
    """What the checks say of a text for this draft; stores nothing."""
    with services.sessions() as session:
        return check.of_draft(services, session, session.get_one(Draft, draft_id), text, now, newest_seen_id)


def save(services: Services, draft_id: int, text: str, *, by: Teammate, now: datetime) -> None:
    """Keep a person's text and what the checks say of it."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        if _in_hand(draft):
            if draft.retype(_normal(text), now):
                # A page saves every few seconds: one deed an hour says that they typed.
                _deed(by.id, draft, Did.EDITED, now).note_once(session, draft.id)
            check.keep(draft, check.of_draft(services, session, draft, draft.text, now))


def approve(services: Services, draft_id: int, press: Press, *, now: datetime) -> Approved | Stopped:
    """Approve exactly this message and queue its sending, both or neither; or say why not."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        if not _in_hand(draft):
            return Stopped(f"This draft is {draft.state.value.replace('-', ' ')}; nothing was sent again.")
        text = _normal(press.text)
        if draft.retype(text, now):
            _deed(press.by_id, draft, Did.EDITED, now).note_once(session, draft.id)
        elif press.shown_digest not in ("", message_digest(draft)):
            return Stopped(
                "The message is not the one that this page showed. Look at it again, then approve."
            )
        conversation = draft.conversation
        found = check.of_draft(services, session, draft, text, now, press.newest_seen_id)
        check.keep(draft, found)
        never = never_overruled(session.get_one(Teammate, press.by_id), typed=draft.touched)
        stopped = _stopped(conversation, draft, found.findings, press, never)
        if stopped is not None:
            return stopped
        approval = _approval(draft, conversation, press, found.findings, now)
        session.add(approval)
        session.flush()
        draft.approve()
        delivery = _delivery(services, approval, conversation, now)
        session.add(delivery)
        session.flush()
        _note_approval(session, draft, approval, now)
        services.queue(session, Step.SEND, delivery.id, delivery.send_after, now=now)
        services.tell_about(session, conversation)
        return Approved(delivery.id, delivery.send_after)


def undo(services: Services, draft_id: int, *, by: Teammate, now: datetime) -> bool:
    """Back to review, if it has not begun to leave; False when it is too late."""
    with services.sessions.begin() as session:
        held.draft(session, draft_id)
        delivery = session.scalars(Delivery.of_draft(draft_id)).first()
        if delivery is None or delivery.state is not DeliveryState.QUEUED or delivery.attempts:
            return False
        delivery.undo(now)
        delivery.approval.draft.reopen()
        session.add(_deed(by.id, delivery.approval.draft, Did.UNDID, now))
        services.tell_about(session, delivery.approval.draft.conversation)
        return True


def never_overruled(by: Teammate, *, typed: bool) -> frozenset[str]:
    """The rules that no reason of this teammate lifts: a manager may grant more, in words of a person."""
    return NEVER_OVERRULED - LIMITS if typed and by.may(Action.OVERRULE_LIMIT) else NEVER_OVERRULED


def message_digest(draft: Draft) -> str:
    """The hash over the whole message as this draft would send it now."""
    sender_name, sender_email = sender_of(draft)
    return approval_digest(
        signer=str(draft.signer_id),
        sender=f"{sender_name} <{sender_email}>",
        recipients=tuple(recipients_of(draft.conversation)),
        subject=draft.subject,
        text=draft.text,
        footer=footer_of(draft),
    )


def sender_of(draft: Draft) -> tuple[str, str]:
    """From: "Teammate, Store" and the inbox address."""
    conversation = draft.conversation
    return f"{draft.signer.name}, {conversation.store.name}", conversation.inbox.address


def recipients_of(conversation: Conversation) -> list[str]:
    """The customer's address; none in a chat, which is answered where it was written."""
    if conversation.channel is Channel.CHAT:
        return []
    return [conversation.recipient_email] if conversation.recipient_email else []


def footer_of(draft: Draft) -> str:
    """The store's; below what nobody asked for its own, with the way out. None in a chat."""
    conversation = draft.conversation
    return "" if conversation.channel is Channel.CHAT else draft.footer or conversation.store.footer


def _in_hand(draft: Draft) -> bool:
    """Whether a person may go on with it. One that a newer message pushed aside while they typed leads

    again, and answers the newest message now: what somebody types is never lost to what arrives.
    """
    conversation = draft.conversation
    if any(other.state is DraftState.APPROVED for other in conversation.drafts):
        return False
    if draft.state is DraftState.WRITTEN:
        for other in conversation.drafts:
            if other.state is DraftState.AWAITING_REVIEW and not other.touched:
                other.step_back()
        draft.lead()
    newest = conversation.newest_inbound
    if draft.state is DraftState.AWAITING_REVIEW and newest is not None and newest.understood_at:
        draft.answers_now(newest)
    return draft.state is DraftState.AWAITING_REVIEW


def _normal(text: str) -> str:
    """As a browser's textarea gives it, but with plain line ends and no blanks around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _stopped(
    conversation: Conversation,
    draft: Draft,
    findings: tuple[Finding, ...],
    press: Press,
    never: frozenset[str],
) -> Stopped | None:
    blocking = tuple(finding for finding in findings if finding.severity is Severity.BLOCK)
    rules = {finding.rule for finding in blocking}
    newest = conversation.newest_inbound
    if "fresh-thread" in rules or (newest is not None and press.newest_seen_id < newest.id):
        return Stopped("A newer message has arrived. Read it, then press again.", blocking, stale=True)
    if not draft.text:
        return Stopped("There is nothing to send yet.")
    if conversation.channel is not Channel.CHAT and not recipients_of(conversation):
        return Stopped("There is no address to send to. Call them, and log the call.")
    if any(not tick.ticked and not tick.why.strip() for tick in press.promises):
        return Stopped("The text makes a promise that you unticked. Say why, or change the text.")
    if rules & never:
        if rules & never == LIMITS:
            return Stopped("This gives more than you may give alone: lower it, or ask a manager.", blocking)
        return Stopped("This cannot be sent as it stands; nobody may overrule it.", blocking)
    if blocking and not press.overrule.strip():
        return Stopped("Something blocks this. Mend it, or say why it is right as it is.", blocking)
    return None


def _approval(
    draft: Draft,
    conversation: Conversation,
    press: Press,
    findings: tuple[Finding, ...],
    now: datetime,
) -> Approval:
    sender_name, sender_email = sender_of(draft)
    reason = press.overrule.strip()
    return Approval(
        draft=draft,
        conversation_id=conversation.id,
        teammate_id=press.by_id,
        sign_in_id=press.sign_in_id,
        signer_id=draft.signer_id,
        at=now,
        newest_seen_id=press.newest_seen_id or None,
        sender_name=sender_name,
        sender_email=sender_email,
        recipient_name=conversation.recipient_name,
        recipients=recipients_of(conversation),
        subject=draft.subject,
        text=draft.text,
        footer=footer_of(draft),
        digest=message_digest(draft),
        overruled=[
            {"rule": f.rule, "start": f.start, "end": f.end, "reason": reason}
            for f in findings
            if f.severity is Severity.BLOCK
        ],
        promises=[{**vars(tick), "due": tick.due.isoformat()} for tick in press.promises],
    )


def _delivery(services: Services, approval: Approval, conversation: Conversation, now: datetime) -> Delivery:
    domain = conversation.inbox.address.partition("@")[2] or "localhost"
    return Delivery(
        approval=approval,
        message_id=new_message_id(domain),
        send_after=now + timedelta(seconds=services.settings.undo_seconds),
    )


def _note_approval(session: Session, draft: Draft, approval: Approval, now: datetime) -> None:
    """Who approved, and what they overruled; the reason stands on the approval."""
    session.add(_deed(approval.teammate_id, draft, Did.APPROVED, now, approval=approval.id))
    rules = sorted({str(one["rule"]) for one in approval.overruled})
    if rules:
        session.add(_deed(approval.teammate_id, draft, Did.OVERRULED, now, approval=approval.id, rules=rules))


def _deed(by_id: int, draft: Draft, what: Did, now: datetime, **about: object) -> Deed:
    return Deed.within(draft.conversation, by_id, what, now, draft=draft.id, **about)
