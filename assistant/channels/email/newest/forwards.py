"""A forwarded mail: what was forwarded is the message where little is said above it."""

import re

from assistant.channels.email.newest.quotes import ORIGINAL_LINE
from assistant.channels.email.newest.words import BEGIN_FORWARD

FORWARD = re.compile(
    r"forward|weitergeleitet|transf[ée]r|reenviad|encaminhad|inoltrat|doorgestuurd|vidarebefordra"
    r"|videresend"
    r"|przekazan|přeposlan|пересла|пересылаем|转发|転送",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\s{0,5}(?:fwd?|wg|tr|rv|enc|i|doorst|vs|vb|pd|fs|転送|转发)\s{0,3}[:：]", re.IGNORECASE
)
LITTLE_WORDS = 4
LITTLE = re.compile(
    r"(?:fyi|fya|fw|see below|please see below|can you (?:help|handle|take)|please (?:handle|help"
    r"|advise|respond|take care)"
    r"|zur info|zk|pour info|para su información)\b.{0,60}",
    re.IGNORECASE,
)


def is_forward_subject(subject: str) -> bool:
    return bool(SUBJECT.match(subject[:200]))


def is_forward_line(line: str) -> bool:
    line = line[:400]
    return bool(BEGIN_FORWARD.match(line) or (ORIGINAL_LINE.match(line) and FORWARD.search(line)))


def says_little(written: str) -> bool:
    """Nothing, "FYI", "see below": the writer says it with the forwarded mail."""
    return len(written.split()) <= LITTLE_WORDS or (len(written) < 80 and bool(LITTLE.match(written)))


def forwarded_text(lines: list[str]) -> list[str]:
    """Without one level of ">" where all of it stands behind one."""
    written = [line for line in lines if line.strip()]
    if written and all(line.startswith(">") for line in written):
        return [line.removeprefix(">").removeprefix(" ") for line in lines]
    return lines
