"""HTML of strangers: to plain text, and to HTML that is safe to show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from textwrap import dedent

import nh3
from inscriptis import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree, html

from assistant.tools.quoted_html import drop_quotes

LONGEST_HTML = 1_000_000  # characters; the rest of a longer page is left out
MOST_TAGS = 40_000  # every one of them takes its time
DEEPEST = 200  # levels; inscriptis returns nothing for very deep trees

HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|mso-hide\s*:\s*all"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)"
    r"|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)\s*(?:;|$|!)|(?<![\w-])color\s*:\s*transparent"
    r"|(?:text-indent|left|top)\s*:\s*-\d{3,6}(?:px|em|pt)",
    re.IGNORECASE,
)
COLOR = re.compile(
    r"(?<![\w-])(color|background(?:-color)?)\s*:\s*(#?[a-z0-9]{3,20}|rgb\([\d, ]{5,20}\))", re.IGNORECASE
)
SAME = {"#fff": "white", "#ffffff": "white", "rgb(255,255,255)": "white", "#000": "black", "#000000": "black"}
COMMENT = re.compile(r"<!--(?!\[(?:if|endif))(.{1,20000}?)-->", re.DOTALL)
TAG = re.compile(r"<[^<>]{0,2000}>")
DROPPED = re.compile(
    r"<(script|style|title|head)\b[^<>]{0,500}>.{0,200000}?</\1\s*>", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Page:
    """`own` is the text without what the mail program marked as quoted; `hidden`: some was unseen."""

    text: str
    own: str
    hidden: bool = False


def page(source: str) -> Page:
    """What a person would see of it, whole and without the marked quotes. Never raises."""
    source = _printable(source[:LONGEST_HTML])
    tree = _tree(source)
    if tree is None:
        stripped = _stripped(source)
        return Page(stripped, stripped)
    hidden = _drop_hidden(tree)
    text = _rendered(tree, source)
    return Page(text, _rendered(tree, source) if drop_quotes(tree) else text, hidden)


def unseen(source: str) -> tuple[str, ...]:
    """The parts that a person does not see of it: hidden elements and comments. Never raises."""
    if not source:
        return ()
    source = _printable(source[:LONGEST_HTML])
    found = [" ".join(words.split()) for words in COMMENT.findall(source)]
    tree = _tree(source)
    if tree is not None:
        found += [
            " ".join(" ".join(map(str, one.itertext())).split()) for one in tree.iter() if _is_hidden(one)
        ]
    return tuple(dict.fromkeys(words for words in found if words))


def _tree(source: str) -> html.HtmlElement | None:
    """None for what no parser takes, or not in a second."""
    if source.count("<") > MOST_TAGS:
        return None
    try:
        tree = html.document_fromstring(source, parser=html.HTMLParser(huge_tree=False, remove_comments=True))
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return None
    return None if _too_deep(tree) else tree


def safe(source: str) -> str:
    """For a sandboxed frame: no script, style, title, form, image or remote thing; links open elsewhere."""
    source = _printable(source[:LONGEST_HTML])
    if _nesting(source) > DEEPEST:
        return nh3.clean_text(_stripped(source))
    tags = nh3.ALLOWED_TAGS - {"img", "map", "area"}
    return nh3.clean(
        source,
        tags=tags,
        clean_content_tags={"title", "script", "style"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def _printable(source: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]|<\?xml[^<>]{0,200}\?>", "", source)


def _rendered(tree: html.HtmlElement, source: str) -> str:
    try:
        text: str = Inscriptis(tree, ParserConfig(display_links=False)).get_text()
    except (RecursionError, ValueError, KeyError, AttributeError, IndexError):
        return _stripped(source)
    lines = (line.rstrip() for line in text.replace("\xa0", " ").splitlines())
    return dedent("\n".join(lines)).strip("\n")


def _drop_hidden(tree: html.HtmlElement) -> bool:
    """Text that the writer's reader cannot see is no part of the message: it may be an attack."""
    unseen = [element for element in tree.iter() if _is_hidden(element)]
    had_text = False
    for element in unseen:
        if element.getparent() is not None:
            had_text = had_text or bool(str(element.text_content()).strip())
            element.drop_tree()
    return had_text


def _is_hidden(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in {"html", "body"}:
        return False
    if element.tag in {"script", "style", "title", "template", "noscript"}:
        return False  # never rendered anyway, and no sign of deceit
    style = element.get("style") or ""
    return element.get("hidden") is not None or bool(HIDDEN.search(style)) or _on_its_own_color(style)


def _on_its_own_color(style: str) -> bool:
    """White on white, said in one place; over an unknown ground nobody can tell."""
    said = {name.lower()[:5]: value.lower().replace(" ", "") for name, value in COLOR.findall(style)}
    ink, ground = said.get("color", ""), said.get("backg", "")
    return bool(ink) and SAME.get(ink, ink) == SAME.get(ground, ground)


def _too_deep(tree: html.HtmlElement) -> bool:
    depth = 0
    for event, _ in _walk(tree):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _walk(tree: html.HtmlElement) -> Iterator[tuple[str, object]]:
    yield from etree.iterwalk(tree, events=("start", "end"))


def _nesting(source: str) -> int:
    """How deep it is, roughly and cheaply; tags that are seldom closed do not count."""
    depth = deepest = 0
    for found in re.finditer(r"<(/?)(?!(?:br|img|hr|p|li|td|tr|th|meta|link|input)\b)[a-z]", source.lower()):
        depth += -1 if found[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _stripped(source: str) -> str:
    """The rough way, for what no parser takes."""
    without = DROPPED.sub(" ", source)
    broken = re.sub(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]{0,200}>", "\n", without, flags=re.IGNORECASE)
    text = unescape(TAG.sub("", broken))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
