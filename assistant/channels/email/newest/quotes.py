"""Where the earlier mail begins: "On ... wrote:", header blocks and separators, in many languages."""

import re
from dataclasses import dataclass

from assistant.channels.email.newest.words import (
    BEGIN_FORWARD,
    ORIGINAL,
    OTHERS,
    SENDERS,
    STARTS,
    WROTE,
)

LONGEST_LINE = 400  # characters of a line that are looked at
MOST_WRAPPED = 6  # lines over which an introduction is wrapped

DATE = re.compile(
    r"\d{1,4}[-./年 ].{0,12}\d|\d{1,2}:\d\d|\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.?"
    r"|[^\W\d]{3,12}\.? \d{1,2}\b|\b20\d\d\b"
)
SENDER_LAST = re.compile(r"<\s?[^\s<>@]{1,64}@[^\s<>@]{2,255}>\s?[:：]$")
ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{2,255}")
ENDS_WROTE = re.compile(
    rf"(?:{WROTE})(?: (?:the following|folgendes|het volgende|o seguinte))?\s{{0,3}}[:：]?\s{{0,3}}$",
    re.IGNORECASE,
)
HAS_WROTE = re.compile(rf"(?:^|[\s>\"'”)\d日]|(?<=>))(?:{WROTE})(?=[\s:：(]|$)", re.IGNORECASE)
QUOTING = re.compile(
    r"(?:quoting|zitat von|citando(?: a)?|citation de|citaat van|citerar) .{3,200}[:：]$", re.IGNORECASE
)
TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b|午[前后後]?\d|오[전후] ?\d")
NAMED = re.compile(r"[^:：<>\n]{1,40}[:：]\s?[^<>:：]{0,100}<[^\s<>@]{1,64}@[^\s<>@]{2,255}>")
LABELLED = re.compile(r"[^\W\d_][^:：<>@\n]{0,30}[:：]\s?\S")
STARTS_DATED = re.compile(
    rf"(?:{STARTS})\b.{{0,20}}(?:\d|\bmon|\btue|\bwed|\bthu|\bfri|\bsat|\bsun)", re.IGNORECASE
)
ISO_LINE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?"
    r"(?: GMT[+-]\d\d:?\d\d)?,? [^<>]{1,100}(<[^<>\s]{3,200}>)?"
    r"\s?:?$"
)
ZOHO = re.compile(
    r"-{2,6} ?(?:on )?.{5,250}(?:wrote|écrit|schrieb|escribió|scritto|geschreven) ?-{2,6}$", re.IGNORECASE
)

ORIGINAL_LINE = re.compile(
    rf"[\s>*|]{{0,20}}[-_=*]{{2,40}}\s{{0,5}}(?:{ORIGINAL.pattern}).{{0,40}}?[-_=*]{{2,40}}\s{{0,3}}\*?$",
    re.IGNORECASE,
)
RULED = re.compile(r"[\s>*]{0,20}-{3,40}\s{0,5}[^\W\d_][^-]{2,50}-{3,40}$")
LABEL = re.compile(
    rf"[\s>|]{{0,20}}[*_]{{0,2}}\s?(?:(?P<sender>{SENDERS})"
    rf"|(?P<other>{OTHERS}))\s?[*_]{{0,2}}\s?[:：]\s?[*_]{{0,2}}(?P<value>.{{0,300}})",
    re.IGNORECASE,
)
RULE = re.compile(r"[\s>]{0,20}[-_=*—─]{3,100}\s{0,3}$|[\s>]{0,20}[-_]{2}\s{0,3}$")


@dataclass(frozen=True)
class Cut:
    """Lines start..end introduce an earlier mail, which begins at `end`."""

    start: int
    end: int
    quoted: bool = False  # the introduction itself stands behind ">"


def is_quoted(line: str) -> bool:
    return line.lstrip(" \t")[:1] in {">", "|"}


def first_cut(lines: list[str]) -> Cut | None:
    """The first place where an earlier mail is introduced."""
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        end = _introduced(lines, number)
        if end:
            return Cut(_ruled(lines, number), end, is_quoted(line))
    return None


def _introduced(lines: list[str], at: int) -> int:
    """The line after the introduction that begins at line `at`; 0 where there is none."""
    line = lines[at][:LONGEST_LINE]
    if ORIGINAL_LINE.match(line) or BEGIN_FORWARD.match(line):
        return _header_block(lines, at + 1, least=1) or at + 1
    if RULED.match(line) and (end := _header_block(lines, at + 1, least=2)):
        return end
    return _header_block(lines, at, least=3) or _wrote(lines, at) or _told_by_its_form(lines, at)


def _told_by_its_form(lines: list[str], at: int) -> int:
    """In a language that is not known: labels with a mailbox and a date; or a dated line before ">"."""
    line = lines[at].lstrip("> \t*_").rstrip("\t *_")[:LONGEST_LINE]
    if NAMED.match(line):
        block = [one.lstrip("> \t*_")[:LONGEST_LINE] for one in lines[at + 1 : at + 7]]
        end = next((n for n, one in enumerate(block) if not LABELLED.match(one)), len(block))
        if end >= 2 and any(DATE.search(one) and len(one) < 100 for one in block[:end]):
            return at + 1 + end
    if line.endswith((":", "：")) and len(line) < 200 and _next_is_quoted(lines, at):
        dated = DATE.search(line) and ADDRESS.search(line)
        if dated or QUOTING.match(line) or (ENDS_WROTE.search(line) and len(line.split()) < 8):
            return at + 1
    return 0


def _next_is_quoted(lines: list[str], at: int) -> bool:
    """Or nothing follows: the quote was marked as one, and is gone."""
    after = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return not is_quoted(lines[at]) and (is_quoted(after) or not any(map(str.strip, lines[at + 1 :])))


def _ruled(lines: list[str], at: int) -> int:
    """One up, where a ruled line stands above."""
    above = at - 1
    while above >= 0 and not lines[above].strip() and at - above < 4:
        above -= 1
    return above if above >= 0 and RULE.match(lines[above]) else at


def _header_block(lines: list[str], at: int, *, least: int) -> int:
    """The line after a block of From, Sent, To, Subject; 0 where fewer than `least` of them stand there."""
    found: set[str] = set()
    sender, end, blank, number = False, 0, 0, at
    while number < len(lines) and number < at + 24 and blank < 3:
        line = lines[number][:LONGEST_LINE]
        label = LABEL.match(line) if line.strip() else None
        if not line.strip():
            blank += 1
            if found and end and blank > 1:
                break
        elif label:
            sender = sender or bool(label["sender"])
            found.add((label["sender"] or label["other"]).lower())
            end, blank = number + 1, 0
        elif found and blank == 0 and number - end < 3:
            if (
                len(found) >= 3
                and not line.startswith((" ", "\t", ">"))
                and "@" not in line
                and not _wraps(lines, number)
            ):
                break
        elif blank or not found:
            if found or number > at + 2:
                break
            if number == at:
                return 0
        number += 1
    return end if len(found) >= least and (sender or least == 1) else 0


def _wraps(lines: list[str], number: int) -> bool:
    """A header value that goes on: another label follows it."""
    after = lines[number + 1][:LONGEST_LINE] if number + 1 < len(lines) else ""
    return bool(after.strip() and LABEL.match(after))


def _wrote(lines: list[str], at: int) -> int:
    """The line after "On Monday Ann wrote:", which may be wrapped over some lines."""
    first = lines[at].lstrip("> \t*_")[:LONGEST_LINE]
    if not first:
        return 0
    if ZOHO.match(first):
        return at + 1
    if (iso := ISO_LINE.match(first)) and (iso[1] or "GMT" in first):
        return at + 1
    if not _may_begin(first):
        return 0
    joined, blanks = "", 0
    for number in range(at, min(at + MOST_WRAPPED, len(lines))):
        piece = lines[number].strip().lstrip("> ").strip("*_ ")[:LONGEST_LINE]
        blanks += not piece
        if number > at and (_ended(joined) or blanks > 2 or (blanks and not STARTS_DATED.match(first))):
            return 0
        joined = f"{joined} {piece}".strip()[: 2 * LONGEST_LINE]
        if _is_introduction(joined):
            return number + 1
    return 0


def _may_begin(first: str) -> bool:
    """Cheap: a date word, a digit, or a name with an address or verb begins an introduction."""
    return bool(
        STARTS_DATED.match(first)
        or re.match(r"\d|[\"'“]", first)
        or ADDRESS.search(first)
        or HAS_WROTE.search(first)
        or (DATE.search(first) and len(first) < 120)
    )


def _ended(joined: str) -> bool:
    """A sentence that has ended is no introduction that goes on."""
    return joined.endswith(("?", "!", ":")) or (joined.endswith(".") and len(joined.split()) > 8)


def _is_introduction(joined: str) -> bool:
    tail = joined[-LONGEST_LINE:]
    dated, addressed = bool(DATE.search(joined)), bool(ADDRESS.search(joined))
    starts = bool(re.match(rf"(?:{STARTS})\b", joined, re.IGNORECASE))
    if not tail.endswith((":", "：")):
        return dated and addressed and starts and bool(ENDS_WROTE.search(tail))
    if (SENDER_LAST.search(tail) or (addressed and TIME.search(joined))) and dated and len(joined) < 250:
        return True
    if not HAS_WROTE.search(tail):
        return False
    if ENDS_WROTE.search(tail):
        return dated or addressed
    return (dated and (addressed or starts or joined[:1].isdigit())) or (
        addressed and len(joined.split()) < 14
    )
