"""One exchange with an OpenAI-compatible server; the only file that knows the openai package.

It knows four ways in which such servers fail without an error: bytes that drip for ever (bounded by
the caller's deadline on the event loop), an endless answer (bounded in bytes), a page of HTML with
status 200, and an answer without choices.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.drafters.asking.dialect import Dialect, Format
from assistant.drafters.asking.server import Server
from assistant.tools.outward import OutwardRefused

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

LARGEST_ANSWER = 2_000_000  # bytes
TEMPERATURE = 0.2
TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
COMPLAINTS = frozenset({400, 404, 415, 422, 501})  # it may be the form of the question
TOO_LONG = ("context_length", "context length", "context window", "maximum context", "too many tokens")
Roles = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Reply:
    """What the model said; `finish` is the server's own word for why it stopped.

    `called`: it calls a tool. None is ever offered, and nothing of the call is read.
    """

    text: str
    finish: str = ""
    refusal: str = ""
    called: bool = False
    tokens_in: int | None = None
    tokens_out: int | None = None


class Failed(Exception):
    """No reply. `transient`: the same again may do; `wait` seconds before, if the server said so.

    `complaint` holds the server's words where it refused the form of the question: for the dialect only.
    """

    def __init__(
        self, reason: str, *, transient: bool = False, wait: float | None = None, complaint: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason, self.transient, self.wait, self.complaint = reason, transient, wait, complaint


class Chat:
    """A connection pool to one server; made and used on one event loop."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._client: AsyncOpenAI | None = None

    async def say(self, messages: Roles, dialect: Dialect, schema: Mapping[str, object]) -> Reply:
        """One request, one answer, no retry; Failed says in words why there is none."""
        asked = _asked(self.server, messages, dialect, schema)
        return _reply(await self._answered(lambda client: client.chat.completions.create(**asked)))

    async def greet(self) -> float:
        """Ask which models there are: seconds until the answer, no token; Failed says why nobody answers."""
        self._opened()  # loading the package is not the server's time
        began = time.perf_counter()
        answer = await self._answered(lambda client: client.models.list())
        if not isinstance(getattr(answer, "data", None), list):
            raise Failed("the server answered with no list of models")
        return time.perf_counter() - began

    async def _answered(self, call: "Callable[[AsyncOpenAI], Awaitable[Any]]") -> Any:
        import openai

        try:
            return await call(self._opened())
        except openai.APIStatusError as error:
            raise _refused(error) from None
        except OutwardRefused as refused:
            raise Failed(f"the model's address is not called: {refused}") from None
        except (openai.APIConnectionError, OSError):
            raise Failed(f"no connection to {self.server.host}", transient=True) from None
        except Oversized:
            raise Failed("the answer was too large or packed") from None
        except (openai.OpenAIError, ValueError) as error:
            raise Failed(f"the server did not answer in JSON ({type(error).__name__})") from None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    def _opened(self) -> "AsyncOpenAI":
        if self._client is None:
            import httpx2
            from openai import AsyncOpenAI

            from assistant.drafters.asking.guarded import Guarded

            # A redirect or a proxy could lead the key and the customer's words to another host.
            client = httpx2.AsyncClient(
                transport=Guarded(at_once=self.server.at_once, allowed=[self.server.host]),
                timeout=httpx2.Timeout(self.server.seconds, connect=10),
                follow_redirects=False,
                trust_env=False,
                headers={"accept-encoding": "identity"},
                event_hooks={"response": [_bounded]},
            )
            key = self.server.key or "none"  # local servers ask for none; the package insists on one
            self._client = AsyncOpenAI(
                api_key=key, base_url=self.server.base_url, max_retries=0, http_client=client
            )
        return self._client


class Oversized(Exception):
    """The body is larger than any reply can be."""


async def _bounded(response: "httpx2.Response") -> None:
    """Count the bytes while they arrive; a packed body could unfold into any size."""
    import httpx2

    if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise Oversized
    inner = response.stream

    class Counted(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            seen = 0
            async for piece in inner:  # type: ignore[union-attr]
                seen += len(piece)
                if seen > LARGEST_ANSWER:
                    raise Oversized
                yield piece

        async def aclose(self) -> None:
            await inner.aclose()  # type: ignore[union-attr]

    response.stream = Counted()


def _asked(server: Server, messages: Roles, dialect: Dialect, schema: Mapping[str, object]) -> dict[str, Any]:
    asked: dict[str, Any] = {"model": server.model, "messages": list(messages)}
    if not dialect.system:
        asked["messages"] = _without_system(messages)
    asked[dialect.limit] = server.reply_tokens
    if dialect.temperature:
        asked["temperature"] = TEMPERATURE
    if dialect.format is Format.SCHEMA:
        named = {"name": "reply", "strict": True, "schema": schema}
        asked["response_format"] = {"type": "json_schema", "json_schema": named}
    elif dialect.format is Format.JSON:
        asked["response_format"] = {"type": "json_object"}
    return asked


def _without_system(messages: Roles) -> list[Mapping[str, str]]:
    """The instructions at the head of the first user message."""
    instructions, first, *rest = messages
    joined = {"role": "user", "content": f"{instructions['content']}\n\n{first['content']}"}
    return [joined, *rest]


def _refused(error: Any) -> Failed:
    """What an HTTP status means; the body's words stay here, they may quote the customer."""
    status, words = int(error.status_code), str(error.message)[:2000]
    code = str(getattr(error, "code", "") or "")
    if any(sign in f"{code} {words}".lower() for sign in TOO_LONG):
        return Failed("the question was too long for the model's context", complaint="")
    if code == "insufficient_quota":
        return Failed("the model's account has no credit left (insufficient_quota)")
    if status in (401, 403):
        return Failed(f"the server refused our key (HTTP {status})")
    if 300 <= status < 400:
        return Failed(f"the server sent us elsewhere (HTTP {status}), which is not followed")
    if status in TRANSIENT or (status >= 500 and status != 501):
        wait = _wait(error.response.headers)
        return Failed(f"HTTP {status}", transient=True, wait=wait, complaint=words if status == 500 else "")
    return Failed(f"HTTP {status}", complaint=words if status in COMPLAINTS else "")


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds from Retry-After-Ms or Retry-After (RFC 9110 section 10.2.3; a date is not looked at)."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        if seconds >= 0:
            return seconds
    return None


def _reply(answer: Any) -> Reply:
    """The first choice; Failed where the 200 held no such thing."""
    if isinstance(answer, str):
        raise Failed("the server answered with a page, not with JSON")
    choices = getattr(answer, "choices", None)
    if not isinstance(choices, list) or not choices or getattr(choices[0], "message", None) is None:
        raise Failed("the answer held no choices")
    message = choices[0].message
    usage = getattr(answer, "usage", None)
    content = getattr(message, "content", None)
    return Reply(
        text=content if isinstance(content, str) else "",
        finish=str(choices[0].finish_reason or ""),
        refusal=str(getattr(message, "refusal", None) or ""),
        called=bool(getattr(message, "tool_calls", None) or getattr(message, "function_call", None)),
        tokens_in=getattr(usage, "prompt_tokens", None),
        tokens_out=getattr(usage, "completion_tokens", None),
    )
