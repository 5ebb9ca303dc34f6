"""What the fields of a lead say besides its words: a call they want, and when; how they pay; by when."""

from collections.abc import Iterator
from datetime import datetime

from assistant.core.inquiry import Detail, Question, Told, Topic, When
from assistant.core.lead import Lead
from assistant.readers.times import times

CALLS = ("phone", "call", "telephone", "cell", "mobile", "teléfono", "telefon", "téléphone")
WRITES = ("mail", "text", "sms", "correo", "courriel")


def wants_a_call(lead: Lead) -> bool:
    """They chose the telephone, gave nothing else, or said when to call and nothing of writing."""
    by = lead.customer.contact_by.lower()
    if lead.customer.phones and not lead.customer.email:
        return True
    if not lead.customer.phones or any(word in by for word in WRITES):
        return False
    return any(word in by for word in CALLS) or bool(lead.customer.contact_time)


def call_asked(lead: Lead | None, at: datetime) -> tuple[tuple[Question, ...], tuple[When, ...]]:
    """The call that its fields ask for, and the times they give for it; both empty where they ask none."""
    if lead is None or not wants_a_call(lead):
        return (), ()
    number, when = lead.customer.phones[0], lead.customer.contact_time
    words = " ".join(part for part in (f"call {number}", when) if part)
    return (Question(words, Topic.CALL_BACK),), tuple(times(when, at)) if when else ()


def details(lead: Lead | None) -> Iterator[Told]:
    """What nobody needs to ask again."""
    if lead is None:
        return
    customer = lead.customer
    said = (
        (Detail.CONTACT, customer.contact_by),
        (Detail.CONTACT, customer.contact_time),
        (Detail.TIMEFRAME, lead.timeframe),
        (Detail.PAYMENT, lead.finance),
    )
    for what, words in said:
        if words:
            yield Told(what, words)
