"""Server-sent events: who listens gets the topic of every change, a sign of life, and never more than that.

Each stream holds a thread of the web server, so there is a cap below its number; no database session is
held. A stream ends by itself after a while: the browser comes back and is asked anew who it is. Before each
word it is looked whether who listens still may: that is no more than the page asks that looks for the news.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from flask import Response

from assistant.live.hub import Hub, Listener
from assistant.web.here import services

TEAMMATES_AT_MOST, VISITORS_AT_MOST = 150, 250  # together below the 500 threads of the web server
EACH_AT_MOST = 20  # by one teammate or one place
HEARTBEAT = 20.0  # seconds
LONGEST = 1800.0  # seconds
TRY_AGAIN = 30  # seconds


class Places:
    """A fixed number of places of one kind, and of those only so many for each."""

    def __init__(self, at_most: int, each: int = EACH_AT_MOST) -> None:
        self.at_most, self.each = at_most, each
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, who: str) -> bool:
        with self._lock:
            if self._taken.total() >= self.at_most or self._taken[who] >= self.each:
                return False
            self._taken[who] += 1
            return True

    def leave(self, who: str) -> None:
        with self._lock:
            self._taken[who] -= 1
            self._taken += Counter()  # forgets whoever has none left

    @property
    def taken(self) -> int:
        return self._taken.total()


teammates, visitors = Places(TEAMMATES_AT_MOST), Places(VISITORS_AT_MOST)


def everybody() -> bool:
    """Visitors have no sign-in that could end."""
    return True


def stream(places: Places, who: str, topics: Iterable[str], may: Callable[[], bool] = everybody) -> Response:
    """`event: change` with the topic as data; 503 when every place is taken: the page works without."""
    if not places.take(who):
        full = Response("Too many pages listen at this moment. Nothing is lost; reload to see news.\n", 503)
        full.headers["Retry-After"] = str(TRY_AGAIN)
        full.mimetype = "text/plain"
        return full
    listener = cast(Hub, services().live).listen(topics)
    response = Response(events(listener, may), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    # Not in a `finally` of the generator: one that never began would not run it.
    response.call_on_close(listener.close)
    response.call_on_close(lambda: places.leave(who))
    return response


def events(
    listener: Listener,
    may: Callable[[], bool] = everybody,
    *,
    heartbeat: float = HEARTBEAT,
    longest: float = LONGEST,
) -> Iterator[str]:
    end = time.monotonic() + longest
    yield "retry: 3000\n: listening\n\n"
    while not listener.closed and time.monotonic() < end:
        heard = listener.next(heartbeat)
        if not may():
            return
        yield f"event: change\ndata: {heard[0]}\n\n" if heard else ": still here\n\n"
