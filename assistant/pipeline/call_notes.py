"""Call notes: what to say of a promise by phone, where nothing can be written to them."""

from dataclasses import dataclass
from datetime import datetime

from assistant.core.context import Context, Recipient
from assistant.core.message import Channel
from assistant.core.reply import taken_apart
from assistant.pipeline import facts, known, news, recall, starting
from assistant.pipeline.services import Services
from assistant.records import IdentityKind, Promise, Session, Store


@dataclass(frozen=True)
class CallNote:
    """`phones` in E.164, those first that are surely theirs; none where no number is known."""

    phones: tuple[str, ...]
    words: tuple[str, ...]  # a sentence each


def call_note(services: Services, session: Session, promise: Promise, now: datetime) -> CallNote | None:
    """None where a letter can reach them."""
    conversation, customer = promise.conversation, promise.customer
    if conversation is not None and (conversation.recipient_email or conversation.channel is Channel.CHAT):
        return None
    if customer.erased_at is not None or starting.address_of(session, customer):
        return None
    phones = [one for one in customer.identities if one.kind is IdentityKind.PHONE]
    context = _context(session, promise, now)
    told = services.composer.news(news.inquiry_of(promise), context).text
    said = taken_apart(told, context.signer.name).body
    ways = sorted(phones, key=lambda one: not one.verified)
    return CallNote(tuple(one.value for one in ways), tuple(one.text.strip() for one in said))


def _context(session: Session, promise: Promise, now: datetime) -> Context:
    """What their teammate may say of it: their own history, and of promises this one alone."""
    store, customer = session.get_one(Store, promise.store_id), promise.customer
    local = store.hours().local(now)
    return Context(
        now=local,
        store=recall.store_value(store),
        signer=promise.who.as_signer(),
        recipient=Recipient(customer.name, verified=True),
        facts=(
            facts.promise(promise, local),
            *facts.history(session, customer),
            *facts.hours(store, local, recall.HOURS_AHEAD, set()),
            *facts.store(store),
            *known.facts(session, store, news.inquiry_of(promise), local),
        ),
    )
