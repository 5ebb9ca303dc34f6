"""The failed recipients of a report, each with its reason: by its fields, else by its text."""

import re

from assistant.channels.email import diagnosis
from assistant.channels.email.headers import ADDRESS
from assistant.core.failure import Failure, Reason

MOST = 50  # recipients
LONGEST_SAID = 500  # characters
RETURNED = re.compile(
    r"(?im)^(?:[ \t]{0,20}[-=_]{2,}.{0,60}(?:original|copy of|returned|headers|unsent).{0,60}"
    r"|[ \t]{0,20}(?:below|here|included|this|what follows) (?:this line )?is a? ?copy\b.{0,80}"
    r"|received:|return-path:"
    r"|message header.{0,20}|[ \t]{0,20}>?from: .{1,100})$"
)
SPEAKS = re.compile(
    r"(?:^|\D)[45]\d\d[ -]|[45]\.\d\.\d|<<<|said:|error|fail|reject|refus|unknown|exist|full|giving up"
    r"|time ?-?out|exceed|retry|delay|lost|unable|could|cannot|can't|quota|invalid|no such|block|deni"
    r"|\bnot ",
    re.I,
)
NOT_IT = re.compile(r"contact|assistance|support|help|postmaster|https?:|sender|\bfrom\b", re.I)


def above_returned(text: str) -> str:
    """What the mail server wrote, without the mail that came back."""
    return RETURNED.split(text, maxsplit=1)[0]


def failures(blocks: list[dict[str, str]], text: str, failed: tuple[str, ...]) -> tuple[Failure, ...]:
    """`blocks`: the fields of RFC 3464, names in lower case; `failed`: the addresses known to have failed."""
    above = above_returned(text)
    told = [_of(fields, above) for fields in blocks if _tells(fields)]
    if told:
        return tuple(told[:MOST])
    return tuple(_said(_around(above, address), address, above) for address in failed[:MOST] or ("",))


def recipient(fields: dict[str, str]) -> str:
    """The original address where both are given; "" where neither is one."""
    for name in ("original-recipient", "final-recipient"):
        if found := ADDRESS.search(fields.get(name, "")):
            return found[0].lower()
    return ""


def _tells(fields: dict[str, str]) -> bool:
    action = fields.get("action", "").lower()
    return bool(recipient(fields) or action) and not action.startswith(("delivered", "relayed", "expanded"))


def _of(fields: dict[str, str], above: str) -> Failure:
    address = recipient(fields)
    given = next(iter(diagnosis.ENHANCED.findall(fields.get("status", ""))), "")
    code = fields.get("diagnostic-code", "")
    said = code if len(code.split()) > 1 else f"{code} {_around(above, address)}"
    return _failure(said, address, diagnosis.status(said, given), above)


def _said(said: str, address: str, above: str) -> Failure:
    return _failure(said, address, diagnosis.status(said) or diagnosis.status(above), above)


def _failure(said: str, address: str, status: str, above: str) -> Failure:
    reason = diagnosis.reason(said, status)
    if reason is Reason.UNKNOWN:
        reason = diagnosis.reason(above, status)
    return Failure(address, reason, status, " ".join(said.split())[:LONGEST_SAID])


def _around(text: str, address: str) -> str:
    """The lines that speak of the address, up to the next one's; else all that speak of a failure."""
    lines = [line[:400] for line in text.split("\n")[:400]]
    for at, line in enumerate(lines):
        if address and address in line.lower() and not NOT_IT.search(line.split("@")[0][-40:]):
            piece = " ".join(_of_one(lines, at, address))
            if SPEAKS.search(piece.replace(address, "")):
                return piece
    return " ".join(line for line in lines if SPEAKS.search(line))


def _of_one(lines: list[str], at: int, address: str) -> list[str]:
    kept = [lines[at]]
    for line in lines[at + 1 : at + 12]:
        named = [found.lower() for found in ADDRESS.findall(line)]
        if named and address not in named and line.lstrip(' \t<"').lower().startswith(tuple(named)):
            break
        kept.append(line)
    return kept
