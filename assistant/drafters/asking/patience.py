"""Asking until there is a reply or the time is up: turns, retries, simpler dialects, records."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.core.call import NOBODYS, CallRecord, Whose
from assistant.core.errors import DrafterFailed
from assistant.core.ports import Now, Purse
from assistant.drafters.asking.chat import Chat, Failed, Reply, Roles
from assistant.drafters.asking.dialect import Dialect, Format
from assistant.drafters.asking.loop import Loop
from assistant.drafters.asking.server import Server

RETRIES = 3
FIRST_WAIT = 0.5  # seconds, doubling
OnCall = Callable[[CallRecord], None]


@dataclass(frozen=True)
class Asking:
    """One question: the messages, and what its records are filed under."""

    messages: Roles
    schema: Mapping[str, object]
    prompt: str
    digest: str
    repair: bool = False
    plain: bool = False  # the prompt asks for text: no format is sent
    whose: Whose = NOBODYS


class Line:
    """The line to one server: at most `at_once` questions on it, each within its deadline."""

    def __init__(
        self,
        server: Server,
        *,
        clock: Now,
        count: Callable[[str], int],
        on_call: OnCall | None = None,
        purse: Purse | None = None,
    ) -> None:
        self.server, self._clock, self._count = server, clock, count
        self._on_call, self._purse = on_call or (lambda _: None), purse
        self._loop = Loop("model")
        self._chat = Chat(server)
        self._turns = asyncio.Semaphore(server.at_once)
        self.dialect = Dialect()
        self._answered = False

    def ask(self, asking: Asking, deadline: float) -> Reply:
        """The model's reply before `deadline` (of time.monotonic), else DrafterFailed.

        Every exchange is recorded, in the caller's thread, whatever came of it. What it may cost at most is
        set aside before, so that calls at the same time do not spend the same money.
        """
        held = self._held(asking)
        records: list[CallRecord] = []
        try:
            return self._loop.run(self._until(asking, deadline, records.append))
        finally:
            for record in records:
                self._on_call(record)
            if self._purse is not None and held:
                self._purse.release(held)

    def _held(self, asking: Asking) -> int:
        """The hold in the store's purse; 0 where nobody keeps one."""
        if self._purse is None:
            return 0
        into, out = sum(self._count(m["content"]) for m in asking.messages), self.server.reply_tokens
        cost = self.server.cost(into, out)
        return self._purse.hold(asking.whose, tokens=into + out, cost=cost, seconds=2 * self.server.seconds)

    def close(self) -> None:
        self._loop.run(self._chat.close())
        self._loop.close()

    async def _until(self, asking: Asking, deadline: float, tell: OnCall) -> Reply:
        try:
            async with asyncio.timeout(deadline - time.monotonic()), self._turns:
                return await self._persist(asking, deadline, tell)
        except TimeoutError:
            seconds = f"{self.server.seconds:g}"
            raise DrafterFailed(f"the model was not ready within {seconds} seconds") from None

    async def _persist(self, asking: Asking, deadline: float, tell: OnCall) -> Reply:
        dialect, tries = self._dialect_for(asking), 0
        while True:
            try:
                reply = await self._once(asking, dialect, tell)
            except Failed as failed:
                simpler = self._simpler(dialect, failed, tries)
                if simpler is not None:
                    dialect, tries = simpler, 0
                    continue
                wait = _wait(failed, tries)
                if not failed.transient or tries >= RETRIES or time.monotonic() + wait >= deadline:
                    raise DrafterFailed(f"the model gave nothing: {failed.reason}") from None
                tries += 1
                await asyncio.sleep(wait)
            else:
                self._learn(dialect, asking)
                return reply

    def _simpler(self, dialect: Dialect, failed: Failed, tries: int) -> Dialect | None:
        """A simpler way to ask, where the failure may be about the form of the question.

        Some servers (llama-cpp-python) crash with a plain 500 on a format that they do not know: twice
        in a row from a server that has never answered counts as such.
        """
        if failed.transient and (self._answered or tries == 0):
            return None
        return dialect.after(failed.complaint) if failed.complaint else None

    def _learn(self, dialect: Dialect, asking: Asking) -> None:
        """It worked: the next question starts with it. One in plain text says nothing of formats."""
        self._answered = True
        self.dialect = replace(dialect, format=self.dialect.format) if asking.plain else dialect

    def _dialect_for(self, asking: Asking) -> Dialect:
        return replace(self.dialect, format=Format.TEXT) if asking.plain else self.dialect

    async def _once(self, asking: Asking, dialect: Dialect, tell: OnCall) -> Reply:
        began, record = time.monotonic(), self._record(asking, dialect)
        try:
            reply = await self._chat.say(asking.messages, dialect, asking.schema)
        except Failed as failed:
            tell(_timed(replace(record, error=failed.reason), began))
            raise
        except asyncio.CancelledError:
            aborted = self._paid(record, Reply(""), asking)  # the prompt went out, and is paid
            tell(_timed(replace(aborted, error="out of time"), began))
            raise
        tell(_timed(replace(self._paid(record, reply, asking), finish=reply.finish), began))
        return reply

    def _paid(self, record: CallRecord, reply: Reply, asking: Asking) -> CallRecord:
        into = self._or_counted(reply.tokens_in, *(m["content"] for m in asking.messages))
        out = self._or_counted(reply.tokens_out, reply.text)
        return replace(record, tokens_in=into, tokens_out=out, cost=self.server.cost(into, out))

    def _record(self, asking: Asking, dialect: Dialect) -> CallRecord:
        return CallRecord(
            at=self._clock(),
            prompt=asking.prompt,
            prompt_digest=asking.digest,
            model=self.server.model,
            answer_format=dialect.format,
            tokens_in=0,
            tokens_out=0,
            latency_ms=0,
            repair=asking.repair,
            whose=asking.whose,
        )

    def _or_counted(self, told: int | None, *texts: str) -> int:
        return told if isinstance(told, int) else sum(map(self._count, texts))


def _timed(record: CallRecord, began: float) -> CallRecord:
    return replace(record, latency_ms=round((time.monotonic() - began) * 1000))


def _wait(failed: Failed, tries: int) -> float:
    """What the server asked for, else half a second doubling; jitter lest many return at once."""
    if failed.wait is not None:
        return failed.wait
    return FIRST_WAIT * 2.0**tries * random.uniform(0.75, 1.25)  # noqa: S311
