"""Who looked at what: one row a teammate, thing and hour, written when the answer has left.

A page says what it showed; writing that down neither slows the answer nor can it make it fail. What was
written in this hour is remembered here, so that a page that refreshes itself asks the database nothing.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any

import structlog
from flask import Flask, Response, g

from assistant.core.audit import Did
from assistant.pipeline.services import Services
from assistant.records import Deed
from assistant.web.here import services, user

REMEMBERED = 20_000  # sightings, over all teammates

log = structlog.get_logger()


@dataclass(frozen=True)
class Sighting:
    what: Did
    store_id: int | None
    customer_id: int | None = None
    conversation_id: int | None = None
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def thing(self) -> tuple[object, ...]:
        """What makes it the same sight again; of a list the digest of its ids."""
        about = tuple((name, _short(value)) for name, value in sorted(self.about.items()))
        return (self.store_id, self.customer_id, self.conversation_id, *about)

    def deed(self, by_id: int, at: datetime) -> Deed:
        return Deed(
            at=at,
            teammate_id=by_id,
            store_id=self.store_id,
            customer_id=self.customer_id,
            conversation_id=self.conversation_id,
            what=self.what,
            about=self.about,
        )


class Recent:
    """The sightings that are known to be in the log; the oldest are forgotten first."""

    def __init__(self, at_most: int = REMEMBERED) -> None:
        self.at_most = at_most
        self._known: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._lock = Lock()

    def has(self, key: tuple[object, ...]) -> bool:
        with self._lock:
            return key in self._known

    def keep(self, key: tuple[object, ...]) -> None:
        with self._lock:
            self._known[key] = None
            while len(self._known) > self.at_most:
                self._known.popitem(last=False)


def saw(
    what: Did,
    store_id: int | None,
    *,
    customer_id: int | None = None,
    conversation_id: int | None = None,
    **about: object,
) -> None:
    """This request shows that to whoever is signed in."""
    seen: list[Sighting] = g.setdefault("sightings", [])
    seen.append(Sighting(what, store_id, customer_id, conversation_id, about))


def saw_list(what: Did, shown: Iterable[tuple[int, int]], **about: str) -> None:
    """This request shows several customers, as (store, id): a row a store, anew where the ids differ."""
    of: dict[int, set[int]] = {}
    for store_id, customer_id in shown:
        of.setdefault(store_id, set()).add(customer_id)
    for store_id, ids in of.items():
        told: dict[str, Any] = {**about, "customers": sorted(ids)}
        saw(what, store_id, **told)


def _short(value: object) -> object:
    if not isinstance(value, list):
        return value
    return hashlib.sha256(repr(value).encode()).hexdigest()[:32]


def add(app: Flask) -> None:
    recent = Recent()

    @app.after_request
    def watch(response: Response) -> Response:
        seen: list[Sighting] = g.get("sightings", [])
        if seen and response.status_code < 400:
            now = services().clock()
            response.direct_passthrough = False  # else a download never says that it has ended
            response.call_on_close(partial(keep, services(), recent, user().id, seen, now))
        return response


def keep(services: Services, recent: Recent, by_id: int, seen: list[Sighting], now: datetime) -> None:
    hour = now.replace(minute=0, second=0, microsecond=0)
    new = [one for one in seen if not recent.has((by_id, one.what, one.thing, hour))]
    if not new:
        return
    try:
        with services.sessions.begin() as session:
            for one in new:
                one.deed(by_id, now).note_once(session, *one.thing)
    except Exception as error:  # the answer has left; all that can be done is to say so
        log.error("audit.sighting_lost", error=type(error).__name__, teammate=by_id)
        return
    for one in new:
        recent.keep((by_id, one.what, one.thing, hour))
