"""What an element says: its own words, those of the HTML in it, and its attributes."""

import re
from html import unescape

from lxml import etree

from assistant.channels.adf.vocabulary import BLOCKS, HTML, local

WORD = re.compile(r"[^\W_]+")


def tag_of(element: etree._Element | None) -> str:
    """The local name in lower case; "" for a comment."""
    return local(element.tag) if element is not None and isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """However its name is written; "" where there is none."""
    return next((str(v).strip() for key, v in element.attrib.items() if local(str(key)) == name), "")


def raw_text(element: etree._Element) -> str:
    """Its text and that between and after its children; of these only the HTML ones' own."""
    parts = [element.text or ""]
    for child in element:
        tag = tag_of(child)
        if tag in HTML:
            line = "\n" if tag in BLOCKS else ""
            parts += [line, raw_text(child), line if tag not in ("br", "hr") else ""]
        elif tag:
            parts.append(" ")
        elif isinstance(child, etree._Entity):
            parts.append(str(child.text or ""))
        parts.append(child.tail or "")
    return "".join(parts)


def text_of(element: etree._Element) -> str:
    """In one line where it is one, blanks at the ends gone."""
    text = unescape(raw_text(element)).replace("\xa0", " ").strip()
    return text if "\n" in text else " ".join(text.split())


def as_lines(text: str) -> str:
    """HTML line breaks inside a comment become lines; other tags stay, they may be words."""
    text = re.sub(r"<br\s{0,3}/?>[ \t]{0,20}\n?|</p>|</div>", "\n", text, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:p|div|b|i|strong|em|span|font|u)\b[^<>]{0,200}>", "", text, flags=re.IGNORECASE)
    lines = [" ".join(line.split()) for line in unescape(text).replace("\xa0", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def words_in(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]
