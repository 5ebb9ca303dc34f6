"""Consents: whether we may write to a customer, and what must stand below a letter that nobody asked for.

`allowed` is asked by whoever writes first; the check `permission` asks again of every draft.
"""

from datetime import datetime

from assistant.core.consent import Basis, Ground, Purpose, Refusal, Scope, Standing, Way, why_not
from assistant.core.message import Channel
from assistant.pipeline.services import Services
from assistant.records import Consent, Conversation, Customer, Draft, IdentityKind, OptOut, Session, Store
from assistant.records.consenting import last_asked, last_bought
from assistant.tools.sealing import link_token, number_of

LEAVE = "leave"  # what the tokens of opt-out links are for
NO_ADDRESS = "The store has no postal address on record, and an offer has to carry one. Enter it first."
NO_WAY_OUT = "This is written unasked, and nothing below it says how to opt out: have it written anew."
WAY_OF = {Channel.EMAIL: Way.EMAIL, Channel.FORM: Way.EMAIL, Channel.API: Way.EMAIL, Channel.CHAT: Way.CHAT}
FOOTERS = {
    "en": "You get this because you are in touch with {store}.\n"
    "No more offers or surveys: {link} (or answer “stop”)",
    "es": "Recibe este mensaje porque está en contacto con {store}.\n"
    "Para no recibir más: {link} (o responda «stop»)",
}


def allowed(
    session: Session, customer: Customer, *, channel: Channel | Way, commercial: bool, now: datetime
) -> str:
    """Empty where we may write first; else a sentence why not.

    `commercial` is an offer, a greeting, a survey; anything else is about a matter of theirs that is open.
    """
    way = WAY_OF[channel] if isinstance(channel, Channel) else channel
    store = session.get_one(Store, customer.store_id)
    if commercial and way is Way.EMAIL and not store.address.strip():
        return NO_ADDRESS
    purpose = Purpose.COMMERCIAL if commercial else Purpose.SERVICE
    today = store.hours().local(now).date()
    return why_not(standing(session, customer, now, way), way=way, purpose=purpose, today=today)


def standing(session: Session, customer: Customer, now: datetime, way: Way = Way.ALL) -> Standing:
    """Grounds and refusals of one customer, read off the records; days are those of the store."""
    store = session.get_one(Store, customer.store_id)
    local = store.hours().local
    grounds = [
        Ground(one.basis, local(one.since).date(), one.words)
        for one in session.scalars(Consent.live_of(customer.id))
        if _is_for(customer, one, way)
    ]
    bought, asked = last_bought(session, customer.id, now), last_asked(session, customer.id)
    if bought is not None:
        grounds.append(Ground(Basis.PURCHASE, local(bought).date(), "their history here"))
    if asked is not None:
        grounds.append(Ground(Basis.INQUIRY, local(asked).date(), "what they wrote to us"))
    return Standing(store.regime, tuple(grounds), _refusals(session, customer, store))


def refused(session: Session, customer: Customer) -> Standing:
    """What they asked us to leave, without the grounds: all that an answer is asked for."""
    store = session.get_one(Store, customer.store_id)
    return Standing(store.regime, (), _refusals(session, customer, store))


def left(session: Session, customer: Customer, *, channel: Channel, commercial: bool) -> bool:
    """Whether they asked to be left alone there, and that is beyond doubt."""
    scopes = frozenset(Scope) if commercial else frozenset({Scope.ALL})
    return any(
        one.confirmed and one.covers(WAY_OF[channel]) and one.scope in scopes
        for one in refused(session, customer).refusals
    )


def purpose_of(conversation: Conversation, draft: Draft | None = None) -> Purpose:
    """They wrote last: it is an answer. Else we write first, of a matter of theirs or unasked."""
    if draft is not None and draft.commercial:
        return Purpose.COMMERCIAL
    if draft is not None and draft.unasked:
        return Purpose.SERVICE
    newest = next((m for m in reversed(conversation.messages) if not m.automatic), None)
    return Purpose.ANSWER if newest is not None and newest.inbound else Purpose.SERVICE


def footer(services: Services, store: Store, customer: Customer) -> str:
    """Whose letter it is, where they are found, and the way out: CAN-SPAM (a)(5), CASL section 6(2)."""
    lines = [line for line in (store.footer or store.name).splitlines() if line.strip()]
    if store.address and store.address.lower() not in store.footer.lower():
        lines.append(store.address)
    words = FOOTERS.get(customer.language[:2].lower(), FOOTERS["en"])
    return "\n".join([*lines, words.format(store=store.name, link=link(services, customer))])


def link(services: Services, customer: Customer) -> str:
    """Of the page where they opt out; the same for a customer at any time, so that a digest holds."""
    settings = services.settings
    base = settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    return f"{base}/leave/{link_token(settings.keys(), LEAVE, customer.id)}"


def whose(services: Services, token: str) -> int | None:
    """The id of the customer that this token was made for; None for anything else."""
    return number_of(services.settings.keys(), LEAVE, token)


def _refusals(session: Session, customer: Customer, store: Store) -> tuple[Refusal, ...]:
    local = store.hours().local
    return tuple(
        Refusal(one.way, one.scope, local(one.said_at).date(), confirmed=one.decided_at is not None)
        for one in session.scalars(OptOut.live_for(customer))
    )


def _is_for(customer: Customer, consent: Consent, way: Way) -> bool:
    """Consent to be called is none to be written to."""
    if consent.identity_id is None or way is Way.ALL:
        return True
    kind = next((i.kind for i in customer.identities if i.id == consent.identity_id), None)
    return (kind is IdentityKind.PHONE) == (way is Way.PHONE)
