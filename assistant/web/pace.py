"""Who may do what how often: one table, counted in fixed stretches of time.

Fixed stretches let through up to twice the number around their border, and cost one small write on
PostgreSQL and none on SQLite, where there is one process and the counters are its own. What has no line of
its own shares the last one, which each process counts for itself: a page view must not cost a write.
Signing in and resetting count their own tries, by account as well; machines' hooks are never slowed, since
what they carry must not be lost and their tokens cannot be guessed.
"""

import hashlib
from dataclasses import dataclass

from flask import Flask, g, request
from werkzeug.exceptions import TooManyRequests

from assistant.tools.pace import OwnPace
from assistant.web.here import services, user
from assistant.web.whence import place

MINUTE, HOUR = 60, 3600  # seconds


@dataclass(frozen=True)
class Limit:
    most: int
    seconds: int
    each: str  # teammate, place, or form: a place and the form that it posts to


LIMITS = {
    "chat.write": Limit(60, MINUTE, "place"),
    "chat.lines": Limit(240, MINUTE, "place"),
    "chat.events": Limit(60, MINUTE, "place"),
    "feedback.send": Limit(20, 10 * MINUTE, "place"),
    "leave.press": Limit(30, 10 * MINUTE, "place"),
    "hooks.form": Limit(120, 10 * MINUTE, "form"),
    "customers.found": Limit(120, MINUTE, "teammate"),
    "drafts.check": Limit(240, MINUTE, "teammate"),
    "drafts.redraft": Limit(60, 10 * MINUTE, "teammate"),
    "exporting.export": Limit(20, 10 * MINUTE, "teammate"),
    "audit.export": Limit(20, 10 * MINUTE, "teammate"),
    "ledger.raw": Limit(200, 10 * MINUTE, "teammate"),
    "originals.raw": Limit(200, 10 * MINUTE, "teammate"),
    "originals.attachment": Limit(200, 10 * MINUTE, "teammate"),
}
ALL_ELSE = Limit(1200, MINUTE, "place")
FREE = frozenset(
    {
        "static",
        "look.asset",
        "chat.widget",
        "health.healthz",
        "health.readyz",
        "hooks.email",
        "hooks.adf",
        "mail_hooks.take",
    }
)


def keep(app: Flask) -> None:
    """After the gate: who is signed in is counted as themselves."""
    here = app.extensions["pace"] = OwnPace()

    def count() -> None:
        if request.endpoint in FREE:
            return
        limit = LIMITS.get(request.endpoint or "")
        counter = services().pace if limit else here
        limit = limit or ALL_ELSE
        key = hashlib.sha256(f"{request.endpoint if limit is not ALL_ELSE else ''} {_who(limit)}".encode())
        wait = counter.wait(key.hexdigest(), most=limit.most, seconds=limit.seconds, now=services().clock())
        if wait:
            raise TooManyRequests("post" if limit.each == "form" else None, retry_after=wait)

    app.before_request(count)


def _who(limit: Limit) -> str:
    if limit.each == "teammate" and g.get("sign_in") is not None:
        return f"teammate {user().id}"
    return f"place {place()}" + (f" {request.path}" if limit.each == "form" else "")
