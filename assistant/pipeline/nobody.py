"""Nobody: an address behind which no person reads. It is no customer's, and no answer goes there."""

import re

from assistant.core.address import ADDRESS, Mailbox
from assistant.core.message import InboundMessage

NOBODY = re.compile(
    r"(?:[\w.+-]*[-_.+])?(?:no|do[-_.]?not|never|ne[-_.]?pas|nicht|keine?|no[-_.]?puede)[-_.]?"
    r"(?:reply|replies|respond\w*|answer|antwort\w*|repondre|contestar)(?:[-_.+\d][\w.+-]*)?@",
    re.IGNORECASE,
)
NAMED = "It came from an address that nobody reads: the answer goes to the one that its text names."
UNKNOWN = "It came from an address that nobody reads, and names no other: call them, or look in the original."


def answer_to(inbound: InboundMessage) -> tuple[Mailbox, tuple[str, ...]]:
    """Who is to be answered, with what a teammate should know of that; without an address where none is."""
    given = inbound.answer_to or Mailbox("", "")
    if inbound.leads or inbound.bounce or inbound.auto_reply or not NOBODY.match(given.email):
        return given, ()
    senders = {box.key for box in (given, inbound.sender) if box} | {to.key for to in inbound.to}
    named = dict.fromkeys(found[0].lower().rstrip(":;,.") for found in ADDRESS.finditer(inbound.visible_text))
    others = [one for one in named if one not in senders and not NOBODY.match(one)]
    if len(others) == 1:
        return Mailbox("", others[0]), (NAMED,)
    return Mailbox(given.name, ""), (UNKNOWN,)
