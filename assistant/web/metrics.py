"""/metrics for Prometheus: figures of the whole installation, and the requests of this process.

Only with `Authorization: Bearer <RIGHTBACK_METRICS_TOKEN>`; without such a token set there is no such page.
(Loopback alone would prove nothing: behind a proxy on this machine everybody comes from there.)
"""

import hmac
import os
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from assistant import __version__
from assistant.pipeline.services import Services
from assistant.records import Session, figures
from assistant.web.access import rule, seconds
from assistant.web.here import services

Labels = tuple[str, ...]
KEPT_SECONDS = 15.0
SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
MODEL = ("calls", "milliseconds", "tokens_in", "tokens_out", "cost_micros")

requests = Counter(
    "rightback_http_requests_total", "Requests of this process", ("method", "rule", "status"), registry=None
)
durations = Histogram(
    "rightback_http_seconds", "Time to the first byte", ("rule",), buckets=SECONDS, registry=None
)
blueprint = Blueprint("metrics", __name__)


def add(app: Flask) -> None:
    """Count every request by the rule of its address, never by the address."""
    app.after_request(_count)
    app.extensions["rightback.figures"] = Figures(app.extensions["rightback"])


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    token = services().settings.metrics_token.get_secret_value()
    if not token:
        abort(404)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not hmac.compare_digest(given, token.encode()):
        return Response("Send the token of RIGHTBACK_METRICS_TOKEN.\n", 401, {"WWW-Authenticate": "Bearer"})
    answer = Response(_told(), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class Figures:
    """A collector over the database; several scrapes within some seconds get the same answer."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._lock, self._at, self._kept = threading.Lock(), float("-inf"), list[Metric]()

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            if time.monotonic() - self._at > KEPT_SECONDS:
                self._kept, self._at = list(self._ask()), time.monotonic()
        yield from self._kept

    def _ask(self) -> Iterator[Metric]:
        now = self.services.clock()
        with self.services.sessions() as session:
            yield gauge("inbound", "All that ever arrived", ("state",), figures.inbound(session))
            arrived = figures.arrived(session, now)
            yield gauge("inbound_last_day", "What arrived", ("channel", "state"), arrived)
            yield gauge("deliveries", "By state", ("state",), figures.deliveries(session))
            wait = figures.waiting(session, now)
            yield one("waiting_conversations", "Customers who wait for an answer", wait.number)
            oldest = 0.0 if wait.oldest is None else (now - wait.oldest).total_seconds()
            yield one("waiting_oldest_seconds", "How long the longest has waited", oldest)
            clock = figures.clock(session, now, wait.never)
            yield gauge("clock_last_day", "Answers by how long they took", ("bucket",), clock)
            drafts = figures.drafts(session, now)
            yield gauge("drafts_last_day", "Drafts written", ("drafter", "state"), drafts)
            found = figures.findings(session, now)
            yield gauge("findings_last_day", "Findings on those", ("rule", "severity"), found)
            yield from self._model(session)
            yield from self._queue(session)
        yield gauge("build", "Version", ("version",), {__version__: 1})

    def _model(self, session: Session) -> Iterator[Metric]:
        rows = figures.model_calls(session, self.services.clock())
        for place, name in enumerate(MODEL):
            values = {(row[0], "failed" if row[1] else "ok"): row[2 + place] or 0 for row in rows}
            yield gauge(f"model_{name}_last_day", f"Model: {name}", ("model", "ended"), values)

    def _queue(self, session: Session) -> Iterator[Metric]:
        now, jobs = self.services.clock(), self.services.jobs
        due = jobs.oldest_due(session, now)
        age = 0.0 if due is None else max(0.0, (now - due).total_seconds())
        yield one("queue_oldest_seconds", "How long the oldest due job has waited", age)
        yield one("jobs_set_aside", "Jobs given up after the last try", jobs.set_aside(session))


def one(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"rightback_{name}", words, value=value)


def gauge(name: str, words: str, labels: Labels, values: Mapping[Any, int]) -> Metric:
    made = GaugeMetricFamily(f"rightback_{name}", words, labels=labels)
    for key, value in sorted(values.items()):
        made.add_metric([key] if isinstance(key, str) else key, value)
    return made


def _told() -> bytes:
    registry = CollectorRegistry()
    registry.register(current_app.extensions["rightback.figures"])
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # several web processes behind one address
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(requests)
        registry.register(durations)
    return generate_latest(registry)


def _count(response: Response) -> Response:
    method = request.method if request.method in METHODS else "other"
    requests.labels(method, rule(), str(response.status_code)).inc()
    durations.labels(rule()).observe(seconds())
    return response
