"""`model`: 50 drafts at once against a local server that answers in exactly 500 ms."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from datetime import time as clock_time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from statistics import median
from zoneinfo import ZoneInfo

from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Question
from assistant.drafters.asking.server import Server
from assistant.drafters.model import ModelDrafter
from assistant.prompts import Prompts
from assistant.tools.tokens import Tokens

ANSWERS_IN = 0.5  # seconds
DRAFTS = 50
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def run(*, drafts: int = DRAFTS, at_once: int = 50) -> dict[str, float]:
    """Milliseconds added to the server's own, alone and with many, and the whole against the ideal."""
    stub = _Stub()
    drafter = ModelDrafter(
        Server("bench", stub.url, seconds=120, at_once=at_once),
        prompts=Prompts(),
        tokens=Tokens(),
        clock=lambda: NOW,
    )
    try:
        return _measured(drafter, drafts=drafts, at_once=at_once)
    finally:
        drafter.close()
        stub.shutdown()
        stub.server_close()


def _measured(drafter: ModelDrafter, *, drafts: int, at_once: int) -> dict[str, float]:
    draft = _draft(drafter)
    draft(0)  # loads the package and the tokenizer
    alone = [draft(number) for number in range(5)]
    began = time.perf_counter()
    with ThreadPoolExecutor(drafts) as pool:
        many = sorted(pool.map(draft, range(drafts)))
    whole = time.perf_counter() - began
    ideal = ceil(drafts / at_once) * ANSWERS_IN
    return {
        "drafts": drafts,
        "at_once": at_once,
        "alone_added_ms": round((median(alone) - ANSWERS_IN) * 1000, 1),
        "many_added_p95_ms": round((many[ceil(len(many) * 0.95) - 1] - ideal) * 1000, 1),
        "whole_s": round(whole, 3),
        "whole_against_ideal": round(whole / ideal, 3),
    }


def _draft(drafter: ModelDrafter) -> Callable[[int], float]:
    """A draft that tells its own seconds."""
    context = _context()
    inquiry = Inquiry(Kind.LEAD, (Question("Is the blue van still there?"),), text="Is the blue van there?")

    def draft(_: int) -> float:
        began = time.perf_counter()
        drafter.draft(inquiry, context)
        return time.perf_counter() - began

    return draft


def _context() -> Context:
    zone = ZoneInfo("America/New_York")
    hours = BusinessHours(zone, {day: (clock_time(9), clock_time(18)) for day in range(6)})
    facts = (
        Fact(f"stock:{n}", FactKind.STOCK, f"A blue 2024 van, number {n}, is here for $31,{n:03}.", "stock")
        for n in range(200)
    )
    return Context(
        now=NOW.astimezone(zone),
        store=Store("Bench Motors", hours),
        signer=Signer("Sam Carter", "Sales", "555-0101", "sam@bench.example"),
        recipient=Recipient("Dana Reed", "dana@example.com", first_name="Dana"),
        facts=tuple(facts),
    )


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        began = time.perf_counter()
        self.rfile.read(int(self.headers["content-length"]))
        text = {"text": "Hi Dana,\n\nThe van is here.", "answers": [], "citations": [], "promises": []}
        message = {"role": "assistant", "content": json.dumps(text)}
        body = json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).encode()
        time.sleep(max(ANSWERS_IN - (time.perf_counter() - began), 0))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing: a bench prints figures only."""


class _Stub(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"
