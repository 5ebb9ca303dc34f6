"""Turns: the threads of this process that write to one SQLite file, first come, first served.

SQLite itself lets whoever finds the file locked sleep and try again, longer each time, so that the one who
waits longest may wait on. Between processes that is still how it is.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    def __init__(self, patience: float) -> None:
        """`patience`: seconds after which a waiter goes ahead all the same, to be told by the database."""
        self.patience = patience
        self._line = deque[object]()
        self._moved = Condition()

    @contextmanager
    def taken(self) -> Iterator[None]:
        me = object()
        with self._moved:
            self._line.append(me)
            self._moved.wait_for(lambda: self._line[0] is me, self.patience)
        try:
            yield
        finally:
            with self._moved:
                self._line.remove(me)
                self._moved.notify_all()
