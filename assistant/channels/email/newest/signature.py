"""Signatures, "Sent from my phone" and footers of mailing lists: cut only where they clearly are some."""

import re

LONGEST_SIGNATURE = 16  # lines that are not blank
DASHES = re.compile(r"(?:--|—|–|---|__|-- -)$")
RULE = re.compile(r"(?:[-_=*~#+—─–]{3,100}|(?:[-_*=] ){3,40}[-_*=]?)$")
DEVICE = (
    r"my |outlook|mail|yahoo|gmail|typeapp|samsung|galaxy|iphone|ipad|android"
    r"|proton|blackberry|mobile|a phone|airmail|thunderbird|bluemail|aol|windows"
    r"|surface|verizon|at&t|t-mobile|nine|spark|[A-Z]"
)
SENT_FROM = re.compile(
    rf"(?:sent|written|typed) (?:from|via|with|by|using) (?:the )?(?:{DEVICE})[^.?!]{{0,80}}(?:[.!]"
    rf"|\. {{0,3}}(?:please|excuse|sorry|kindly|apolog).{{0,80}})?$"
    r"|(?:.{0,20} )?from (?:my )?(?:iphone|ipad|mobile|phone|android).{0,20}$"
    r"|sent a magnificent torch of pixels$"
    r"|get (?:outlook|bluemail|typeapp) for\b.{0,60}$|(?:sent|download) (?:with|from) \[.{0,80}$"
    r"|(?:von mein\w+|gesendet (?:von|mit|über)|diese nachricht wurde von mein\w+) .{0,60}$"
    r"|.{0,40}meinem (?:iphone|ipad|handy|smartphone).{0,20} gesendet\.?$"
    r"|(?:envoyé|envoye) (?:de|depuis|à partir|avec|par)\b.{0,60}$"
    r"|(?:enviado|mandado) (?:desde|do|de|da|a partir|con|via)\b.{0,60}$"
    r"|(?:inviato|scritto) (?:da|dal|con)\b.{0,60}$|(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via"
    r"|van)\b.{0,60}$"
    r"|(?:skickat|sendt|sent) (?:från|fra|frå)\b.{0,60}$|lähetetty .{0,60}$|(?:wysłane|wysłano) z\b.{0,60}$"
    r"|(?:odesláno|odoslané) z\b.{0,60}$|отправлено (?:с|из)\b.{0,60}$|надіслано з\b.{0,60}$"
    r"|发自.{0,40}$|從我的.{0,30}$|.{0,30}から送信$|.{0,30}에서 보냄$|iphone'?\w* gönderildi$"
    r"|trimis de pe\b.{0,40}$",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"\b(?:is|are|was|were|and|but|because|have|has|to all)\b", re.IGNORECASE)
POSTSCRIPT = re.compile(r"p\.?\s?s\.?[\s:,]", re.IGNORECASE)
CONTACT = re.compile(
    r"@[\w-]|https?:|www\.|\+?\d[\d\s()./-]{6,}\d|\b(?:tel|phone|mobile|cell|fax|direct|office|mobil"
    r"|telefon)\b"
    r"|mailing list|unsubscribe|confidential|intended recipient|vertraulich|\b(?:inc|llc|ltd|gmbh|corp)\b",
    re.IGNORECASE,
)
FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


def is_footer(text: str) -> bool:
    """Nothing but a separator and what stands below it: a signature, a mailing list's lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    signs = lines[0].strip() if lines else ""
    return bool(lines) and _is_separator(lines[0], signs) and _is_signature(signs, lines[1:])


def unsigned(lines: list[str]) -> str:
    """The text without its signature; the whole of it where nothing else would be left."""
    whole = _trimmed(lines)
    end = _signature_start(whole)
    kept = _without_sent_from(whole[:end]) + _postscripts(whole[end:])
    kept = _trimmed(kept)
    return "\n".join(kept if any(_has_words(line) for line in kept) else []).strip("\n") or _if_words(whole)


def _if_words(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") if any(_has_words(one) for one in _without_sent_from(lines)) else ""


def _trimmed(lines: list[str]) -> list[str]:
    """Without blank lines around, and without ruled lines at the end."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while (
        end > start
        and not _has_words(lines[end - 1])
        and not FENCE.match(lines[end - 1])
        and not _is_mood(lines[end - 1])
    ):
        end -= 1
    return lines[start:end]


def _has_words(line: str) -> bool:
    return any(char.isalnum() for char in line)


def _is_mood(line: str) -> bool:
    """A line of signs that says something: a smiley, "???", an emoji, a bracket that closes code."""
    signs = line.strip()
    return (
        bool(signs)
        and not RULE.match(signs)
        and not DASHES.match(signs)
        and len(signs) < 40
        and signs not in {">", "*", "|"}
    )


def _signature_start(lines: list[str]) -> int:
    """The first line of the signature; the number of lines where there is none."""
    fenced = False
    for number, line in enumerate(lines):
        fenced ^= bool(FENCE.match(line))
        signs = line.strip()
        if fenced or not signs or not _is_separator(line, signs):
            continue
        above, below = lines[:number], [one for one in lines[number + 1 :] if one.strip()]
        if any(_has_words(one) for one in above) and _is_signature(signs, below):
            return number
    return len(lines)


def _is_separator(line: str, signs: str) -> bool:
    return bool(
        DASHES.match(signs) or (len(signs) <= 100 and RULE.match(signs) and line[:1] not in {" ", "#"})
    )


def _is_signature(signs: str, below: list[str]) -> bool:
    if len(below) > LONGEST_SIGNATURE or any(_asks(line) for line in below):
        return False
    if DASHES.match(signs) and signs != "---":
        return True
    return (
        len(below) <= 10
        and all(len(line) < 120 for line in below)
        and any(CONTACT.search(one[:300]) for one in below)
    )


def _asks(line: str) -> bool:
    """A question is never only a signature, except in a link or in a slogan of a few words."""
    words = re.sub(r"https?://\S{1,500}", "", line[:500])
    return "?" in words and len(words.split()) > 3


def _without_sent_from(lines: list[str]) -> list[str]:
    """ "Sent from my iPhone" goes where it stands alone or last."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_sent_from(lines[end - 1])):
        end -= 1
    return [
        line for number, line in enumerate(lines[:end]) if not (_alone(lines, number) and _is_sent_from(line))
    ]


def _alone(lines: list[str], number: int) -> bool:
    return (number == 0 or not lines[number - 1].strip()) and not "".join(
        lines[number + 1 : number + 2]
    ).strip()


def _is_sent_from(line: str) -> bool:
    if len(line) > 200:
        return False
    words = re.sub(r"<https?[^<>]{0,150}>|\(https?[^()]{0,150}\)|[\[\]*_()<>]", "", line).strip()
    return bool(SENT_FROM.match(words)) and not SENTENCE.search(words)


def _postscripts(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if POSTSCRIPT.match(line.strip()[:20]):
            return ["", *lines[number:]]
    return []
