"""Who hears of what at once, inside one process: topics and ids only, never a customer's words.

Topics: `today:<store id>`, `conversation:<id>`, `teammate:<id>`, `visitor:<inbox id>:<token>`.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from queue import Empty, Full, Queue

HEARD_AT_MOST = 100  # events that wait for one listener
SLOW = "slow"  # what a listener hears after it missed some: look at everything again


class Hub:
    """Tells every listener of a topic. Telling never waits: who does not keep up hears `SLOW` once."""

    def __init__(self, at_most: int = HEARD_AT_MOST) -> None:
        self.at_most = at_most
        self._lock = threading.Lock()
        self._listeners: dict[str, set[Listener]] = defaultdict(set)

    def tell(self, topic: str, event: str) -> None:
        with self._lock:
            listeners = list(self._listeners.get(topic, ()))
        for listener in listeners:
            listener.hear(topic, event)

    def listen(self, topics: Iterable[str]) -> "Listener":
        """Listens from now on, until it is closed: `with hub.listen([...]) as listener`."""
        listener = Listener(self, frozenset(topics), self.at_most)
        with self._lock:
            for topic in listener.topics:
                self._listeners[topic].add(listener)
        return listener

    def forget(self, listener: "Listener") -> None:
        """Nothing is kept of it; forgetting twice is fine."""
        with self._lock:
            for topic in listener.topics:
                self._listeners[topic].discard(listener)
                if not self._listeners[topic]:
                    del self._listeners[topic]

    def close(self) -> None:
        """End every stream: the process stops."""
        for listener in self._all():
            listener.close()

    def missed(self) -> None:
        """News may have been lost on the way: every listener looks at everything again."""
        for listener in self._all():
            listener.miss()

    def _all(self) -> "set[Listener]":
        with self._lock:
            return {one for group in self._listeners.values() for one in group}

    def listening(self, topic: str) -> int:
        """How many listen to this topic."""
        with self._lock:
            return len(self._listeners.get(topic, ()))


class Listener:
    """One open page; iterating gives (topic, event) until it is closed."""

    def __init__(self, hub: Hub, topics: frozenset[str], at_most: int) -> None:
        self.topics = topics
        self._hub = hub
        self._heard: Queue[tuple[str, str] | None] = Queue(at_most)
        self._missed = threading.Event()
        self._closed = threading.Event()

    def hear(self, topic: str, event: str) -> None:
        try:
            self._heard.put_nowait((topic, event))
        except Full:
            self._missed.set()

    def miss(self) -> None:
        self.hear("", SLOW)

    def next(self, seconds: float) -> tuple[str, str] | None:
        """What was told next; None when nothing was for so long, or when it is closed."""
        if self._missed.is_set():
            self._missed.clear()
            self._drain()
            return "", SLOW
        if self._closed.is_set():
            return None
        try:
            return self._heard.get(timeout=seconds)
        except Empty:
            return None

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    def close(self) -> None:
        self._closed.set()
        self._hub.forget(self)
        self._drain()
        self._heard.put_nowait(None)  # wakes whoever waits in `next`

    def __iter__(self) -> Iterator[tuple[str, str]]:
        while not self.closed:
            heard = self.next(seconds=1.0)
            if heard is not None:
                yield heard

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _drain(self) -> None:
        try:
            while True:
                self._heard.get_nowait()
        except Empty:
            return
