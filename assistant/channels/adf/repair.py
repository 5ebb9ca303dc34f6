"""Lead XML as it comes to XML that can be parsed, without losing a word on the way.

libxml2's recovery drops a bare "&" silently and cuts a text at an unknown entity, so both are mended
before it; what else it may lose is found by comparing words (`assistant.channels.adf.prospect`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from quopri import decodestring

from lxml import etree

from assistant.tools.charset import decoded

LARGEST = 1_000_000  # characters or bytes
MOST_FRAGMENTS = 50
DEEPEST = 64  # levels; ADF has seven

OPENS = re.compile(r"<\s{0,5}(adf|prospect)\b", re.IGNORECASE)
ESCAPED = re.compile(r"&(?:lt|#60|#x3c);\s{0,5}(?:adf|prospect)\b", re.IGNORECASE)
SUBSET = re.compile(r"<!ENTITY|<!DOCTYPE[^<>\[]{0,1000}\[|<!ELEMENT|<!ATTLIST", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]{0,60})((?:\s[^<>]{0,1000})?)>")
LINKED = re.compile(
    r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000}|[^<>\s@/]{1,64}@[^<>\s@]{1,255})>", re.IGNORECASE
)
BARE_LESS = re.compile(r"<(?![A-Za-z/!?])")
BARE_AND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-f]{1,6};|(?:amp|lt|gt|quot|apos);)", re.IGNORECASE)
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "″": '"', "‘": "'", "’": "'"})


class Refused(Exception):
    """The XML carries a document type of its own: an attack, and no portal's habit."""


@dataclass(frozen=True)
class Fragment:
    """One <adf> or <prospect>: its tree, its source as repaired, and what was repaired, in words."""

    root: etree._Element
    source: str
    notes: tuple[str, ...] = ()


def fragments(data: bytes | str) -> tuple[Fragment, ...]:
    """All lead documents in a file or a text; none where there is none. Raises Refused only."""
    text = _text(data)
    if not (OPENS.search(text) or ESCAPED.search(text)):
        return ()
    if not OPENS.search(text):
        text = unescape(re.sub(r"<br\s{0,3}/?>|</?(?:p|div|pre|span|font|code)\b[^<>]{0,300}>", "\n", text))
    if re.search(r"=3D[\"']", text):
        soft = text.encode("utf-8", "replace")
        text = decoded(decodestring(soft), "utf-8").text
    if SUBSET.search(text):
        raise Refused("its XML declares entities or types of its own")
    read = (_parsed(source) for source in _sources(text))
    return tuple(fragment for fragment in read if fragment is not None)


def _text(data: bytes | str) -> str:
    if isinstance(data, str):
        return data[:LARGEST]
    data = data[:LARGEST]
    said = ENCODING.search(data[:2000])
    name = said[1].decode("ascii") if said else "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ""
    return decoded(data, name).text.removeprefix("\ufeff")


def _sources(text: str) -> list[str]:
    """From each <adf> to its end tag; a document without root or end is taken to the next one."""
    found = OPENS.search(text)
    root = found[1].lower() if found else "adf"
    starts = [one.start() for one in re.finditer(rf"<\s{{0,5}}{root}\b", text, re.IGNORECASE)][
        :MOST_FRAGMENTS
    ]
    closes = re.compile(rf"</\s{{0,5}}{root}\s{{0,5}}>", re.IGNORECASE)
    sources = []
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        end = closes.search(text, start, following)
        sources.append(text[start : end.end() if end else following])
    return sources


def _parsed(source: str) -> Fragment | None:
    strict = _tree(source, recover=False)
    if strict is not None:
        return Fragment(strict, source)
    mended = repaired(source)
    root = _tree(mended, recover=False)
    if root is not None:
        return Fragment(root, mended, ("its XML was malformed and was repaired",))
    root = _tree(mended, recover=True)
    return (
        Fragment(root, mended, ("its XML was malformed and was read as far as possible",))
        if root is not None
        else None
    )


def _tree(source: str, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=False,
        recover=recover,
    )
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and _depth(root) <= DEEPEST else None


def _depth(root: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def repaired(source: str) -> str:
    """The same words, with what breaks XML escaped; CDATA is left as it is."""
    source = re.sub(r"<\?.{0,300}?\?>", "", CONTROL.sub(" ", source), flags=re.DOTALL)
    return "".join(f"<![CDATA[{text}]]>" if is_cdata else _mended(text) for is_cdata, text in pieces(source))


def pieces(source: str) -> Iterator[tuple[bool, str]]:
    """(is CDATA, text), in order; one that never ends is no CDATA. Not a regular expression: linear."""
    at = 0
    while (start := source.find("<![CDATA[", at)) >= 0 and (end := source.find("]]>", start)) >= 0:
        yield False, source[at:start]
        yield True, source[start + 9 : end]
        at = end + 3
    yield False, source[at:].replace("<![CDATA[", " ")


def _mended(text: str) -> str:
    text = LINKED.sub(r"&lt;\1&gt;", text)
    text = ENTITY.sub(_character, text)
    text = BARE_AND.sub("&amp;", text)
    text = BARE_LESS.sub("&lt;", text)
    return TAG.sub(_tag, text)


def _character(found: re.Match[str]) -> str:
    if found[1].lower() in {"amp", "lt", "gt", "quot", "apos"}:
        return f"&{found[1].lower()};"
    return html5.get(found[1] + ";", found[0])


def _tag(found: re.Match[str]) -> str:
    attributes = found[3].translate(CURLY) if "=" in found[3] else found[3]
    attributes = re.sub(r"""=\s{0,3}([^\s"'=<>/]{1,200})""", r'="\1"', attributes)
    return f"<{found[1]}{found[2].lower()}{attributes}>"
