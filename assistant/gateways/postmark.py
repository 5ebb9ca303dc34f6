"""Postmark: mails leave by POST /email as JSON, with our own Message-ID (X-PM-KeepID) and a mark to find it.

200 with ErrorCode 0: taken. 422 says why in ErrorCode: 406 an address that bounced or complained before, 300
one that cannot be: refused. 429: later, when Retry-After says; 500, 503: later. 502, 504, a line that breaks,
an answer that is no JSON: unsure. It knows no idempotency key, but what it sent is searched by that mark; it
may be listed late, so that what is not found may have left all the same.
Source: postmarkapp.com/developer/api/email-api, /overview#error-codes, /messages-api.
"""

import base64
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Any

from assistant.core.address import Mailbox
from assistant.core.message import OutboundMessage
from assistant.core.outcome import Accepted, Deferred, Outcome, Refused
from assistant.gateways import http
from assistant.gateways.mail import FOOTER_MARK, mail

NAME = "Postmark"
MARK, LONGEST_MARK = "rightback", 80  # characters of a metadata value
OWN = {"from", "to", "reply-to", "subject", "content-type", "content-transfer-encoding", "mime-version"}
KEY_WRONG = "Postmark does not take the token: an admin looks at RIGHTBACK_POSTMARK_TOKEN."
MAINTENANCE, INACTIVE = 100, 406


@dataclass(frozen=True)
class PostmarkGateway:
    token: str = field(repr=False)
    stream: str = "outbound"
    url: str = "https://api.postmarkapp.com"
    wall: float = http.WALL_SECONDS

    def send(self, message: OutboundMessage) -> Outcome:
        if not message.to:
            return Refused("There is no address to send to.")
        try:
            content = self._content(message)
        except ValueError:
            return Refused(f"{', '.join(to.email for to in message.to)} is no address that mail can go to.")
        answer = self._call("POST", "/email", json=content)
        if not isinstance(answer, http.Said):
            return http.ended(NAME, answer)
        code = answer.data.get("ErrorCode")
        if answer.status == 200 and code == 0:
            return Accepted(str(answer.data.get("MessageID", ""))[:300])
        if answer.status == 401:
            return Refused(KEY_WRONG)
        if code == MAINTENANCE:
            return Deferred("Postmark is being maintained.", answer.wait)
        if code == INACTIVE:
            who = ", ".join(to.email for to in message.to)
            return Refused(f"Postmark sends nothing more to {who}: {http.said(answer.data)}")
        return http.ended(NAME, answer)

    def sent(self, message_id: str) -> bool | None:
        mark = _mark(message_id)
        if not mark:
            return None
        asked = {"count": 1, "offset": 0, f"metadata_{MARK}": mark}
        answer = self._call("GET", "/messages/outbound", params=asked)
        found = isinstance(answer, http.Said) and answer.status == 200 and bool(answer.data.get("TotalCount"))
        return True if found else None

    def _call(self, method: str, path: str, **given: Any) -> http.Said | http.Lost:
        headers = {"X-Postmark-Server-Token": self.token, "Accept": "application/json"}
        return http.call(method, f"{self.url}{path}", wall=self.wall, headers=headers, **given)

    def _content(self, message: OutboundMessage) -> dict[str, Any]:
        """The same fields as in every mail of ours; ValueError for an address that is none."""
        fields = [(n, str(v)) for n, v in mail(message).items() if n.lower() not in OWN]
        mark = _mark(message.message_id)
        content: dict[str, Any] = {
            "From": _named(message.sender),
            "To": ", ".join(_named(to) for to in message.to),
            "Subject": " ".join(message.subject.split()),
            "TextBody": message.text + (FOOTER_MARK + message.footer if message.footer else ""),
            "MessageStream": self.stream,
            "TrackOpens": False,
            "TrackLinks": "None",
            "Headers": [{"Name": n, "Value": v} for n, v in [*fields, ("X-PM-KeepID", "true")]],
            "Metadata": {MARK: mark} if mark else {},
            "Attachments": [
                {
                    "Name": one.name,
                    "ContentType": one.content_type,
                    "Content": base64.b64encode(one.content).decode(),
                }
                for one in message.attachments
            ],
        }
        if message.reply_to:
            content["ReplyTo"] = _named(message.reply_to)
        return content


def _named(box: Mailbox) -> str:
    return str(Address(display_name=" ".join(box.name.split()), addr_spec=box.email))


def _mark(message_id: str) -> str:
    bare = message_id.strip("<>")
    return bare if len(bare) <= LONGEST_MARK else ""
