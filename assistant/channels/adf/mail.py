"""The leads of a mail: ADF in its text, in its HTML and in its files, each once; else labelled lines."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.channels.adf.leads import leads_in
from assistant.channels.adf.lines import lead_lines
from assistant.channels.adf.repair import LARGEST, OPENS_RAW
from assistant.core.lead import Lead
from assistant.core.message import Attachment

LEAD_FILES = (".xml", ".adf", ".txt")
LOOKED_AT = 4_000  # bytes of a file that is named like no lead


def leads_of_mail(
    text: str, html: str, files: Iterable[Attachment], *, subject: str = "", provider: str = ""
) -> tuple[Lead, ...]:
    """In order; what is said around a lead in a file is told with the first one. Never raises."""
    leads = list(leads_in(text) or leads_in(html))
    in_files = [lead for file in files if _may_hold(file) for lead in leads_in(file.content)]
    seen = {_same(lead) for lead in leads}
    for lead in in_files:
        if _same(lead) not in seen:
            seen.add(_same(lead))
            if not leads and text.strip():
                lead = replace(lead, unparsed=f"{lead.unparsed}\n{text.strip()}".strip())
            leads.append(lead)
    if leads:
        return tuple(leads)
    by_lines = lead_lines(text, subject=subject, provider=provider)
    return (by_lines,) if by_lines else ()


def _may_hold(file: Attachment) -> bool:
    """By its name, its type or its first bytes."""
    named = file.name.lower().endswith(LEAD_FILES) or "xml" in file.content_type or "adf" in file.content_type
    return file.size <= LARGEST and (named or bool(OPENS_RAW.search(file.content[:LOOKED_AT])))


def _same(lead: Lead) -> Lead:
    """Without what depends on how it came."""
    return replace(lead, unparsed="", notes=())
