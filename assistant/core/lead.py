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
    finance: str = ""  # how it would be paid, or what is still owed on it

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
    contact_by: str = ""  # how they want to be reached: "phone", "email", "text", or in their words
    contact_time: str = ""  # when they want to be reached, in their words

    @property
    def mailbox(self) -> Mailbox | None:
        """Without an address where they gave none: then there is a name, and perhaps a phone."""
        return Mailbox(self.name, self.email) if self.name or self.email else None


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
    timeframe: str = ""  # by when they want it
    finance: str = ""  # how they want to pay: cash, finance, lease; amounts
    external_id: str = ""
    unparsed: str = ""
    notes: tuple[str, ...] = field(default=())  # what was repaired, in words
