"""The newest turn of a mail: what its writer wrote now, without quotes, separators and signature.

Losing wanted words is worse than leaving a quote in: every rule needs evidence, and where all of a
text would go, all of it stays.
"""

import re
from dataclasses import dataclass

from assistant.channels.email.newest.forwards import forwarded_text, is_forward_line, says_little
from assistant.channels.email.newest.quotes import Cut, first_cut, is_quoted
from assistant.channels.email.newest.signature import is_footer, unsigned

LONGEST = 200_000  # characters looked at; what stands behind them is no newest turn
MOST_LINES = 4_000
INVISIBLE = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\u00ad\u1427\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0001-\U000e007f]"
)
DELIMITER = re.compile(
    r"(?:[#*\-_=~\s]{0,20})(?:please )?(?:type|write|enter|add)? ?(?:your )?(?:reply|replies"
    r"|response|antwort)"
    r"(?: (?:in )?the lines?)?(?: above| oberhalb).{0,40}(?:line|message|zeile)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PassedOn:
    """A forwarded mail: the lines that introduce it, its own newest turn, and what was said above it."""

    introduction: list[str]
    text: str
    remark: str


def passed_on(text: str, *, forward: bool = False) -> PassedOn | None:
    """`forward`: the subject says that it is one. None where it is none."""
    lines = _lines(text)
    cut = first_cut(lines)
    if cut is None or not (forward or any(map(is_forward_line, lines[cut.start : cut.start + 2]))):
        return None
    below = _visible_below(lines, cut, forward=True)
    return PassedOn(lines[cut.start : cut.end], below, unsigned(lines[: cut.start])) if below else None


def newest_turn(text: str, *, forward: bool = False) -> str:
    """`forward`: the subject says that it is one. Never raises, linear in the length of the text."""
    lines = _lines(text)
    visible = _visible(lines, forward=forward)
    return visible or "\n".join(lines).strip()


def _lines(text: str) -> list[str]:
    text = INVISIBLE.sub("", text[:LONGEST]).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return [line.rstrip()[:20_000] for line in text.split("\n")[:MOST_LINES]]


def _visible(lines: list[str], *, forward: bool) -> str:
    cut = first_cut(lines)
    if cut is None:
        return unsigned(_without_tail(_above_delimiter(lines)))
    above = _above_delimiter(lines[: cut.start])
    written = unsigned(above)
    is_forward = is_forward_line(lines[cut.start]) or forward
    if is_forward and says_little(written):
        return _joined(written, _visible_below(lines, cut, forward=True))
    if not written:
        return _replied_below(lines, cut) or _visible_below(lines, cut, forward=False)
    if is_forward:
        return written
    return _joined(written, _replied_below(lines, cut))


def _visible_below(lines: list[str], cut: Cut, *, forward: bool) -> str:
    """A mail that begins with the earlier one's header: its text is all there is."""
    below = forwarded_text(lines[cut.end :])
    again = first_cut(below)
    if again is None or (not unsigned(below[: again.start]) and not forward):
        return unsigned(below) or "\n".join(below).strip()
    above = unsigned(below[: again.start])
    return _joined(above, _replied_below(below, again)) or "\n".join(below[again.end :]).strip()


def _replied_below(lines: list[str], cut: Cut) -> str:
    """What was written under or between ">" quotes; nothing where the quote is not marked by ">"."""
    rest = lines[cut.end :]
    first = next((line for line in rest if line.strip()), "")
    if not is_quoted(first):
        return ""
    kept: list[str] = []
    while rest:
        inner = first_cut(rest)
        own = rest[: inner.start] if inner else rest
        kept += [
            line
            for number, line in enumerate(own)
            if not is_quoted(line) and not _is_broken_quote(own, number)
        ]
        if inner is None:
            break
        rest = rest[inner.end :]
        after = next((line for line in rest if line.strip()), "")
        if not is_quoted(after) and not inner.quoted:
            break
    below = re.sub(r"\n{3,}", "\n\n", unsigned(kept))
    return "" if is_footer(below) else below


def _is_broken_quote(lines: list[str], number: int) -> bool:
    """The end of a long quoted line that was wrapped on its way without a ">" of its own."""
    before, line = lines[number - 1] if number else "", lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else ""
    long = is_quoted(before) and len(before) > 60 and before.lstrip("> |").strip() != ""
    return long and line[:1].islower() and len(line) < 60 and (is_quoted(after) or not after.strip())


def _above_delimiter(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if len(line) < 200 and DELIMITER.match(line):
            above, below = lines[:number], lines[number + 1 :]
            return above if any(one.strip() for one in above) else below
    return lines


def _without_tail(lines: list[str]) -> list[str]:
    """Without a ">" quote at the end that nothing introduces, if anything stands above it."""
    end = len(lines)
    while end and (is_quoted(lines[end - 1]) or not lines[end - 1].strip()):
        end -= 1
    quoted = any(is_quoted(line) for line in lines[end:])
    return lines[:end] if quoted and any(not is_quoted(one) and one.strip() for one in lines[:end]) else lines


def _joined(above: str, below: str) -> str:
    return "\n\n".join(part for part in (above, below) if part)
