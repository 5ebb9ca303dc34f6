"""Every lead of a text or file, with all of its words: in fields, or in the last one's `unparsed`."""

from dataclasses import replace

from lxml import etree

from assistant.channels.adf.as_json import fragments_of
from assistant.channels.adf.lines import vehicle_lines
from assistant.channels.adf.prospect import is_prospect, lead_of, lost_words
from assistant.channels.adf.repair import Found, Fragment, found_in
from assistant.channels.adf.texts import words_in
from assistant.core.lead import Lead

MOST_LEADS = 1000


def leads_in(data: bytes | str) -> tuple[Lead, ...]:
    """All leads of a file or text, in order; empty where there is none. What stands around them is

    told with the first one. Never raises.
    """
    by_json = fragments_of(data) if isinstance(data, bytes) else None
    found = found_in(data) if by_json is None else Found(by_json)
    leads = [lead for fragment in found.fragments for lead in _of(fragment)]
    if leads and found.around:
        leads[0] = _with_rest(leads[0], found.around)
    if len(leads) > MOST_LEADS:
        note = f"it holds {len(leads)} leads; the others stand in the original"
        leads = [*leads[: MOST_LEADS - 1], replace(leads[MOST_LEADS - 1], notes=(note,))]
    return tuple(leads)


def _says_something(lead: Lead) -> bool:
    """A person, a wish or a thing; XML of other kinds has none of them."""
    customer = lead.customer
    named = bool(customer.name or customer.email or customer.phones or lead.comments)
    return named or any(one.name or one.stock or one.vin for one in lead.vehicles + lead.trade_in)


def _of(fragment: Fragment) -> list[Lead]:
    """The leads of a document; what stands outside of them is told with the last."""
    prospects = [one for one in fragment.root.iter(etree.Element) if is_prospect(one)] or [fragment.root]
    read_leads = [_completed(lead_of(element, fragment.notes)) for element in prospects]
    leads = [lead for lead in read_leads if _says_something(lead)]
    if not leads:
        return []
    for silent in read_leads:
        if not _says_something(silent):
            leads[-1] = _with_rest(leads[-1], silent.unparsed)
    lost = lost_words(fragment.source, leads)
    return [*leads[:-1], _with_rest(leads[-1], f"not understood: {' '.join(lost)}" if lost else "")]


def _with_rest(lead: Lead, said: str) -> Lead:
    return replace(lead, unparsed=f"{lead.unparsed}\n{said}".strip()) if words_in(said) else lead


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
