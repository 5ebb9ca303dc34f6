"""The navigation: which pages a teammate has."""

from dataclasses import dataclass

from assistant.records import Teammate


@dataclass(frozen=True)
class Place:
    name: str
    endpoint: str
    icon: str
    aside: bool = False  # on a phone it stands in the menu of "You"


def of(teammate: Teammate) -> tuple[Place, ...]:
    places = (
        Place("Today", "today.page", "sun"),
        Place("Customers", "customers.found", "users"),
        Place("Promises", "promises.listed", "handshake"),
    )
    if not teammate.leads():
        return places
    return (
        *places,
        Place("Ledger", "ledger.listed", "book-open-check", aside=True),
        Place("Audit", "audit.listed", "footprints", aside=True),
        Place("Settings", "settings.page", "settings-2", aside=True),
    )
