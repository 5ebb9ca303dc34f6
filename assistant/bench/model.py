"""`model`: 50 drafts at once against a local server that answers in exactly 500 ms."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from datetime import time as clock_time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
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


def run(*, drafts: int = DRAFTS, at_once: int = DRAFTS) -> dict[str, float]:
    """Milliseconds from the server's answer to the finished draft, alone and among many; the whole run
    against what the concurrency limit allows. The server is a process of its own."""
    ours, theirs = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    drafter = ModelDrafter(
        Server("bench", f"http://127.0.0.1:{ours.recv()}/v1", seconds=120, at_once=at_once),
        prompts=Prompts(),
        tokens=Tokens(),
        clock=lambda: NOW,
    )
    try:
        return _measured(drafter, drafts=drafts, at_once=at_once)
    finally:
        drafter.close()
        server.terminate()
        server.join()


def _measured(drafter: ModelDrafter, *, drafts: int, at_once: int) -> dict[str, float]:
    draft = _draft(drafter)
    draft(0)  # loads the package and the tokenizer
    alone = [draft(number) for number in range(9)]
    began = time.perf_counter()
    with ThreadPoolExecutor(drafts) as pool:
        after = sorted(pool.map(draft, range(drafts)))
    whole = time.perf_counter() - began
    return {
        "drafts": drafts,
        "at_once": at_once,
        "alone_after_answer_ms": round(median(alone) * 1000, 1),
        "many_after_answer_p95_ms": round(after[ceil(drafts * 0.95) - 1] * 1000, 1),
        "whole_s": round(whole, 3),
        "whole_against_ideal": round(whole / (ceil(drafts / at_once) * ANSWERS_IN), 3),
    }


def _draft(drafter: ModelDrafter) -> Callable[[int], float]:
    """A draft that tells the seconds from the server's answer, which carries its time, to its end."""
    context = _context()
    inquiry = Inquiry(Kind.LEAD, (Question("Is the blue van still there?"),), text="Is the blue van there?")

    def draft(_: int) -> float:
        text = drafter.draft(inquiry, context).text
        return time.monotonic() - float(text.partition("Answered at ")[2].split()[0])

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
    disable_nagle_algorithm = True  # else 40 ms of waiting would be measured

    def do_POST(self) -> None:
        began = time.monotonic()
        self.rfile.read(int(self.headers["content-length"]))
        time.sleep(max(ANSWERS_IN - (time.monotonic() - began), 0))
        words = f"Hi Dana,\n\nAnswered at {time.monotonic()} by the bench."
        text = {"text": words, "answers": [], "citations": [], "promises": []}
        message = {"role": "assistant", "content": json.dumps(text)}
        body = json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).encode()
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


def serve(pipe: Connection) -> None:
    """Answer until terminated; the port goes through the pipe."""
    stub = _Stub(("127.0.0.1", 0), _Answers)
    pipe.send(stub.server_address[1])
    stub.serve_forever()
