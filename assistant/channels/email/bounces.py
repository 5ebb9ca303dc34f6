"""Failed deliveries: RFC 3464 reports, and what older mail servers write instead."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from flufl.bounce import all_failures

from assistant.channels.email.failures import NOT_IT, above_returned, failures, recipient
from assistant.channels.email.headers import ADDRESS, Headers
from assistant.channels.email.parts import children, content, parameter, walked
from assistant.core.failure import Failure

LARGEST_SCANNED = 400_000  # bytes; the library's detectors take their time on large mail
MOST_LINES_SCANNED = 10_000
LOOKED_AT = 6_000  # characters
LONGEST_BLOCK = 8_000  # characters

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it logs customers' addresses

DAEMON = re.compile(
    r"mailer[-_. ]?daemon|mail[-_. ]?daemon|^postmaster\b|\bpostmaster@|mail delivery (?:sub)?system"
    r"|mail(?:er)? delivery"
    r"|delivery subsystem|mail administrator|mail router|mail transport|bounce[sd]?[-+_@]|<>"
    r"|microsoft ?exchange"
    r"|system administrator|internet mail (?:delivery|system)|mailer agent|mail system"
    r"|email delivery|mdaemon|mail gateway",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"undeliver|non[- ]?deliver|not deliver|delivery (?:status|fail|report|notif|has failed|problem"
    r"|error|not possible|incomplete|unsuccess|delayed|warning)"
    r"|deliver(?:y|ing)? .{0,30}fail|fail(?:ed|ure).{0,20}(?:deliver|notice|notif|mail|message"
    r"|recipient)|return(?:ed|ing)[\s:].{0,20}(?:mail|message|sender|to sender)"
    r"|mail (?:delivery|system error|could not|not delivered|failure|returned|status report)"
    r"|message .{1,60} delayed|message (?:could not|not delivered|status|delivery|delayed|undeliver"
    r"|refused|rejected|bounced|you sent)"
    r"|user unknown|unknown user|unknown (?:address|recipient)|address (?:not found|unknown)"
    r"|could ?n[o']t (?:be )?(?:send|sent|deliver)|unable to deliver|\bbounced?\b(?! hous)|returned mail"
    r"|unzustellbar|nicht zugestellt|zustell(?:ung|bar).{0,30}|unable to relay|rejected (?:mail"
    r"|message)|mail rejected|permanent (?:error|failure)|warning: could not send"
    r"|échec de (?:la )?(?:remise|distribution)|non remis|no (?:se )?(?:pudo )?entreg|no entregado"
    r"|mancata consegna|niet (?:af)?(?:geleverd|leverbaar|bezorgd)"
    r"|não entregue|falha na entrega|kunde inte levereras|kunne ikke leveres|nedoručitel|недоставлен"
    r"|не доставлено|доставк"
    r"|配信(?:できません|不能|エラー)|配達(?:できません|不能)|送信(?:できません|失敗)|エラー|退信"
    r"|未送達|投递失败|系统退信|반송|returned to sender|delivery report|dsn\b"
    r"|mail account|postmaster (?:notify|notification)|sent by you|blocked|spam",
    re.IGNORECASE,
)
SMTP_ERROR = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b|\b5[05]\d[ -].{0,60}(?:user|mailbox|recipient|address"
    r"|account|relay|reject|unknown|denied)"
    r"|\bstatus: ?5\.|user unknown|(?:mailbox|account|recipient|address).{0,40}(?:unavailable"
    r"|not found|does(?: not|n't) exist|disabled|full|unknown|rejected|over quota|exceed)"
    r"|could not be delivered|(?:was|were) not delivered|(?:wasn't|not) delivered to"
    r"|permanent(?:ly)? (?:fatal )?(?:error|fail)|delivery .{0,30}failed|undeliverable"
    r"|this is a permanent error"
    r"|couldn't be delivered|unable to deliver|unknown user|no such (?:user|account|recipient)"
    r"|transcript of session|message undelivered|returned (?:message|mail)",
    re.IGNORECASE,
)
PERSON = re.compile(r"\s{0,3}(?:re|fwd?|aw|wg|sv|tr|rv)\s?:", re.IGNORECASE)
FIELD = re.compile(
    r"^(final-recipient|original-recipient|action|status|diagnostic-code)\s{0,5}:\s{0,5}(?:rfc822\s{0,3};"
    r"|[a-z0-9-]{2,12}\s{0,3};)?\s{0,5}(.{0,2000})$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Bounce:
    """`failed` holds the addresses that finally failed; empty for a delay or where none is named."""

    failed: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    reported: bool = False  # by a report of RFC 3464, or by a mail server's own address


def bounce(message: Message, headers: Headers, *, text: str, data: bytes) -> Bounce | None:
    """None where it is none. A delay or success report is one too: nobody waits for an answer to it."""
    reports = _reports(message)
    named = tuple(
        found.lower() for one in headers.raw("X-Failed-Recipients") for found in ADDRESS.findall(one)
    )
    if not (reports or named or _is_report(message) or _hinted(headers, text)):
        return None
    blocks = list(_blocks(reports))
    failed = named + _reported(blocks)
    if not failed and len(data) <= LARGEST_SCANNED and data.count(b"\n") <= MOST_LINES_SCANNED:
        failed = _scanned(message)
    failed = tuple(dict.fromkeys(failed or _in_text(text, headers)))
    surely = bool(reports) or bool(DAEMON.search(headers.text("From")[:300]))
    return Bounce(failed, failures(blocks, text, failed), surely)


REPORTS = {"message/delivery-status", "message/global-delivery-status"}


def _reports(message: Message) -> list[Message]:
    """Those of the mail; else of a report that somebody's machine wrapped into another mail."""
    parts = list(walked(message))
    found = [part for part in parts if part.get_content_type() in REPORTS]
    if found or not _null_sender(Headers(message)):
        return found
    inner = [mail for part in parts for mail in children(part) if part.get_content_type() == "message/rfc822"]
    return [part for mail in inner for part in walked(mail) if part.get_content_type() in REPORTS]


def _is_report(message: Message) -> bool:
    return (
        message.get_content_type() == "multipart/report"
        and "delivery" in parameter(message, "report-type").lower()
    )


def _hinted(headers: Headers, text: str) -> bool:
    """From a mail server, and about a delivery."""
    subject = headers.text("Subject")[:300]
    if PERSON.match(subject) and not _null_sender(headers):
        return False
    sender = headers.text("From")[:300]
    if not ADDRESS.search(sender):  # else a person wrote, whatever machine sent it for them
        sender += f" {headers.text('Sender')[:200]}"
    told, daemon = bool(SUBJECT.search(subject)), bool(DAEMON.search(sender))
    failed = bool(SMTP_ERROR.search(text[:LOOKED_AT]))
    if daemon:
        return told or failed
    if _null_sender(headers) and failed:
        return True
    nameless = not ADDRESS.search(sender)
    return told and failed and (nameless or _from_machine(sender))


def _null_sender(headers: Headers) -> bool:
    return any(value.strip() in {"<>", "<MAILER-DAEMON>"} for value in headers.raw("Return-Path"))


def _from_machine(sender: str) -> bool:
    return bool(
        re.search(
            r"admin|daemon|mail(?:er)?\b|no-?reply|notif|system|gateway|server|info@|abuse|root",
            sender,
            re.IGNORECASE,
        )
    )


def _blocks(reports: list[Message]) -> Iterator[dict[str, str]]:
    """The fields of each recipient of the reports, names in lower case."""
    for report in reports:
        texts = [str(block) for block in children(report)] or [content(report).decode("utf-8", "replace")]
        for block in "\n\n".join(texts).replace("\r\n", "\n").split("\n\n"):
            unfolded = re.sub(r"\n[ \t]+", " ", block[:LONGEST_BLOCK])
            yield {name.lower(): value.strip() for name, value in FIELD.findall(unfolded)}


def _reported(blocks: list[dict[str, str]]) -> tuple[str, ...]:
    """Recipients with "Action: failed"; the original address where both are given."""
    failed = []
    for fields in blocks:
        status = fields.get("status", "")
        if fields.get("action", "").lower().startswith("failed") or (
            not fields.get("action") and status[:1] == "5"
        ):
            failed.append(recipient(fields))
    return tuple(address for address in failed if address)


def _scanned(message: Message) -> tuple[str, ...]:
    """By flufl.bounce, which knows the habits of many old mail servers."""
    try:
        _, permanent = all_failures(message)
    except Exception:  # its detectors raise whatever a strange mail makes them
        return ()
    decoded = sorted(address.decode("utf-8", "replace").lower() for address in permanent)
    return tuple(address for address in decoded if ADDRESS.fullmatch(address))


def _in_text(text: str, headers: Headers) -> tuple[str, ...]:
    """The addresses that the first lines name, before the returned mail; not our own."""
    lines = above_returned(text)[:LOOKED_AT].split("\n")
    told = "\n".join(line for line in lines if not NOT_IT.search(line))
    own = {box.key for name in ("To", "From", "Delivered-To") for box in headers.mailboxes(name)}
    found = (address.lower().strip(".") for address in ADDRESS.findall(told))
    return tuple(
        address for address in dict.fromkeys(found) if address not in own and not DAEMON.search(address)
    )[:20]
