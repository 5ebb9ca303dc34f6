"""The SMTP listener: 250 only when the message is safe on disk; 451 when it is not."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SIZE_LIMIT = 26_214_400  # bytes, announced by EHLO SIZE (RFC 1870)

LATER = "451 4.3.0 It could not be stored; please try again later"

Keep = Callable[[bytes, str, list[str]], int]
Known = Callable[[str], bool]

log = structlog.get_logger()


class Handler:
    """`keep` stores a mail and returns its ledger id after the commit; `known` says whose address is ours."""

    def __init__(self, keep: Keep, known: Known) -> None:
        self.keep, self.known = keep, known

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if not await asyncio.to_thread(self.known, address):
            return "550 5.1.1 There is no such inbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Whatever went wrong on our side, the sender keeps the mail and comes again (RFC 5321 4.2.1)."""
        log.error("smtp.broken", error=type(error).__name__)
        return LATER

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        raw = envelope.original_content or b""
        try:
            entry = await asyncio.to_thread(self.keep, raw, envelope.mail_from or "", list(envelope.rcpt_tos))
        except Exception as error:
            log.error("smtp.not-kept", error=type(error).__name__)
            return LATER
        return f"250 OK kept as {entry}"


class Shared(Controller):
    """Several processes of one machine may listen at the same port."""

    def _create_server(self) -> Any:
        return self.loop.create_server(
            self._factory_invoker, host=self.hostname, port=self.port, reuse_port=True
        )


class Listener:
    """A listener in a thread of its own."""

    def __init__(self, keep: Keep, known: Known, *, host: str, port: int) -> None:
        self.controller = Shared(
            Handler(keep, known),
            hostname=host,
            port=port,
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            ident="Rightback",
        )

    def start(self) -> None:
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop(no_assert=True)
