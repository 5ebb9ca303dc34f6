"""ADF leads, however malformed, in files and in mail bodies -> Lead and InboundMessage.

Strict XML first, then our own repair; what even that loses is found by comparing words and shown in
`unparsed`. Nothing here reads a file or the network.
"""

from assistant.channels.adf.leads import leads_in
from assistant.channels.adf.lines import lead_lines
from assistant.channels.adf.repair import LARGEST
from assistant.channels.adf.wish import readable
from assistant.core.lead import Lead
from assistant.core.message import Channel, InboundMessage
from assistant.tools.charset import decoded

__all__ = ["lead_lines", "leads_in", "read", "readable", "subject_of"]


def read(raw: bytes) -> InboundMessage:
    """A lead that a portal posted: the customer's words are the message, the portal is nobody's address."""
    text = decoded(raw[:LARGEST]).text
    if len(raw) > LARGEST:
        return InboundMessage(Channel.API, text=text[:20_000], set_aside="the lead is larger than 1 MB")
    leads = leads_in(raw)
    if not leads:
        lines = lead_lines(text)
        if lines is None:
            return InboundMessage(
                Channel.API, text=text, visible_text=text, set_aside="no lead can be found in it"
            )
        leads = (lines,)
    return InboundMessage(
        Channel.API,
        subject=subject_of(leads[0]),
        text=text,
        visible_text=readable(leads),
        leads=leads,
        phones=tuple(dict.fromkeys(phone for lead in leads for phone in lead.customer.phones)),
        date=leads[0].request_date,
        notes=tuple(dict.fromkeys(note for lead in leads for note in lead.notes)),
    )


def subject_of(lead: Lead) -> str:
    """A subject about the car, where there is one."""
    named = next((vehicle.name for vehicle in lead.vehicles + lead.trade_in if vehicle.name), "")
    return f"Your inquiry about the {named}" if named else "Your inquiry"
