"""The model's connections: each goes to an address that was checked a moment before, and nowhere else."""

import asyncio
import ssl
from collections.abc import Iterable

import httpx2

from assistant.tools import outward
from assistant.tools.outward import Resolve


class Guarded(httpx2.AsyncBaseTransport):
    """Looks the host up, refuses what may not be called, and connects to the address itself.

    The certificate is still checked against the name (by SNI), so a name that is answered differently a
    second time leads nowhere. OutwardRefused where the address is not called.
    """

    def __init__(
        self,
        *,
        at_once: int,
        allowed: Iterable[str] = (),
        resolve: Resolve = outward.resolved,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed, self._resolve = tuple(allowed), resolve
        self._inner = httpx2.AsyncHTTPTransport(
            verify=trusted or ssl.create_default_context(),
            trust_env=False,
            limits=httpx2.Limits(max_connections=at_once),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        target = await asyncio.to_thread(
            outward.target, str(request.url), allowed=self._allowed, resolve=self._resolve
        )
        failed: Exception | None = None
        for address in target.addresses:
            there = httpx2.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # Host stays the name
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": target.host},
            )
            try:
                return await self._inner.handle_async_request(there)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failed = error
        raise failed or httpx2.ConnectError("no address")

    async def aclose(self) -> None:
        await self._inner.aclose()
