"""Mailgun: mails leave by POST /v3/<domain>/messages.mime, exactly as they were made, Message-ID included.

200 with an id: taken. 429: later, when Retry-After says; 500, 503: later. 502, 504, a line that breaks, an
answer that is no JSON: unsure. Anything else (400, 401, 403, 404, 413): refused. It knows no idempotency key,
but its events are searched by Message-ID: one that is found did leave. They come late, so that what is not
found may have left all the same. Source: documentation.mailgun.com, "Send an email in MIME format", "Events".
"""

from dataclasses import dataclass, field
from email.utils import format_datetime

from assistant.core.message import OutboundMessage
from assistant.core.outcome import Accepted, Outcome, Refused
from assistant.core.ports import Now
from assistant.gateways import http
from assistant.gateways.mail import mail

NAME = "Mailgun"
KEY_WRONG = "Mailgun does not take the key: an admin looks at RIGHTBACK_MAILGUN_KEY and _DOMAIN."


@dataclass(frozen=True)
class MailgunGateway:
    """`url` is where the account lives: https://api.mailgun.net, or https://api.eu.mailgun.net."""

    domain: str
    key: str = field(repr=False)
    now: Now
    url: str = "https://api.mailgun.net"
    wall: float = http.WALL_SECONDS

    def send(self, message: OutboundMessage) -> Outcome:
        if not message.to:
            return Refused("There is no address to send to.")
        try:
            made = mail(message)
        except ValueError:
            return Refused(f"{', '.join(to.email for to in message.to)} is no address that mail can go to.")
        made["Date"] = format_datetime(self.now())
        answer = http.call(
            "POST",
            f"{self.url}/v3/{self.domain}/messages.mime",
            wall=self.wall,
            auth=("api", self.key),
            data={"to": [to.email for to in message.to], "o:tracking": "no"},
            files={"message": ("message.mime", made.as_bytes(), "message/rfc822")},
        )
        if isinstance(answer, http.Said):
            if answer.status == 200 and answer.data.get("id"):
                return Accepted(str(answer.data["id"])[:300])
            if answer.status in (401, 403):
                return Refused(KEY_WRONG)
        return http.ended(NAME, answer)

    def sent(self, message_id: str) -> bool | None:
        answer = http.call(
            "GET",
            f"{self.url}/v3/{self.domain}/events",
            wall=self.wall,
            auth=("api", self.key),
            params={"message-id": message_id.strip("<>"), "limit": 1},
        )
        found = isinstance(answer, http.Said) and answer.status == 200 and bool(answer.data.get("items"))
        return True if found else None
