"""Verdicts: what customers say when we ask how it was; what a bad one needs, and what a good one allows."""

from datetime import datetime

from assistant.core import survey
from assistant.core.context import Context
from assistant.core.inquiry import Inquiry, Verdict
from assistant.core.notice import Why
from assistant.core.states import PromiseState
from assistant.core.survey import Around
from assistant.pipeline.notifying import notify
from assistant.pipeline.services import Services
from assistant.records import Conversation, LedgerEntry, Message, Promise, Record, Session, Teammate
from assistant.records.consenting import BOUGHT, promised, sent_since, waits_elsewhere
from assistant.tools.sealing import link_token, number_of

NOBODY = 0  # no conversation has this id
OF_FORM = "feedback"
ABOUT = "about"  # what the tokens in links to the feedback page are for
SHOWN = 5  # promises that are told of a matter


def token(services: Services, conversation_id: int) -> str:
    """For `?about=` in a link to the feedback page: which conversation we ask about."""
    return link_token(services.settings.keys(), ABOUT, conversation_id)


def about(services: Services, given: str) -> int | None:
    """The conversation that such a token was made for; None for anything else."""
    return number_of(services.settings.keys(), ABOUT, given)


def by_our_page(session: Session, message: Message) -> bool:
    """Whether it came by the page on which we ask how it was."""
    entry = session.get(LedgerEntry, message.entry_id) if message.entry_id else None
    return entry is not None and entry.form == OF_FORM


def asked_before(message: Message, before: list[Message]) -> bool:
    """Whether it gives marks, or answers a letter of ours that asks how it was."""
    if message.rating is not None:
        return True
    ours = next((m for m in reversed(before) if not m.inbound), None)
    return ours is not None and survey.asks(ours.text)


def taken_up(services: Services, session: Session, message: Message, inquiry: Inquiry, now: datetime) -> None:
    """A bad one: owner and managers are told at once, and its history stands beside it."""
    if inquiry.verdict is not Verdict.BAD:
        return
    conversation = message.conversation
    message.notes = [*message.notes, *history(session, conversation)]
    matter = f"turn:{message.id}"
    for teammate_id in dict.fromkeys([conversation.owner_id, *_managers(session, conversation)]):
        notify(
            services,
            session,
            conversation,
            teammate_id=teammate_id,
            why=Why.COMPLAINT,
            matter=matter,
            now=now,
        )


def history(session: Session, conversation: Conversation) -> list[str]:
    """The matter, who did it, what was promised: a sentence each."""
    local = conversation.store.hours().local
    records = session.scalars(Record.of_customer(conversation.customer_id))
    last = next((one for one in records if one.kind in BOUGHT), None)
    told = ["This answers our question how it was."]
    if last is not None:
        by = f", by {last.data['teammate']}" if last.data.get("teammate") else ""
        told.append(f"Last on record: {last.text.rstrip('.')} ({_day(local(last.at))}{by}).")
    for promise in session.scalars(Promise.of_customer(conversation.customer_id).limit(SHOWN)):
        state = "is open" if promise.state is PromiseState.OPEN else f"was {promise.state.value}"
        told.append(f"{promise.who.name} promised: {promise.what} (due {_day(local(promise.due))}; {state}).")
    return told


def may_share(session: Session, conversation: Conversation, inquiry: Inquiry) -> bool:
    """Top marks and nothing open: only then they may be asked to say so in public."""
    return (
        inquiry.verdict is Verdict.TOP
        and not inquiry.questions
        and inquiry.leave is None
        and bool(conversation.store.share_link)
        and not promised(session, conversation.customer_id)
        and not waits_elsewhere(session, conversation.customer_id, but=conversation.id)
    )


def too_early(session: Session, context: Context, text: str, customer_id: int) -> str:
    """Why a text may not ask now how it was; nothing is looked up for one that does not ask."""
    if context.may_share or not survey.asks(text):
        return ""
    since = context.now - survey.AGAIN_AFTER
    asked = next((m for m in sent_since(session, customer_id, since) if survey.asks(m.text)), None)
    around = Around(
        closed=context.matter_closed,
        promised=promised(session, customer_id),
        waiting=waits_elsewhere(session, customer_id, but=NOBODY),
        asked_days_ago=(context.now - asked.at).days if asked is not None else None,
    )
    return survey.too_early(around)


def _managers(session: Session, conversation: Conversation) -> list[int]:
    """Who leads there; an admin where nobody else does."""
    leading = [one for one in session.scalars(Teammate.of_store(conversation.store_id)) if one.leads()]
    managers = [one.id for one in leading if one.role.value == "manager"]
    return managers or [one.id for one in leading]


def _day(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}"
