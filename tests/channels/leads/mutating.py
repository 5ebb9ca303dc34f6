"""Leads as tokens, and what portals and mailers do to them."""

import html
import re
from base64 import encodebytes
from dataclasses import dataclass, replace
from quopri import encodestring

from hypothesis import strategies as st

WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEXYZ0123456789éüñß", min_size=1, max_size=9)
SAID = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
KNOWN = ("customer", "contact", "vehicle", "vendor", "provider", "timeframe", "finance", "address")
LEAVES = {
    "vehicle": ("year", "make", "model", "trim", "stock", "vin", "odometer", "condition", "bodystyle", "comments",
                "pricecomments", "doors", "transmission"),
    "contact": ("name", "email", "phone"),
    "finance": ("method", "amount", "balance"),
    "timeframe": ("description", "earliestdate", "latestdate"),
    "address": ("street", "apartment", "city", "regioncode", "postalcode", "country"),
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    text: str
    kind: str = "text"  # text, open, close, or whole: a comment or CDATA
    name: str = ""


def opened(name, attributes=""):
    return Token(f"<{name}{attributes}>", "open", name)


def closed(name):
    return Token(f"</{name}>", "close", name)


@st.composite
def leaf(draw, name):
    attributes = draw(
        st.sampled_from(["", ' type="home"', ' part="first"', ' part="last"', ' time="morning"'])
    )
    said = f"{draw(WORDS)}@mail.example" if name == "email" and draw(st.booleans()) else draw(SAID)
    return [opened(name, attributes), Token(said), closed(name)]


@st.composite
def group(draw, name, inner):
    found = [opened(name)]
    for one in draw(st.lists(st.sampled_from(inner), max_size=4)):
        found += draw(leaf(one))
    return [*found, closed(name)]


@st.composite
def prospects(draw):
    found = [opened("prospect")]
    for _ in range(draw(st.integers(0, 2))):
        vehicle = draw(group("vehicle", LEAVES["vehicle"]))
        found += vehicle[:-1] + draw(group("finance", LEAVES["finance"])) + vehicle[-1:]
    contact = draw(group("contact", LEAVES["contact"]))
    found += [opened("customer"), *contact[:-1], *draw(leaf("email")), *draw(group("address", LEAVES["address"])),
              contact[-1], *draw(group("timeframe", LEAVES["timeframe"])), *draw(leaf("comments")), closed("customer")]  # fmt: skip
    found += [opened("provider"), *draw(leaf("name")), closed("provider")]
    return [*found, closed("prospect")]


@st.composite
def documents(draw):
    found = [opened("adf")]
    for _ in range(draw(st.integers(1, 3))):
        found += draw(prospects())
    return [*found, closed("adf")]


# what is done to the tokens


def without_closes(draw, tokens):
    gone = draw(st.sets(st.integers(0, len(tokens) - 1), max_size=6))
    return [t for at, t in enumerate(tokens) if not (at in gone and t.kind == "close")]


def cut(draw, tokens):
    at = draw(st.integers(3, len(tokens) - 1))
    last = tokens[at]
    piece = last.text[: draw(st.integers(0, len(last.text)))]
    return [
        *tokens[:at],
        replace(last, text=piece, kind=last.kind if piece == last.text or last.kind == "text" else "cut"),
    ]


def recased(draw, tokens):
    how = draw(st.sampled_from([str.upper, str.title, str.swapcase]))
    some = draw(st.booleans())
    return [replace(t, text=how(t.text)) if t.kind in ("open", "close") and (some or t.kind == "open") else t
            for t in tokens]  # fmt: skip


def stray(draw, tokens):
    what = draw(
        st.sampled_from(
            ["&", " & ", "<", " < ", "&foo; ", "<3 ", "&#xZZ; ", " <odd ", "]]>", "&nbsp;", "\x0b", " > "]
        )
    )
    return changed(draw, tokens, lambda text, at: text[:at] + what + text[at:])


def changed(draw, tokens, how):
    texts = [at for at, t in enumerate(tokens) if t.kind == "text"]
    if not texts:
        return tokens
    at = draw(st.sampled_from(texts))
    text = tokens[at].text
    made = how(text, draw(st.integers(0, len(text))))
    return [*tokens[:at], replace(tokens[at], text=made), *tokens[at + 1 :]]


def unknown(draw, tokens):
    at = draw(st.integers(2, len(tokens) - 1))
    said = draw(SAID)
    made = draw(st.sampled_from([
        [opened("loyalty", " level='gold'"), Token(said), closed("loyalty")],
        [opened("note"), Token(said), opened("inner"), Token(said), closed("inner"), Token(said), closed("note")],
        [Token(f"<!-- {said} -->", "whole")],
        [Token(f"<![CDATA[{said} < & {said}]]>", "whole")],
        [opened("b"), Token(said), closed("b")],
        [Token("<br/>", "open")],
        [Token(said)],
    ]))  # fmt: skip
    return [*tokens[:at], *made, *tokens[at:]]


def in_namespace(draw, tokens):
    if draw(st.booleans()):
        return [replace(t, text=t.text.replace("<", "<a:").replace("<a:/", "</a:")) if t.kind in ("open", "close") else t
                for t in tokens]  # fmt: skip
    return [opened("adf", ' xmlns="urn:adf"') if t.text == "<adf>" else t for t in tokens]


def without_root(draw, tokens):
    return [t for t in tokens if t.name != "adf"]


def escaped_texts(draw, tokens):
    return [replace(t, text=html.escape(t.text)) if t.kind == "text" else t for t in tokens]


TOKENS = (
    without_closes,
    cut,
    recased,
    stray,
    stray,
    unknown,
    unknown,
    in_namespace,
    without_root,
    escaped_texts,
)


ENTITIES = re.compile(r"&nbsp;|[\x00-\x08\x0b]|&#xZZ;|&foo;")
MARKS = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")


def words_of(tokens):
    """The words of all texts, after what stands for other letters was read; a cut tag has none."""
    text = "".join(
        t.text if t.kind == "text" else MARKS.sub(" ", t.text) if t.kind == "whole" else " " for t in tokens
    )
    found = re.findall(r"[^\W_]+", html.unescape(ENTITIES.sub(" ", text)))
    return [word for word in found if word.lower() not in ("nbsp", "amp", "lt", "gt")]  # entities of entities


# what is done to the whole


def escaped(draw, text):
    for _ in range(draw(st.integers(1, 3))):
        text = html.escape(text)
    return text


def quoted(draw, text):
    mark = draw(st.sampled_from(["> ", ">", ">> "]))
    return "\n".join(mark + line for line in text.replace("><", ">\n<").split("\n"))


def with_prolog(draw, text):
    said = draw(st.sampled_from(['<?xml version="1.0"?>', '<?ADF VERSION "1.0"?>\n<?XML VERSION "1.0"?>', "<?adf?>",
                                 '<!DOCTYPE adf SYSTEM "adf.dtd">', "\n\n  "]))  # fmt: skip
    return said + text


def indented(draw, text):
    return text.replace("><", ">\r\n\t <")


WHOLE = (escaped, quoted, with_prolog, indented)
SAY = ("", "utf-8", "iso-8859-1", "windows-1252", "us-ascii", "utf-16", "no-such")


def as_bytes(draw, text):
    """In one charset, declared as it or as another."""
    charset = draw(st.sampled_from(["utf-8", "utf-8", "cp1252", "utf-16"]))
    say = draw(st.sampled_from(SAY))
    prolog = f'<?xml version="1.0" encoding="{say}"?>' if say else ""
    return (prolog + text).encode(charset, "replace")


def as_mail(draw, text):
    """In a mail's body, as plain text, HTML or a file, in any encoding."""
    how = draw(st.sampled_from(["text/plain", "text/html", "application/xml", "file", "quoted-printable"]))
    head = "From: noreply@portal.example\nTo: sales@us.example\nSubject: New lead\nMIME-Version: 1.0\n"
    if how == "file":
        return (f"{head}Content-Type: multipart/mixed; boundary=zz\n\n--zz\nContent-Type: text/plain\n\n--zz\n"
                "Content-Type: application/octet-stream; name=lead.xml\nContent-Disposition: attachment; "
                "filename=lead.xml\nContent-Transfer-Encoding: base64\n\n").encode() \
            + encodebytes(text.encode()) + b"\n--zz--\n"  # fmt: skip
    if how == "quoted-printable":
        return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {how}\n\n".encode() \
            + encodestring(text.encode())  # fmt: skip
    body = f"<html><body><pre>{html.escape(text)}</pre></body></html>" if how == "text/html" else text
    return f"{head}Content-Type: {how}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n".encode() \
        + encodebytes(body.encode())  # fmt: skip


@st.composite
def mutated(draw):
    """(bytes, whether they are a mail, the words that must be seen)."""
    tokens = draw(documents())
    for change in draw(st.lists(st.sampled_from(TOKENS), max_size=4)):
        tokens = change(draw, tokens)
    text = "".join(t.text for t in tokens)
    for change in draw(st.lists(st.sampled_from(WHOLE), max_size=2, unique=True)):
        text = change(draw, text)
    mailed = draw(st.booleans())
    return (as_mail if mailed else as_bytes)(draw, text), mailed, words_of(tokens)
