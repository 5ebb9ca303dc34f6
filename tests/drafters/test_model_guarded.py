"""The model's connections: checked at every connect, whatever its name is answered."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from peers import certificate, peer  # noqa: E402

from assistant.drafters.asking.guarded import Guarded  # noqa: E402
from assistant.tools.outward import OutwardRefused  # noqa: E402

BODY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def asks(url, **guarded):
    import httpx2

    async def ask():
        transport = Guarded(at_once=2, **guarded)
        async with httpx2.AsyncClient(transport=transport, trust_env=False, timeout=2) as client:
            return await client.get(url)

    with ThreadPoolExecutor(1) as aside:  # the browser tests keep a loop running in the main thread
        return aside.submit(asyncio.run, ask()).result()


def test_the_name_is_looked_up_and_the_checked_address_called_under_that_name(tmp_path):
    server, trusted = certificate(tmp_path, "model.lan")
    with peer(BODY, tls=server) as (port, seen):
        answer = asks(
            f"https://model.lan:{port}/v1",
            allowed=["model.lan"],
            resolve=lambda host, port: ["127.0.0.1"],
            trusted=trusted,
        )
        assert answer.json() == {}
        assert f"host: model.lan:{port}".encode() in seen[0].lower()


def test_a_certificate_of_another_name_is_not_taken(tmp_path):
    import httpx2

    server, trusted = certificate(tmp_path, "other.lan")
    with peer(BODY, tls=server) as (port, _), pytest.raises(httpx2.ConnectError):
        asks(
            f"https://model.lan:{port}/v1",
            allowed=["model.lan"],
            resolve=lambda host, port: ["127.0.0.1"],
            trusted=trusted,
        )


def test_a_name_that_turns_to_the_metadata_service_is_refused_at_that_moment():
    turned = iter([["127.0.0.1"], ["169.254.169.254"]])
    with peer(BODY) as (port, _):
        guarded = {"allowed": ["model.lan"], "resolve": lambda host, port, at=turned: next(at)}
        assert asks(f"http://model.lan:{port}/v1", **guarded).status_code == 200
        with pytest.raises(OutwardRefused, match="never called"):
            asks(f"http://model.lan:{port}/v1", **guarded)
