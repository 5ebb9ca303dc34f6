"""ADF leads, however malformed, in files and in mail bodies -> Lead and InboundMessage.

Strict XML first, then our own repair, then the parser's recovery; what even that loses is found by
comparing words and shown in `unparsed`. Nothing here reads a file or the network.
"""

from dataclasses import replace

from lxml import etree

from assistant.channels.adf.lines import lead_lines, vehicle_lines
from assistant.channels.adf.prospect import Prospect, lost_words, tag_of
from assistant.channels.adf.repair import LARGEST, Fragment, Refused, fragments
from assistant.channels.adf.wish import readable
from assistant.core.lead import Lead
from assistant.core.message import Channel, InboundMessage
from assistant.tools.charset import decoded

MOST_LEADS = 100
__all__ = ["lead_lines", "leads_in", "read", "readable"]


def leads_in(data: bytes | str) -> tuple[Lead, ...]:
    """All leads of a file or text, in order; empty where there is none. Never raises."""
    try:
        return _leads(data)
    except Refused:
        return ()


def read(raw: bytes) -> InboundMessage:
    """A lead that a portal posted: the customer's words are the message, the portal is nobody's address."""
    text = decoded(raw[:LARGEST]).text
    if len(raw) > LARGEST:
        return InboundMessage(Channel.API, text=text[:20_000], set_aside="the lead is larger than 1 MB")
    try:
        leads = _leads(raw)
    except Refused as refused:
        return InboundMessage(Channel.API, text=text, set_aside=f"the lead was refused: {refused}")
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


def _leads(data: bytes | str) -> tuple[Lead, ...]:
    found = [lead for fragment in fragments(data) for lead in _of(fragment) if _says_something(lead)]
    return tuple(found[:MOST_LEADS])


def _says_something(lead: Lead) -> bool:
    """A person, a wish or a thing; XML of other kinds has none of them."""
    customer = lead.customer
    named = bool(customer.name or customer.email or customer.phones or lead.comments)
    return named or any(one.name or one.stock or one.vin for one in lead.vehicles + lead.trade_in)


def _of(fragment: Fragment) -> list[Lead]:
    leads = [_completed(Prospect(element).lead(fragment.notes)) for element in _prospects(fragment.root)]
    lost = lost_words(fragment.source, leads)
    if leads and lost:
        said = f"{leads[-1].unparsed}\nnot understood: {' '.join(lost)}".strip()
        leads[-1] = replace(leads[-1], unparsed=said)
    return leads


def _completed(lead: Lead) -> Lead:
    """A portal that leaves <vehicle> empty often names it in lines of its comment; those fill the gaps."""
    if not lead.vehicles:
        return lead
    first, told = lead.vehicles[0], vehicle_lines(lead.comments)
    gaps = {name: said for name, said in told.items() if said and not getattr(first, name)}
    named = first.make or first.stock or first.vin
    if not gaps or (named and any(getattr(first, name) for name in told)):
        return lead
    return replace(lead, vehicles=(replace(first, **gaps), *lead.vehicles[1:]))


def _prospects(root: etree._Element) -> list[etree._Element]:
    """Every <prospect>; an <adf> without one is taken as the prospect itself."""
    found = [one for one in root.iter(etree.Element) if tag_of(one) == "prospect"]
    return found or [root]
