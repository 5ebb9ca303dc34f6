"""Which matter a message is about, where its references do not say it or say it wrongly."""

import re
from datetime import datetime, timedelta

from assistant.core.lead import Lead, LeadVehicle
from assistant.core.message import Channel, InboundMessage
from assistant.core.states import ConversationState
from assistant.records import Conversation, Customer, Session
from assistant.records.values import from_json

ONE_MATTER = timedelta(days=60)  # a portal's leads about one vehicle within this belong together
OLD = timedelta(days=14)  # in which a thread rested before another subject begins a matter of its own
PREFIX = re.compile(
    r"(?:(?:re|aw|wg|fwd?|sv|vs|antw|tr|rv|res|odp|ynt|回复|答复)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:：]\s{0,5}){1,20}",
    re.IGNORECASE,
)


def of_lead(
    session: Session, customer: Customer, inbound: InboundMessage, at: datetime
) -> Conversation | None:
    """The open conversation in which this customer already asked through a portal about this vehicle."""
    wanted = _vehicles(inbound.leads[0]) if inbound.leads else set()
    if not wanted or customer.id is None:
        return None
    for conversation in session.scalars(Conversation.of_customer(customer.id)):
        rested = conversation.state is ConversationState.CLOSED or at - conversation.newest_at > ONE_MATTER
        asked = [from_json(Lead, one.lead) for one in conversation.messages if one.lead]
        if not rested and any(wanted & _vehicles(lead) for lead in asked):
            return conversation
    return None


def _vehicles(lead: Lead) -> set[str]:
    return {name for one in lead.vehicles if (name := _name(one))}


def _name(vehicle: LeadVehicle) -> str:
    """By VIN or stock number; else by year, make, model and trim, where a model is named."""
    return (vehicle.vin or vehicle.stock or (vehicle.name if vehicle.model else "")).strip().lower()


def is_another(thread: Conversation, inbound: InboundMessage, at: datetime) -> bool:
    """Whether an answer to an old letter begins something else: the matter rests, and the subject is new."""
    if inbound.channel is not Channel.EMAIL or inbound.bounce or inbound.auto_reply:
        return False  # what a machine or a page of ours says belongs where it points
    rests = thread.waiting_since is None and at - thread.newest_at > OLD
    new, old = subject(inbound.subject), {subject(one.subject) for one in thread.messages}
    return rests and bool(new) and new not in old | {subject(thread.subject)}


def subject(text: str) -> str:
    """Without Re: and the like, in lower case, blanks folded."""
    return " ".join(PREFIX.sub("", text.strip()).lower().split())
