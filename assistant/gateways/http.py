"""One call of a mail service's HTTP API, and what each way in which it can end means for the mail."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from assistant.core.outcome import Deferred, Outcome, Refused, Unsure

CONNECT_SECONDS, SILENT_SECONDS = 10.0, 30.0
WALL_SECONDS = 90.0  # for the whole, whatever the peer drips; below the sweep's patience
LARGEST = 1_000_000  # bytes of an answer
LONGEST_WAIT = 4 * 3600.0  # seconds that a Retry-After is followed
NOT_CONNECTED = {"ConnectTimeoutError", "NameResolutionError", "NewConnectionError"}  # of urllib3
MAY_HAVE_IT = {408, 502, 504}  # said by whoever stands before the service: it may have the mail all the same


@dataclass(frozen=True)
class Said:
    """What was answered; `data` is {} where the body is no JSON object."""

    status: int
    data: Mapping[str, Any] = field(repr=False)
    wait: float = 0  # seconds, of Retry-After


@dataclass(frozen=True)
class Lost:
    """No answer. `given`: the request was on its way, so the service may have acted on it."""

    reason: str
    given: bool


def call(method: str, url: str, *, wall: float = WALL_SECONDS, **given: Any) -> Said | Lost:
    """`given` is what `requests` takes. No redirect is followed and no proxy of the environment asked."""
    found: list[Said | Lost] = []
    thread = threading.Thread(target=lambda: found.append(_called(method, url, given)), daemon=True)
    thread.start()
    thread.join(wall)
    return found[0] if found else Lost(f"not done within {wall:g} seconds", given=True)


def ended(service: str, answer: Said | Lost) -> Outcome:
    """Of whatever is no success: 429 and 5xx later, what may have been taken unsure, the rest refused."""
    if isinstance(answer, Lost):
        if answer.given:
            return Unsure(f"The line to {service} broke after the mail was given ({answer.reason}).")
        return Deferred(f"{service} cannot be reached ({answer.reason}).")
    words = f"{service}: {answer.status} {said(answer.data)}".rstrip()
    if answer.status == 429:
        return Deferred(words, answer.wait)
    if answer.status in MAY_HAVE_IT or answer.status < 300:
        return Unsure(f"{words}. It may have taken the mail.")
    return Deferred(words, answer.wait) if answer.status >= 500 else Refused(words)


def said(data: Mapping[str, Any]) -> str:
    """The service's own words, on one line."""
    words = data.get("message") or data.get("Message") or ""
    return " ".join(str(words).split())[:300]


def _called(method: str, url: str, given: dict[str, Any]) -> Said | Lost:
    try:
        with requests.Session() as session:
            session.trust_env = False
            with session.request(
                method,
                url,
                timeout=(CONNECT_SECONDS, SILENT_SECONDS),
                allow_redirects=False,
                stream=True,
                **given,
            ) as response:
                content = response.raw.read(LARGEST, decode_content=True)
                return Said(response.status_code, _data(content), _wait(response.headers.get("Retry-After")))
    except requests.ConnectionError as error:
        return Lost(type(error).__name__, given=not _never_connected(error))
    except (requests.RequestException, OSError, ValueError) as error:
        return Lost(type(error).__name__, given=True)
    except Exception as error:  # urllib3's own, while the body is read
        return Lost(type(error).__name__, given=True)


def _never_connected(error: requests.ConnectionError) -> bool:
    """No connection, or no TLS with the one that it is: nothing was given."""
    why = error.args[0] if error.args else None
    reason = getattr(why, "reason", why)
    return type(reason).__name__ in NOT_CONNECTED or "CERTIFICATE_VERIFY_FAILED" in str(reason)


def _data(content: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _wait(header: str | None) -> float:
    """Seconds, or a date (RFC 9110 section 10.2.3)."""
    given = (header or "").strip()
    try:
        if given.isdecimal():
            seconds = float(given)
        else:
            seconds = (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds() if given else 0
    except (ValueError, TypeError, OverflowError):
        return 0
    return min(max(seconds, 0), LONGEST_WAIT)
