"""gunicorn's threaded worker, with a time limit for the head of a request; see patience.py."""

from contextlib import ExitStack
from typing import Any

from gunicorn.util import close_graceful
from gunicorn.workers.gthread import ThreadWorker

from assistant.web.patience import DRAIN_SECONDS, HEAD_SECONDS, patience


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # without types of its own
    """The head, from the first byte to the blank line, may take HEAD_SECONDS."""

    def handle(self, conn: Any) -> Any:
        with ExitStack() as head:
            head.enter_context(patience.waiting(conn.sock, HEAD_SECONDS))
            conn.head = head
            again = super().handle(conn)
            if not again:
                # gunicorn waits for the peer's goodbye in its one accepting thread, 2 seconds for each: a
                # few that never say it would shut everybody out. So it is waited for here.
                close_graceful(conn.sock)
                conn.close = _closed_already
            return again

    def handle_request(self, req: Any, conn: Any) -> Any:
        conn.head.close()  # it is here: from now on Body watches
        again = super().handle_request(req, conn)
        # What nobody read of the body is drained now, before the line is used again.
        conn.head.enter_context(patience.waiting(conn.sock, DRAIN_SECONDS))
        return again


def _closed_already(graceful: bool = False) -> None:  # gunicorn's signature
    del graceful
