"""Lead XML as it comes to XML that can be parsed, without losing a word on the way.

Each document is parsed strictly; one that is malformed is balanced first (`assistant.channels.adf.balance`).
Nothing here resolves an entity, reads a file or the network: what a document declares itself is left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from quopri import decodestring

from lxml import etree

from assistant.channels.adf.balance import DEEPEST, balanced
from assistant.tools.charset import decoded

LARGEST = 1_000_000  # characters or bytes
MOST_DOCUMENTS = 1000
MOST_ESCAPES = 4  # times that a document may have been escaped

NAME = r"(?:[A-Za-z_][\w.-]{0,30}:)?(adf|prospect)\b(?![:.-])"
OPENS = re.compile(rf"<\s{{0,5}}{NAME}", re.IGNORECASE)
BARE_OPENS = re.compile(r"<\s{0,5}(customer|vehicle|contact)\b[^<>]{0,300}>", re.IGNORECASE)
BARE_CLOSES = re.compile(r"</\s{0,5}(?:customer|vehicle|contact)\s{0,5}>", re.IGNORECASE)
OPENS_RAW = re.compile(rb"<\s{0,5}(?:[a-z_][\w.-]{0,30}:)?(?:adf|prospect)\b", re.IGNORECASE)
ESCAPED = re.compile(rf"&(?:amp;){{0,4}}(?:lt|#0{{0,4}}60|#x0{{0,4}}3c);\s{{0,5}}{NAME}", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
QUOTE = re.compile(r"(?m)^[ \t]{0,3}>[ \t]?")
BREAKS = re.compile(r"<br\s{0,3}/?>|</?(?:p|div|pre|span|font|code)\b[^<>]{0,300}>", re.IGNORECASE)
DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
DECLARED = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b[^<>]{0,2000}>", re.IGNORECASE)
MARKUP = re.compile(r"<[!?/A-Za-z][^<>]{0,2000}>")


@dataclass(frozen=True)
class Fragment:
    """One <adf> or <prospect>: its tree, its source, and what was repaired, in words."""

    root: etree._Element
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The lead documents of a text and what stands around them, as plain text."""

    fragments: tuple[Fragment, ...] = ()
    around: str = ""


def found_in(data: bytes | str) -> Found:
    """Nothing where there is none. Never raises."""
    text = _unquoted(_text(data))
    text = _unescaped(text)
    if re.search(r"=3D[\"']", text):
        text = decoded(decodestring(text.encode("utf-8", "replace")), "utf-8").text
    text, notes = _without_types(text)
    sources, around = _sources(text)
    read = (_parsed(source, notes) for source in sources)
    return Found(tuple(one for one in read if one is not None), _plain(around))


def _text(data: bytes | str) -> str:
    if isinstance(data, str):
        return data[:LARGEST].removeprefix("\ufeff")
    data = data[:LARGEST]
    said = ENCODING.search(data[:2000])
    return decoded(data, _charset(data, said[1].decode("ascii") if said else "")).text.removeprefix("\ufeff")


def _charset(data: bytes, said: str) -> str:
    """What the bytes are, whatever they say: two-byte letters have zeros, UTF-8 is never valid by chance."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    zeros = data[:400].count(0)
    if zeros * 3 > len(data[:400]):
        return "utf-16-le" if data[:1] != b"\0" else "utf-16-be"
    if said.lower().startswith(("utf-16", "utf-32", "ucs", "unicode", "iso-10646")):
        said = ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return said
    return said if said.lower().startswith(("iso-2022", "hz", "utf-7")) else "utf-8"


def _unquoted(text: str) -> str:
    """Without the marks of a reply or forward, where the lines of the lead bear them."""
    for _ in range(5):
        start = OPENS.search(text) or ESCAPED.search(text)
        if start is None:
            break
        line = text.rfind("\n", 0, start.start()) + 1
        lines = text[line:].splitlines()
        if not QUOTE.match(text[line : line + 10]) or sum(bool(QUOTE.match(one)) for one in lines) * 2 < len(
            lines
        ):
            break
        text = QUOTE.sub("", text)
    return text


def _unescaped(text: str) -> str:
    for _ in range(MOST_ESCAPES):
        if OPENS.search(text) or not ESCAPED.search(text):
            break
        text = unescape(BREAKS.sub("\n", text))
    return text


def _without_types(text: str) -> tuple[str, tuple[str, ...]]:
    """Without document types; their entities stay as they are written, `&name;`."""
    parts, at, own = [], 0, False
    for start in DOCTYPE.finditer(text):
        if start.start() < at:
            continue
        end, subset = _end_of_type(text, start.end())
        parts.append(text[at : start.start()])
        at, own = end, own or subset
    text = "".join([*parts, text[at:]])
    cleaned = DECLARED.sub(" ", text)
    own = own or cleaned != text
    return cleaned, ("it declared entities or types of its own, which were left out",) if own else ()


def _end_of_type(text: str, at: int) -> tuple[int, bool]:
    """Where a document type ends, and whether it had declarations of its own."""
    opens, closes = text.find("[", at, at + 2000), text.find(">", at)
    if opens < 0 or 0 <= closes < opens:
        return (closes + 1 if closes >= 0 else at), False
    ends = re.compile(r"\]\s{0,200}>").search(text, opens)
    if ends:
        return ends.end(), True
    root = OPENS.search(text, opens)
    return (root.start() if root else len(text)), True


def _sources(text: str) -> tuple[list[str], str]:
    """From each root to its end tag, or to the next one; and what stands around."""
    found = OPENS.search(text)
    if found is None:
        if not (bare := BARE_OPENS.search(text)) or not BARE_CLOSES.search(text):
            return [], text
        return [f"<prospect>{text[bare.start() :]}</prospect>"], text[: bare.start()]
    root = found[1].lower()
    one_root = re.compile(rf"<\s{{0,5}}(?:[A-Za-z_][\w.-]{{0,30}}:)?{root}\b(?![:.-])", re.IGNORECASE)
    closes = re.compile(rf"</\s{{0,5}}(?:[A-Za-z_][\w.-]{{0,30}}:)?{root}\s{{0,5}}>", re.IGNORECASE)
    starts = [one.start() for one in one_root.finditer(text)]
    sources, around, after = [], [text[: starts[0]]], 0
    if len(starts) > MOST_DOCUMENTS:
        around.append(text[starts[MOST_DOCUMENTS] :])
        text, starts = text[: starts[MOST_DOCUMENTS]], starts[:MOST_DOCUMENTS]
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        end = closes.search(text, start, following)
        after = end.end() if end else following
        sources.append(text[start:after])
        outside = text[after:following]
        more, rest = _sources(outside) if OPENS.search(outside) else ([], outside)
        sources += more
        around.append(rest)
    return sources, "\n".join(around)


def _plain(text: str) -> str:
    """Text around a document, markup taken off."""
    text = unescape(MARKUP.sub(" ", text)).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if re.search(r"\w", line))


def _parsed(source: str, notes: tuple[str, ...]) -> Fragment | None:
    repairs: tuple[tuple[Callable[[str], str], bool, str], ...] = (
        (str, False, ""),
        (balanced, False, "its XML was malformed and was repaired"),
        (balanced, True, "its XML was malformed and was read as far as possible"),
    )
    for mend, recover, note in repairs:
        root = _tree(mend(source), recover=recover)
        if root is not None:
            return Fragment(root, source, (*notes, *((note,) if note else ())))
    return None


def _tree(source: str, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=False,
        remove_comments=False,
        recover=recover,
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and _depth(root) <= DEEPEST + 4 else None


def _depth(root: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
