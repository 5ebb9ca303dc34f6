"""Whether header fields, files and what kind of mail it is are as expected."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from assistant.bench.corpus.texts import squeezed
from assistant.core.failure import Reason
from assistant.core.message import InboundMessage

ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
MADE_UP = re.compile(r"[0-9a-f]{8}|noname\d*")  # a source's own name for a file that has none
OWN_STATUS = re.compile(r"\d\.0\.9\d\d|\d\.9\.|.\.0\.0")  # made up by the source where the mail gives none
REFUSED = (
    *("blocked", "rejected", "authfailure", "requireptr", "policyviolation", "spamdetected", "virusdetected"),
    *("badreputation", "norelaying", "securityerror", "notcompliantrfc", "contenterror"),
)
# Their thirty reasons are sorted by what differs for a person; what is not named here says nothing certain.
OURS = {
    **dict.fromkeys(("userunknown", "hasmoved"), Reason.NO_MAILBOX),
    **dict.fromkeys(("hostunknown", "notaccept"), Reason.NO_SERVER),
    **dict.fromkeys(("mesgtoobig", "exceedlimit"), Reason.TOO_LARGE),
    **dict.fromkeys(("expired", "networkerror", "toomanyconn", "speeding"), Reason.LATE),
    **dict.fromkeys(REFUSED, Reason.REFUSED),
    "mailboxfull": Reason.FULL,
    "suspend": Reason.DISABLED,
}


def judge(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    yield from _header(message, expected)
    yield from _files(message, expected)
    yield from _kind(message, expected)
    if expected.get("bounce") and isinstance(expected.get("results"), list):
        yield from _failures(message, expected["results"])


def _header(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    named = [found.lower() for found in ADDRESS.findall(str(expected.get("from") or ""))]
    if named:
        yield "sender", message.sender is not None and message.sender.key in named
    if isinstance(expected.get("subject"), str):
        yield "subject", squeezed(message.subject) == squeezed(expected["subject"])
    if "subject_contains" in expected:
        yield (
            "subject",
            all(squeezed(part) in squeezed(message.subject) for part in expected["subject_contains"]),
        )
    if isinstance(expected.get("message_id"), str):
        yield "message id", message.message_id.strip("<>") == expected["message_id"].strip("<>")
    if isinstance(expected.get("to"), list):
        sent = {box.key for box in message.to}
        yield "recipients", all(address.lower() in sent for address in expected["to"])
    if "reply_address" in expected:
        yield (
            "reply address",
            message.answer_to is not None and message.answer_to.key == expected["reply_address"],
        )


def _files(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    names = [one.name for one in message.attachments]
    right = []
    if "attachment_count" in expected:
        right.append(len(names) == expected["attachment_count"])
    wanted = expected.get("attachments")
    if isinstance(wanted, list) and all(isinstance(name, str) for name in wanted):
        right.append(len(names) == len(wanted) and all(map(_same_name, names, wanted)))
    if "attachments_first" in expected:
        right.append(bool(names) and _same_name(names[0], expected["attachments_first"]))
    if "attachment_sizes" in expected:
        right.append([one.size for one in message.attachments] == expected["attachment_sizes"])
    if "attachment_types" in expected:
        right.append([one.content_type for one in message.attachments] == expected["attachment_types"])
    if "attachment_sha256" in expected:
        digests = [hashlib.sha256(one.content).hexdigest() for one in message.attachments]
        right.append(digests == expected["attachment_sha256"])
    if right:
        yield "attachments", all(right)


def _same_name(ours: str, theirs: str) -> bool:
    return squeezed(ours) == squeezed(theirs) or bool(MADE_UP.fullmatch(theirs))


def _kind(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    if "auto_reply" in expected or expected.get("read_receipt") or expected.get("complaint"):
        wanted = bool(expected.get("auto_reply") or expected.get("read_receipt") or expected.get("complaint"))
        yield "auto-reply", message.auto_reply == wanted
    told = [bool(expected[key]) for key in ("bounce", "dsn") if key in expected]
    if told:
        yield "bounce", message.bounce == any(told)


def _failures(message: InboundMessage, results: list[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    ours = message.failures
    wanted = {OURS.get(one["reason"], Reason.UNKNOWN) for one in results}
    if wanted != {Reason.UNKNOWN}:
        yield "bounce reason", {one.reason for one in ours} == wanted
    statuses = {one["status"] for one in results if one["status"] and not OWN_STATUS.match(one["status"])}
    if statuses:
        yield "bounce status", statuses <= {one.status for one in ours}
    if all(one["reason"] in OURS for one in results):
        yield "bounce is final", any(one.final for one in ours) == any(one["hardbounce"] for one in results)
