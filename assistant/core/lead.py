"""A sales lead as portals send it: ADF 1.0 (Auto-lead Data Format)."""

from dataclasses import dataclass, field
from datetime import datetime

from assistant.core.address import Mailbox


@dataclass(frozen=True)
class LeadVehicle:
    """One <vehicle>. Every field is the portal's own text; empty where it said nothing."""

    interest: str = ""  # buy, lease, sell, trade-in, test-drive
    status: str = ""  # new, used
    year: str = ""
    make: str = ""
    model: str = ""
    trim: str = ""
    stock: str = ""
    vin: str = ""
    price: str = ""
    odometer: str = ""
    color: str = ""
    comments: str = ""

    @property
    def name(self) -> str:
        """Year, make, model and trim in one line."""
        return " ".join(part for part in (self.year, self.make, self.model, self.trim) if part)


@dataclass(frozen=True)
class LeadCustomer:
    """The <customer><contact>: who must be answered. Nothing here is verified."""

    name: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""

    @property
    def mailbox(self) -> Mailbox | None:
        return Mailbox(self.name, self.email) if self.email else None


@dataclass(frozen=True)
class Lead:
    """One <prospect>; every word of it stands in a field or in `unparsed`."""

    customer: LeadCustomer = LeadCustomer()
    vehicles: tuple[LeadVehicle, ...] = ()
    trade_in: tuple[LeadVehicle, ...] = ()
    comments: str = ""
    provider: str = ""
    vendor: str = ""
    request_date: datetime | None = None
    external_id: str = ""
    unparsed: str = ""
    notes: tuple[str, ...] = field(default=())  # what was repaired, in words
