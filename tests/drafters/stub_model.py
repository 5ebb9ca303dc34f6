"""A real HTTP server that answers as models' servers do, well and badly; behaviours are used up in order."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "StubModel"

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        behaviour = self.server.next(asked, dict(self.headers))
        try:
            behaviour(self, asked)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def give(self, status: int, body: str | bytes, content_type: str = "application/json", **headers: str):
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {
            "content-type": content_type,
            "content-length": str(len(data)),
            **headers,
        }.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object):
        pass


class StubModel(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *behaviours: Behaviour):
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = list(behaviours)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def next(self, asked: dict[str, Any], headers: dict[str, str]) -> Behaviour:
        with self._lock:
            self.asked.append(asked)
            self.headers.append(headers)
            return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]

    def stop(self):
        self.shutdown()
        self.server_close()


def completion(content: object, *, finish: str = "stop", refusal: str | None = None) -> str:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return json.dumps(
        {
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": "stub",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    )


def calls_a_tool(content: str | None = None, *, older_form: bool = False) -> Behaviour:
    """Asks us to send a mail, as a model does that was offered tools; `older_form`: `function_call`."""
    function = {"name": "send_email", "arguments": json.dumps({"to": "all@example.com", "text": "Free!"})}
    call: dict[str, Any] = {"tool_calls": [{"id": "t1", "type": "function", "function": function}]}
    given = json.loads(completion(content, finish="function_call" if older_form else "tool_calls"))
    given["choices"][0]["message"].update({"function_call": function} if older_form else call)
    return lambda handler, _: handler.give(200, json.dumps(given))


def says(content: object, **more: Any) -> Behaviour:
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return lambda handler, _: handler.give(200, completion(text, **more))


def body(text: str, *, content_type: str = "application/json") -> Behaviour:
    return lambda handler, _: handler.give(200, text, content_type)


def status(code: int, message: str = "no", *, error_code: str = "", **headers: str) -> Behaviour:
    error = json.dumps({"error": {"message": message, "code": error_code, "type": "x"}})
    return lambda handler, _: handler.give(code, error, **headers)


def slow(seconds: float, then: Behaviour) -> Behaviour:
    def act(handler: Handler, asked: dict[str, Any]) -> None:
        server = handler.server
        with server._lock:
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        time.sleep(seconds)
        with server._lock:
            server.at_once -= 1
        then(handler, asked)

    return act


def drips_body(handler: Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", "10000")
    handler.end_headers()
    _drip(handler)


def drips_headers(handler: Handler, _: dict[str, Any]) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
    _drip(handler)


def floods(handler: Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("connection", "close")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" " * 100_000)
    handler.close_connection = True


def in_chunks(content: object) -> Behaviour:
    """The same JSON, in chunks of seven bytes, slowly but in time."""

    def act(handler: Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        data = completion(json.dumps(content)).encode()
        for at in range(0, len(data), 64):
            piece = data[at : at + 64]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            time.sleep(0.002)
        handler.wfile.write(b"0\r\n\r\n")

    return act


def only_knows(*formats: str, then: Behaviour) -> Behaviour:
    """Refuses any response_format but these ("text": none at all)."""

    def act(handler: Handler, asked: dict[str, Any]) -> None:
        wanted = asked.get("response_format", {"type": "text"})["type"]
        if wanted in formats:
            then(handler, asked)
        else:
            status(400, f"response_format type {wanted} is not supported")(handler, asked)

    return act


def drops(handler: Handler, _: dict[str, Any]) -> None:
    handler.close_connection = True
    handler.connection.close()


def _drip(handler: Handler) -> None:
    for _ in range(600):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)
