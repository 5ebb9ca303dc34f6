"""What a person would read of a mail: plain text where there is a real one, else the HTML as text."""

import re
from dataclasses import dataclass
from email.message import Message

from assistant.channels.email.attachments import is_attachment
from assistant.channels.email.parts import DEEPEST, children, content, enters, parameter
from assistant.tools.charset import decoded
from assistant.tools.html import page

LONGEST_TEXT = 1_000_000  # characters of one body part
PLACEHOLDER = re.compile(
    r"(?:html|multi-?part|mime)\b.{0,80}\b(?:e-?mail|message|format|client|reader|viewer|version|browser)"
    r"|(?:view|read|display).{0,60}\bhtml\b|does(?: not|n'?t) support html",
    re.IGNORECASE | re.DOTALL,
)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True)
class Body:
    """`own` is `text` without the quotes that HTML marked as such; the same where there is none."""

    text: str = ""
    own: str = ""
    html: str = ""
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Body") -> "Body":
        return Body(
            _joined(self.text, other.text),
            _joined(self.own, other.own),
            _joined(self.html, other.html),
            tuple(dict.fromkeys(self.notes + other.notes)),
        )


def body(part: Message, depth: int = 0) -> Body:
    """The text of a part and of all that belongs to it."""
    if depth > DEEPEST:
        return Body(notes=("its parts are nested too deep to be read",))
    if enters(part):
        below = [body(child, depth + 1) for child in children(part) if not is_attachment(child)]
        if part.get_content_subtype() == "alternative":
            return _best(below)
        return sum(below, Body())
    if part.is_multipart() or is_attachment(part):
        return Body()
    return _html(part) if part.get_content_type() == "text/html" else _plain(part)


def _best(alternatives: list[Body]) -> Body:
    """One of several ways to say the same: text from the first real plain one, HTML from the last."""
    html = next((one for one in reversed(alternatives) if one.html), Body())
    plain = next((one for one in alternatives if not one.html and one.text.strip()), Body())
    notes = plain.notes + html.notes
    if not plain.text.strip() or _is_placeholder(plain.text, html.text):
        return Body(html.text, html.own, html.html, notes)
    return Body(plain.text, _agreed(plain, html), html.html, notes)


def _agreed(plain: Body, html: Body) -> str:
    """The plain text as far as its HTML twin is the writer's own, where both say the same up to there."""
    if html.own == html.text:
        return plain.own
    left = len("".join(html.own.split()))
    for number, char in enumerate(plain.own if left else ""):
        left -= not char.isspace()
        if not left:
            start = plain.own[: number + 1]
            return start if "".join(start.split()) == "".join(html.own.split()) else plain.own
    return plain.own


def _is_placeholder(plain: str, html: str) -> bool:
    """ "Your mail program cannot show HTML": no message."""
    short = len(plain.strip()) < 300
    return (
        short and len(html.strip()) > 20 and bool(PLACEHOLDER.search(plain)) and not PLACEHOLDER.search(html)
    )


def _plain(part: Message) -> Body:
    read = decoded(content(part), parameter(part, "charset"))
    text = _clean(read.text)
    if part.get_content_maintype() == "multipart":
        text = re.sub(r"(?m)^--[^\s]{1,100}$\n?(?:^content-[^\n]{1,300}\n)*", "", text, flags=re.IGNORECASE)
    if parameter(part, "format").lower() == "flowed":
        text = _unflowed(text, delsp=parameter(part, "delsp").lower() == "yes")
    return Body(text, text, notes=_notes(read.note))


def _html(part: Message) -> Body:
    data = content(part)
    charset = parameter(part, "charset")
    if not charset and (meta := META_CHARSET.search(data[:4000])):
        charset = meta[1].decode("ascii", "replace")
    read = decoded(data, charset)
    return html_body(read.text, _notes(read.note))


def html_body(source: str, notes: tuple[str, ...] = ()) -> Body:
    source = _clean(source)
    seen = page(source)
    if seen.hidden:
        notes += ("text that was hidden from the reader was left out",)
    return Body(seen.text, seen.own, source, notes)


def text_body(text: str) -> Body:
    text = _clean(text)
    return Body(text, text)


def _notes(note: str) -> tuple[str, ...]:
    return (f"text {note}",) if note else ()


def _clean(text: str) -> str:
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", text)


def _unflowed(text: str, *, delsp: bool) -> str:
    """RFC 3676: a line that ends in a blank goes on in the next one of the same quote depth."""
    lines: list[str] = []
    depth_before, flowing = 0, False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if flowing and depth == depth_before and words != "-- ":
            lines[-1] += words
        else:
            lines.append(">" * depth + (" " if depth and words else "") + words)
        flowing = words.endswith(" ") and words != "-- "
        if flowing and delsp:
            lines[-1] = lines[-1][:-1]
        depth_before = depth
    return "\n".join(lines)


def _joined(first: str, second: str) -> str:
    if not first.strip() or not second.strip():
        return first if first.strip() else second
    return f"{first.rstrip()}\n\n{second.lstrip(chr(10))}"
