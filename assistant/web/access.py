"""One log line a request: the rule of its address, never the address (it may hold a token or a name).

What went wrong unexpectedly is told by its kind and its place in the code, never by its words.
"""

import time
import traceback
from typing import Any

import structlog
from flask import Flask, Response, g, request

REFUSED = {401: "nobody", 403: "not theirs", 404: "nothing there", 413: "too large", 429: "too often"}
QUIET = {"static", "look.asset", "health.healthz", "health.readyz", "metrics.metrics"}  # unless they fail

log = structlog.get_logger()


def add(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_tell)
    app.log_exception = _tell_of_exception  # type: ignore[method-assign, assignment]  # Flask's own names the path


def rule() -> str:
    """`/hooks/email/<token>`; "none" for what no rule fits."""
    return request.url_rule.rule if request.url_rule is not None else "none"


def seconds() -> float:
    return time.perf_counter() - float(g.get("began", time.perf_counter()))


def refused(why: str) -> None:
    """What the line of this request shall call its refusal; else its status says it."""
    g.refused = why


def _begin() -> None:
    g.began = time.perf_counter()


def _tell(response: Response) -> Response:
    if request.endpoint not in QUIET or response.status_code >= 500:
        signed_in = g.get("sign_in")
        why = g.get("refused") or REFUSED.get(response.status_code)
        log.info(
            "request",
            method=request.method[:10],
            rule=rule(),
            status=response.status_code,
            ms=round(seconds() * 1000, 1),
            teammate=signed_in.teammate_id if signed_in is not None else None,
            **({"refused": why} if why else {}),
        )
    return response


def _tell_of_exception(info: Any) -> None:
    kind, _, trace = info
    frames = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    name = kind.__name__ if kind is not None else "unknown"
    log.error("request.failed", method=request.method[:10], rule=rule(), error=name, at=frames[-6:])
