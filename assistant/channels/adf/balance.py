"""Markup that is no XML to XML that is, by what ADF allows inside what: no word is dropped on the way.

Whatever is not surely a tag becomes text; whatever was cut off or nobody knows becomes a comment, which is
shown with the remainder. Linear in the length of the source.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from assistant.channels.adf.vocabulary import ADF, HTML, INSIDE, local

DEEPEST = 60  # levels; ADF has seven
TAG = re.compile(r"<\s{0,5}(/?)\s{0,5}([A-Za-z_][\w.:-]{0,60})(\s[^<>]{0,2000})?(/?)>")
CUT = re.compile(r"<\s{0,5}(/?)\s{0,5}([A-Za-z_][\w.:-]{0,60})?(\s[^<>]{0,2000})?\Z")
CLOSES = re.compile(r"</\s{0,5}([A-Za-z_][\w.:-]{0,60})\s{0,20}>")
ATTRIBUTE = re.compile(
    r"""([A-Za-z_][\w.:-]{0,60})\s{0,5}=\s{0,5}("[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'=<>]{1,300})"""
)
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "″": '"', "‘": "'", "’": "'"})
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SILENT = re.compile(r"\?\s{0,5}(?:xml|adf)\b", re.IGNORECASE)


def balanced(source: str) -> str:
    """Well-formed XML with one root, of the same words."""
    return _Balance(source).made()


class _Balance:
    def __init__(self, source: str) -> None:
        self._source = source
        self._closed = {local(found[1]) for found in CLOSES.finditer(source)}
        self._open: list[str] = []
        self._out: list[str] = []

    def made(self) -> str:
        for kind, text in pieces(self._source):
            if kind == "tag":
                self._tag(text)
            elif kind == "aside":
                self._aside(text)
            else:
                self._text(text, literal=kind == "cdata")
        while self._open:
            self._close()
        return "".join(self._out)

    def _text(self, text: str, *, literal: bool = False) -> None:
        if self._open:  # before the root stands nothing
            self._out.append(escape(printable(text if literal else unescape(text))))

    def _aside(self, text: str) -> None:
        told = re.sub(r"-{2,}|-$", " ", printable(text)).strip()
        if told and self._open:
            self._out.append(f"<!-- {told} -->")

    def _tag(self, text: str) -> None:
        found = TAG.match(text)
        name = local(found[2]) if found else ""
        if not found or not self._is_known(name, text):
            self._text(text)
        elif found[1]:
            if name in self._open:
                while self._open[-1] != name:
                    self._close()
                self._close()
        else:
            self._opens(name, found[3] or "", empty=bool(found[4]) or name == "br")

    def _is_known(self, name: str, text: str) -> bool:
        """Of ADF or HTML, or closed somewhere: else it is what somebody wrote in angle brackets."""
        return name in ADF or name in HTML or name in self._closed or text.endswith("/>")

    def _opens(self, name: str, attributes: str, *, empty: bool) -> None:
        if attributes.rstrip().endswith("/"):
            attributes, empty = attributes.rstrip()[:-1], True
        self._make_room(name)
        if len(self._open) >= DEEPEST:
            self._aside(f"{name} {attributes}")
            return
        self._out.append(f"<{name}{_attributes(attributes)}{'/' if empty else ''}>")
        if not empty:
            self._open.append(name)

    def _make_room(self, name: str) -> None:
        """End what cannot hold this element: nobody had closed it."""
        if name not in ADF or not self._open or self._may_hold(self._open[-1], name):
            return
        holders = [at for at, one in enumerate(self._open) if one in INSIDE and self._may_hold(one, name)]
        keep = holders[-1] + 1 if holders else 0
        if holders and all(one in ADF or one in HTML for one in self._open[keep:]):
            while len(self._open) > keep:
                self._close()
        elif self._open[-1] in ADF - set(INSIDE):  # a leaf, and nothing above it knows this name
            self._close()

    @staticmethod
    def _may_hold(parent: str, name: str) -> bool:
        return name in INSIDE[parent] if parent in INSIDE else parent not in ADF and parent not in HTML

    def _close(self) -> None:
        self._out.append(f"</{self._open.pop()}>")


def pieces(source: str) -> Iterator[tuple[str, str]]:
    """(kind, text) in order; "tag" as it stands, else what is in it: "text", "cdata", "aside"."""
    at = 0
    endless: set[str] = set()  # what is not ended any more from here on: looked for once
    while (start := source.find("<", at)) >= 0:
        yield "text", source[at:start]
        kind, text, at = _piece(source, start, endless)
        yield kind, text
    yield "text", source[at:]


def _piece(source: str, start: int, endless: set[str]) -> tuple[str, str, int]:
    for begin, end, kind in (("<![CDATA[", "]]>", "cdata"), ("<!--", "-->", "aside"), ("<?", "?>", "aside")):
        if source.startswith(begin, start):
            inside = start + len(begin)
            stop = -1 if end in endless else source.find(end, inside)
            if stop < 0:  # it never ends, so it is none
                endless.add(end)
                return "text", " ", inside
            text = source[inside:stop]
            return kind, "" if begin == "<?" and SILENT.match(f"?{text}") else text, stop + len(end)
    if found := TAG.match(source, start):
        return "tag", found[0], found.end()
    if cut := CUT.match(source, start):
        partial = local(cut[2] or "")
        known = any(name.startswith(partial) for name in ADF)
        return ("aside", cut[3] or "", cut.end()) if known else ("text", cut[0], cut.end())
    return "text", "<", start + 1


def _attributes(text: str) -> str:
    """Each once, in double quotes; what is no attribute is told as one of our own."""
    text = printable(unescape(text.translate(CURLY)))
    found: dict[str, str] = {}
    for one in ATTRIBUTE.finditer(text):
        name = local(one[1])
        if name != "xmlns" and not one[1].lower().startswith(("xmlns:", "xml:")):
            value = one[2].strip("\"'")
            found[name] = f"{found[name]} {value}" if name in found else value
    if rest := " ".join(re.sub(r"[^\w\s@.+-]", " ", ATTRIBUTE.sub(" ", text)).split()):
        found["said"] = f"{found['said']} {rest}" if "said" in found else rest
    return "".join(f" {name}={quoteattr(value)}" for name, value in found.items())


def printable(text: str) -> str:
    return CONTROL.sub(" ", text)
