"""File: parse what was kept, find out who wrote it, and put it into a conversation; once.

Read, parse, write: no transaction is open while bytes are parsed. The last transaction looks again at
the entry's state, so that whoever comes second finds it filed.
"""

import json
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from assistant.channels import adf, chat, email, form, posted
from assistant.core.lead import Lead
from assistant.core.message import Attachment, Channel, InboundMessage
from assistant.core.states import InboundState
from assistant.core.web_form import AS_GUESSED, FormRules, rules_of
from assistant.pipeline import bounced, clocks, own_mail, passing_on, reachable, verdicts, waking
from assistant.pipeline.identify import Found, find_inbox, identify
from assistant.pipeline.services import Services
from assistant.pipeline.steps import NEXT, Step
from assistant.records import (
    Conversation,
    Direction,
    Inbox,
    LedgerEntry,
    Message,
    Session,
    StoredAttachment,
    held,
)
from assistant.records.values import as_json

BOUNCE_LOOKED_AT = 1_000_000  # bytes
IN_JUNK = "The mail server had put it into Junk."
CHANNELS = {
    "email": Channel.EMAIL,
    "adf": Channel.API,
    "form": Channel.FORM,
    "feedback": Channel.FORM,
    "chat": Channel.CHAT,
}
SAME_POST = timedelta(minutes=10)  # the same form sent again within this is a double click


def file(services: Services, entry_id: int, now: datetime) -> None:
    with services.sessions.begin() as session:
        entry = session.get(LedgerEntry, entry_id)
        if entry is None or entry.state is not InboundState.RECEIVED:
            return
        raw, kind, arrived = entry.raw.content, entry.form, entry.arrived_at
        rules = rules_of(entry.inbox.form) if entry.inbox else AS_GUESSED
        zone = entry.inbox.store.hours().zone if entry.inbox else None

    trusted = services.settings.trusted_authserv
    inbound = parsed(kind, raw, arrived, trusted_authserv=trusted, rules=rules, zone=zone)
    if inbound.bounce:  # the mail that came back stands inside it, with our Message-ID
        mail, _ = posted.raw_mail(kind, raw)
        ours = bounced.ids_in(mail[:BOUNCE_LOOKED_AT].decode("latin-1"))
        inbound = replace(inbound, references=(*inbound.references, *ours))

    with services.sessions.begin() as session:
        entry = held.entry(session, entry_id)
        if entry is not None and entry.state is InboundState.RECEIVED:
            file_in(services, session, entry, inbound, now)


def parsed(
    kind: str,
    raw: bytes,
    at: datetime,
    *,
    trusted_authserv: str = "",
    rules: FormRules = AS_GUESSED,
    zone: tzinfo | None = None,
) -> InboundMessage:
    """The message as its channel reads it; what cannot be read says why in `set_aside`.

    `zone` is the store's, in which the times of invitations are told.
    """
    if why := posted.aside(kind, raw):
        return InboundMessage(Channel.EMAIL, set_aside=why)
    if kind in posted.MAILS:
        mail, notes = posted.raw_mail(kind, raw)
        read = email.read(mail, trusted_authserv=trusted_authserv, zone=zone)
        return replace(read, notes=(*read.notes, *notes))
    if kind == "adf":
        return adf.read(raw)
    fields = json.loads(raw)
    if kind == "chat":
        return chat.read(fields, at=at)
    return form.read(fields, at=at, kind=kind, rules=rules)


def file_in(
    services: Services, session: Session, entry: LedgerEntry, inbound: InboundMessage, now: datetime
) -> list[Message]:
    """File what was parsed, in the caller's transaction; the messages made (none if known or set aside)."""
    entry.sender = _sender(inbound, entry.envelope)
    inbox = entry.inbox or find_inbox(session, inbound, entry.envelope)
    if inbox is None:
        entry.set_aside("There is no inbox that it could belong to. Make one, then read it again.")
        return []
    held.store(session, inbox.store_id)
    entry.inbox_id, entry.store_id = inbox.id, inbox.store_id
    earlier = known_before(session, entry)
    if earlier is not None:
        entry.repeats(earlier)
        return []
    if inbound.set_aside:
        entry.set_aside(inbound.set_aside)
        services.tell(session, f"today:{inbox.store_id}")
        return []
    if entry.form == "sent":
        own_mail.file_sent(services, session, entry, inbox, inbound, now)
        return []
    if entry.form == "email" and own_mail.file_received(services, session, entry, inbox, inbound):
        return []
    made = []
    inbound = passing_on.as_passed_on(session, inbox.store_id, inbound)
    for part, one in enumerate(_one_by_one(inbound)):
        about = _about(services, entry.envelope)
        found = identify(session, inbox, one, about, at=entry.arrived_at)
        if not found.new:
            session.refresh(held.conversation(session, found.conversation.id))
        made.append(put(services, session, entry, inbox, one, found, now, part=part))
    entry.file()
    return made


def known_before(session: Session, entry: LedgerEntry) -> LedgerEntry | None:
    same = LedgerEntry.filed_with(entry.store_id, entry.message_id, entry.digest, but=entry.id)
    if entry.form == "sent":  # its copy in the inbox is not ours for sure, this one is
        same = same.where(LedgerEntry.form == "sent")
    earlier = session.scalar(same)
    posted_again = entry.form in ("form", "feedback")
    if earlier and posted_again and entry.arrived_at - earlier.arrived_at > SAME_POST:
        return None  # the same words, but another day: somebody asks again
    return earlier


def _sender(inbound: InboundMessage, envelope: dict[str, str]) -> str:
    """Who wrote: of a lead its customer; else as the envelope says."""
    wrote = inbound.answer_to if inbound.leads else inbound.sender or inbound.answer_to
    return (wrote.key if wrote else "") or envelope.get("from", "").strip().strip("<>").lower()


def _one_by_one(inbound: InboundMessage) -> list[InboundMessage]:
    """One message a lead: several leads in one mail are several customers."""
    if len(inbound.leads) < 2:
        return [inbound]
    return [_with_lead(inbound, lead) for lead in inbound.leads]


def _with_lead(inbound: InboundMessage, lead: Lead) -> InboundMessage:
    """Of one customer alone: the whole mail, which names the others too, stands in the original."""
    own = adf.readable((lead,))
    return replace(
        inbound,
        leads=(lead,),
        subject=adf.subject_of(lead) if inbound.channel is Channel.API else inbound.subject,
        text=own,
        visible_text=own,
        html="",
        phones=lead.customer.phones,
        notes=tuple(dict.fromkeys((*inbound.notes, f"one of {len(inbound.leads)} leads that came together"))),
    )


def _about(services: Services, envelope: dict[str, str]) -> dict[str, str]:
    """With the conversation that a link of ours asked about in place of its token; a false one is nothing."""
    given = {name: value for name, value in envelope.items() if name != "about"}
    number = verdicts.about(services, envelope.get("about", ""))
    return given if number is None else {**given, "about": str(number)}


def put(
    services: Services,
    session: Session,
    entry: LedgerEntry,
    inbox: Inbox,
    inbound: InboundMessage,
    found: Found,
    now: datetime,
    *,
    part: int = 0,
) -> Message:
    """Into that conversation, where it waits since it arrived."""
    junk = entry.envelope.get("folder") == "junk"
    message = _message(entry, inbound, found, part)
    if junk:
        message.notes = [*message.notes, IN_JUNK]
    session.add(message)
    session.flush()
    _start_clock(services, session, found, message, inbound, entry.arrived_at)
    if found.new and not message.automatic and (junk or "old" in entry.envelope):
        found.conversation.needs_no_answer()  # proposed: a person looks, and nobody is late before
    waking.tell_owner(services, session, found.conversation, entry.arrived_at)
    if not message.automatic:
        waking.wake_of(services, session, found.conversation, entry.arrived_at)
        for step in NEXT[Step.FILE]:
            services.queue(session, step, message.id, now, now=now)
    services.tell(session, f"today:{inbox.store_id}")
    services.tell(session, f"conversation:{found.conversation.id}")
    return message


def _message(entry: LedgerEntry, inbound: InboundMessage, found: Found, part: int) -> Message:
    wrote = inbound.answer_to if inbound.leads else inbound.sender
    return Message(
        conversation=found.conversation,
        entry_id=entry.id,
        part=part,
        direction=Direction.IN,
        at=entry.arrived_at,
        sender_name=wrote.name if wrote else "",
        sender_email=wrote.email if wrote else "",
        recipients=[to.email for to in inbound.to],
        subject=inbound.subject,
        text=inbound.text,
        visible_text=inbound.visible_text,
        html=inbound.html,
        message_id=inbound.message_id,
        references=_chain(inbound),
        automatic=inbound.bounce or inbound.auto_reply,
        bounce=inbound.bounce,
        bulk=inbound.bulk,
        rating=inbound.rating,
        page=inbound.page,
        lead=as_json(inbound.leads[0]) if inbound.leads else {},
        notes=[*inbound.notes, *found.notes],
        attachments=[_stored(one) for one in inbound.attachments],
    )


def _chain(inbound: InboundMessage) -> list[str]:
    """References, then In-Reply-To where it is not among them: what our answer must name."""
    return [*inbound.references, *(one for one in inbound.in_reply_to if one not in inbound.references)]


def _stored(one: Attachment) -> StoredAttachment:
    return StoredAttachment(
        name=one.name,
        content_type=one.content_type,
        size=one.size,
        inline=one.inline,
        content=one.content,
    )


def _start_clock(
    services: Services,
    session: Session,
    found: Found,
    message: Message,
    inbound: InboundMessage,
    at: datetime,
) -> None:
    conversation: Conversation = found.conversation
    conversation.newest_at = at
    if message.bounce:
        bounced.note(services, session, conversation, message, inbound.failures, at)
    elif not message.automatic:
        reachable.lives(session, conversation.store_id, [message.sender_email])
        conversation.customer_wrote(at)
        clocks.wind(conversation)
    elif found.new:
        conversation.needs_no_answer()
