"""What lies outside: mail in and out, a model, and how customers reach us. Nothing is sent."""

import asyncio
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from assistant.cli.looks import Look
from assistant.core.ports import Now
from assistant.drafters.asking.chat import Chat, Failed
from assistant.drafters.asking.server import Server
from assistant.drafters.model import server_of
from assistant.settings import Settings
from assistant.tools import calling
from assistant.tools.calling import Caller, Unanswered

SECONDS = 10  # for a connection, and for each word of an answer
AT_MOST = 60  # for a model that drips, on a machine that is slow to load


def mail_out(settings: Settings, _now: Now) -> Iterator[Look]:
    if settings.gateway == "folder":
        found = f"approved mails become files in {settings.outbox_folder}; nothing leaves this machine"
        yield Look("Mail out", "note", found, "Set RIGHTBACK_GATEWAY=smtp and RIGHTBACK_SMTP_HOST to send.")
        return
    if settings.gateway != "smtp":
        found = f"mails go to {settings.gateway.capitalize()}; whether it takes them is not tried here"
        yield Look("Mail out", "note", found, "Send an answer to yourself and see it arrive.")
        return
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        done = _greet(settings)
        yield Look("Mail out", "ok", f"{where} answers{done}")
    except smtplib.SMTPAuthenticationError as error:
        mend = "Set RIGHTBACK_SMTP_USER and RIGHTBACK_SMTP_PASSWORD anew. Approved mails wait; none is lost."
        yield Look("Mail out", "broken", f"{where} refuses the sign-in ({error.smtp_code})", mend)
    except smtplib.SMTPNotSupportedError as error:
        mend = "Look at RIGHTBACK_SMTP_TLS and the port (587: starttls, 465: tls)."
        yield Look("Mail out", "broken", f"{where}: {error}", mend)
    except (OSError, smtplib.SMTPException) as error:
        mend = "Approved mails wait and are tried again; none is lost."
        yield Look("Mail out", "broken", f"{where} does not answer ({error})", mend)
    if settings.smtp_tls == "none" and settings.smtp_host not in ("127.0.0.1", "localhost", "::1"):
        yield Look("Mail out", "note", "mails travel unsealed", "Set RIGHTBACK_SMTP_TLS=starttls.")


def _greet(settings: Settings) -> str:
    """Connect, seal and sign in as the gateway does; what of that was done."""
    kind = smtplib.SMTP_SSL if settings.smtp_tls == "tls" else smtplib.SMTP
    done = {"tls": ", sealed"}.get(settings.smtp_tls, "")
    with kind(settings.smtp_host, settings.smtp_port, timeout=SECONDS) as relay:
        if settings.smtp_tls == "starttls":
            relay.starttls(context=ssl.create_default_context())
            done = ", sealed"
        if settings.smtp_user:
            relay.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            done += f", signed in as {settings.smtp_user}"
        relay.noop()
    return done


def mail_in(settings: Settings, _now: Now) -> Iterator[Look]:
    if not settings.smtp_in_port:
        found = "no SMTP listener; mail comes in by webhook or `rightback receive`"
        yield Look("Mail in", "note", found, "Set RIGHTBACK_SMTP_IN_PORT to open one.")
        return
    where = f"{settings.smtp_in_host}:{settings.smtp_in_port}"
    try:
        with smtplib.SMTP(settings.smtp_in_host, settings.smtp_in_port, timeout=SECONDS) as listener:
            listener.noop()
        yield Look("Mail in", "ok", f"the SMTP listener at {where} answers")
    except (OSError, smtplib.SMTPException):
        yield Look(
            "Mail in", "note", f"nobody listens at {where} now", "`rightback up` or `worker` opens it."
        )
    if not settings.trusted_authserv:
        found = "no sender is verified: no gateway's word is trusted"
        yield Look("Mail in", "note", found, "Set RIGHTBACK_TRUSTED_AUTHSERV to your own gateway's name.")


def model(settings: Settings, _now: Now) -> Iterator[Look]:
    if not settings.model:
        found = "none set: the built-in composer drafts"
        yield Look("Model", "note", found, "Set RIGHTBACK_MODEL, and OPENAI_BASE_URL or OPENAI_API_KEY.")
        return
    server = server_of(settings)
    try:
        took = asyncio.run(asyncio.wait_for(_greeted(replace(server, seconds=SECONDS)), AT_MOST))
        yield Look("Model", "ok", f"{settings.model}: {server.base_url} answers in {took * 1000:.0f} ms")
    except (Failed, TimeoutError) as error:
        why = error.reason if isinstance(error, Failed) else f"not within {AT_MOST} seconds"
        mend = "The composer drafts meanwhile; look at OPENAI_BASE_URL and OPENAI_API_KEY."
        yield Look("Model", "broken", f"{server.base_url} does not answer ({why})", mend)


async def _greeted(server: Server) -> float:
    """By the drafter's own way out: what it would not call is not called here either."""
    chat = Chat(server)
    try:
        return await chat.greet()
    finally:
        await chat.close()


def address(settings: Settings, _now: Now) -> Iterator[Look]:
    """How browsers and hooks reach us, as far as it can be told from here."""
    base = settings.base_url.rstrip("/")
    if not base:
        found = "RIGHTBACK_BASE_URL is not set: links in mails and hooks name this machine only"
        yield Look("Address", "note", found, "Set it to what browsers use: https://rightback.example")
        return
    yield Look("Address", "ok", base)
    if base.startswith("https:") and not settings.secure_cookies:
        mend = "Set RIGHTBACK_SECURE_COOKIES=true."
        yield Look("Cookies", "broken", "behind TLS, but cookies would travel without it too", mend)
    if base.startswith("http:") and settings.secure_cookies:
        mend = "Serve it over https, or nobody can sign in."
        yield Look("Cookies", "broken", "only sent over TLS, but the address is http:", mend)
    if base.startswith("https:") and not settings.proxies:
        found = "no proxy is believed: all browsers are one place, and one who guesses makes all wait"
        mend = "Set RIGHTBACK_PROXIES to how many proxies before us set X-Forwarded-For (1, as a rule)."
        yield Look("Proxies", "note", found, mend)
    own = urlsplit(base).hostname or ""  # the setting names it: it may lie inside our own network
    yield _reached(calling.of(settings, also=[own], seconds=SECONDS), base)


def _reached(caller: Caller, base: str) -> Look:
    answer = caller.get(f"{base}/healthz")
    if isinstance(answer, Unanswered):
        mend = "Is `rightback up` running, and does the proxy pass on to it?"
        if answer.refused:
            mend = "Set RIGHTBACK_BASE_URL to the address that browsers use."
        return Look("Reached", "note", f"{base}/healthz does not answer ({answer.reason})", mend)
    if answer.content.strip() == b"alive":
        return Look("Reached", "ok", f"{base}/healthz answers")
    return Look("Reached", "note", f"{base}/healthz answers {answer.status}", "Look at the proxy.")
