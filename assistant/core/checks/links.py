"""safe-links: a link leads to the store's own pages or where the customer pointed; its text is its target."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.draft import Author
from assistant.core.mentions import LINK
from assistant.core.tried import UNSEEN

BARE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,4}(?:com|net|org|io|co|info|biz|ru|cn|xyz|top|link|click"
    r"|app|dev|us|example|test|ly|page|shop|store|online|site|live|tv|gl|ai|me|uk|de|fr|br|ca|eu|pw|tk|cc|to|sh"
    r"|zip|cash|money|pro|vip|support|help|cloud|tech|club|icu|cam|win|bid|loan|ga|ml|cf|gq|nl|it|es)"
    r"(?:/[^\s<>\"'()\[\]]{0,300})?(?![\w@])",
    re.IGNORECASE,
)
SPELLED = re.compile(
    r"\b[\w-]{2,40}\s?(?:\(dot\)|\[dot\]|\bdot\b|\[\.\]|\bpunto\b|\bpunkt\b|\bpoint\b|\s\.)\s?"
    r"(?:com|net|org|io|co|info|biz|ru|cn|xyz|link|example)\b|\bwww\s[\w-]{2,40}"
    r"|\b[\w.-]{2,40}\s?(?:\(at\)|\[at\])\s?[\w.-]{2,40}",
    re.IGNORECASE,
)
SCHEME = re.compile(r"\b(?:(?:javascript|vbscript):|data:[a-z]{1,20}/|file://)\S{1,200}", re.IGNORECASE)
MARKED = re.compile(r"\[(?P<text>[^\]\n]{1,200})\]\((?P<url>[^)\s]{1,400})\)")
ANCHORED = re.compile(
    r"<a\s[^>]{0,200}href=[\"']?(?P<url>[^\"'\s>]{1,400})[^>]{0,200}>(?P<text>[^<]{0,200})", re.IGNORECASE
)
HOST = re.compile(r"(?:https?://)?(?:[^/@\s]*@)?(?P<host>[^/:?#\s]+)", re.IGNORECASE)


def safe_links(reading: Reading) -> Iterator[Place]:
    text, at = _as_read(reading.text)
    for place in _in(reading, text):
        yield replace(place, start=at[place.start], end=at[place.end])


def _as_read(text: str) -> tuple[str, list[int]]:
    """As a reader sees and a browser takes it (UTS 46): wide letters and dots plain, what is unseen gone.

    The list says for each of its places, and for its end, where it stands in the text.
    """
    if text.isascii():
        return text, list(range(len(text) + 1))
    kept, at = [], []
    for index, letter in enumerate(text):
        if " " <= letter < "\x7f":  # nearly all of them
            kept.append(letter)
            at.append(index)
            continue
        if UNSEEN.match(letter):
            continue
        plain = unicodedata.normalize("NFKC", letter).replace("\u3002", ".")
        kept.append(plain if len(plain) == 1 else letter)
        at.append(index)
    return "".join(kept), [*at, len(text)]


def _in(reading: Reading, text: str) -> Iterator[Place]:
    seen: list[range] = []
    for found in SCHEME.finditer(text):
        yield Place(found.start(), found.end(), "This kind of link is never sent.")
    for found in SPELLED.finditer(text):
        yield Place(found.start(), found.end(), "An address in words is never sent.")
    for pattern in (MARKED, ANCHORED):
        for found in pattern.finditer(text):
            if found["text"].strip().rstrip("/") != found["url"].rstrip("/"):
                yield Place(
                    found.start(),
                    found.end(),
                    "The link shows another address than it leads to.",
                    found["url"],
                )
    for pattern in (LINK, BARE):
        for found in pattern.finditer(text):
            if any(found.start() in span for span in seen):
                continue
            seen.append(range(found.start(), found.end()))
            if not _known(reading, found[0]):
                yield Place(found.start(), found.end(), "This link leads to a site that is not the store's.")


def _known(reading: Reading, url: str) -> bool:
    url = url.rstrip(".,;:!?/").lower()
    if url == reading.context.store.share_link.rstrip("/").lower() and url:
        return True
    host = _host(url)
    if host and any(
        host == d.lower() or host.endswith("." + d.lower()) for d in reading.context.store.domains if d
    ):
        return True
    email = reading.context.signer.email.lower().rpartition("@")[2]
    if host and email and host == email:
        return True
    # A person may send a customer's link back to them; a machine passes on no stranger's link.
    return reading.proposal.author is Author.PERSON and bool(url) and url in reading.evidence.said


def _host(url: str) -> str:
    found = HOST.match(url)
    return found["host"].lower().removeprefix("www.") if found else ""
