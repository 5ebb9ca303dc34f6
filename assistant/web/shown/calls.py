"""Whom only a telephone reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.lead import Lead
from assistant.core.message import Channel
from assistant.records import Conversation, IdentityKind
from assistant.records.values import from_json


@dataclass(frozen=True)
class Calls:
    """Whom nothing can be sent to, but who left a number: called as `numbers`, and when they like it."""

    numbers: tuple[str, ...]
    time: str


def calls(conversation: Conversation, recipients: Sequence[str]) -> Calls | None:
    """None where there is an address, or no number either."""
    newest = conversation.newest_inbound
    if recipients or conversation.channel is Channel.CHAT or newest is None:
        return None
    lead = from_json(Lead, newest.lead) if newest.lead else None
    known = [one.value for one in conversation.customer.identities if one.kind is IdentityKind.PHONE]
    numbers = tuple(dict.fromkeys([*(lead.customer.phones if lead else ()), *([] if lead else known)]))
    return Calls(numbers, lead.customer.contact_time if lead else "") if numbers else None
