"""Facts: the only things a draft may state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class FactKind(StrEnum):
    """Keys that `Fact.data` holds for each kind (all values text; moments ISO 8601 with zone).

    customer    name, since (year)
    owned       year make model trim vin plate mileage color
    sale        at vehicle teammate
    repair      at vehicle work status (open|ready|done|waiting for parts) ready_at number part amount
                mileage next_due (day) next_due_miles ("60,000")
    appointment at department purpose
    call        at text teammate spoke (yes|no)
    note        at text arrives told (yes: a date that they told us, and that we write first for)
    quote       at text amount arrives
    contact     at teammate channel (the last personal contact)
    promise     what due who state late (yes|no)
    stock       stock year make model trim color mileage price ("$31,450") status (here|held|sold|coming)
                vin features seats condition
    slot        starts ends department id
    hours       day ("2026-11-26") opens ("09:00") closes ("18:00") department, or closed=yes, why
    store       name address phone directions
    policy option knowledge   title text (option: limit)
    teammate    name title department phone email
    vouched     text by at
    message     at text   (what this customer wrote earlier)
    term        term policy (id) since until (days; core.terms)
    """

    CUSTOMER = "customer"
    OWNED = "owned"
    SALE = "sale"
    REPAIR = "repair"
    APPOINTMENT = "appointment"
    CALL = "call"
    NOTE = "note"
    QUOTE = "quote"
    CONTACT = "contact"
    PROMISE = "promise"
    STOCK = "stock"
    SLOT = "slot"
    HOURS = "hours"
    STORE = "store"
    POLICY = "policy"
    OPTION = "option"
    KNOWLEDGE = "knowledge"
    TEAMMATE = "teammate"
    VOUCHED = "vouched"
    MESSAGE = "message"
    TERM = "term"


PRIVATE_KINDS = frozenset(
    {
        FactKind.CUSTOMER,
        FactKind.OWNED,
        FactKind.SALE,
        FactKind.REPAIR,
        FactKind.APPOINTMENT,
        FactKind.CALL,
        FactKind.NOTE,
        FactKind.QUOTE,
        FactKind.CONTACT,
        FactKind.PROMISE,
        FactKind.TERM,
    }
)
"""Only for a verified recipient (product.md step 2)."""


@dataclass(frozen=True)
class Fact:
    """One citable piece of context: `text` is a whole sentence, `source` says where it comes from."""

    id: str  # "stock:P1234", "repair:17", "hours:2026-11-26"
    kind: FactKind
    text: str
    source: str
    at: datetime | None = None  # when it was last known to be true
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return self.kind in PRIVATE_KINDS
