"""Whether the text is the expected one: exactly, or within a twentieth."""

import re
from collections.abc import Iterator
from typing import Any

from rapidfuzz.distance import Levenshtein

from assistant.channels import email
from assistant.core.message import InboundMessage
from assistant.tools.html import page

CLOSE = 0.05  # of the longer of the two, in edits
DEEPEST = 5  # mails in mails
UNDECODED = "\ufffd"
MARKUP = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def judge(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    yield from _visible(message, expected)
    whole = expected.get("text")
    if isinstance(whole, str):
        yield "text", squeezed(whole) in (squeezed(message.text), squeezed(message.visible_text))
    for key, wanted in (("text_contains", True), ("text_not_contains", False)):
        if key in expected:
            yield "text", all((squeezed(part) in squeezed(message.text)) == wanted for part in expected[key])
    if "leaves" in expected:
        yield "text", all(_is_kept(leaf.get("text", ""), message) for leaf in expected["leaves"])


def _visible(message: InboundMessage, expected: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    visible = folded(message.visible_text)
    wanted = expected.get("visible_text")
    if expected.get("nothing_quoted"):
        wanted = message.text
    if isinstance(wanted, str):
        yield "visible text", visible == folded(wanted)
        yield "visible text within 5 %", _close(visible, folded(wanted))
    parts = [folded(part) in visible for part in expected.get("visible_text_contains", [])]
    parts += [folded(part) not in visible for part in expected.get("visible_text_not_contains", [])]
    parts += [
        bool(re.search(part, message.visible_text)) for part in expected.get("visible_text_matches", [])
    ]
    if "visible_text_startswith" in expected:
        parts.append(visible.startswith(folded(expected["visible_text_startswith"])))
    if parts:
        yield "visible text", all(parts)
        yield "visible text within 5 %", all(parts)


def _close(one: str, other: str) -> bool:
    return Levenshtein.normalized_distance(one, other) <= CLOSE


def _is_kept(leaf: str, message: InboundMessage) -> bool:
    """Every word of a text part stands in the text, the HTML, a file, or the text of an attached mail.

    A sign that the source itself could not decode (U+FFFD) stands for any sign or none.
    """
    kept = list(_kept(message))
    readings = {squeezed(leaf)}
    if MARKUP.search(leaf):
        readings.add(squeezed(page(leaf).text))
    return any(_stands_in(reading, squeezed(one)) for reading in readings for one in kept)


def _kept(message: InboundMessage, depth: int = 0) -> Iterator[str]:
    yield message.text
    yield message.html
    for one in message.attachments:
        yield one.content.decode("utf-8", "replace")
        if one.content_type == "message/rfc822" and depth < DEEPEST:
            yield from _kept(email.read(one.content), depth + 1)


def _stands_in(leaf: str, text: str) -> bool:
    if UNDECODED not in leaf:
        return leaf in text
    return bool(re.search(".?".join(map(re.escape, leaf.split(UNDECODED))), text))


def folded(text: str) -> str:
    return " ".join(text.split())


def squeezed(text: str) -> str:
    return "".join(text.split())
