"""The navigation: which pages a teammate has."""

from dataclasses import dataclass

from assistant.core.roles import Action
from assistant.records import Teammate


@dataclass(frozen=True)
class Place:
    name: str
    endpoint: str
    icon: str
    aside: bool = False  # on a phone it stands in the menu of "You"


PLACES = (
    (Action.READ_DESK, Place("Today", "today.page", "sun")),
    (Action.READ_CUSTOMER, Place("Customers", "customers.found", "users")),
    (Action.READ_DESK, Place("Promises", "promises.listed", "handshake")),
    (Action.READ_DESK, Place("Notices", "notices.listed", "bell")),
    (Action.READ_DESK, Place("Clock", "clock.page", "timer", aside=True)),
    (Action.READ_DESK, Place("Worth writing", "touches.listed", "mail-plus", aside=True)),
    (Action.READ_KNOWLEDGE, Place("Knowledge", "knowledge.listed", "library", aside=True)),
    (Action.READ_KNOWLEDGE, Place("Examples", "examples.listed", "award", aside=True)),
    (Action.KEEP_VOICE, Place("My voice", "voice.page", "pen-line", aside=True)),
    (Action.READ_LEDGER, Place("Ledger", "ledger.listed", "book-open-check", aside=True)),
    (Action.READ_AUDIT, Place("Audit", "audit.listed", "footprints", aside=True)),
    (Action.READ_SETTINGS, Place("Settings", "settings.page", "settings-2", aside=True)),
)


def of(teammate: Teammate) -> tuple[Place, ...]:
    return tuple(place for action, place in PLACES if teammate.may(action))
