"""The shape of a reply: how it was said, with everything taken out that was true for one customer only.

Names, vehicles, numbers, times, codes, addresses become [name], [car], [number] … A draft that copies one of
them leaves a blank, which no sound draft has.
"""

import re
from collections.abc import Iterable

from assistant.core.claims import ClaimKind, claims
from assistant.core.masking import Mask
from assistant.core.reply import taken_apart
from assistant.core.when_words import atoms
from assistant.core.words import listed

PLACES = {
    ClaimKind.AMOUNT: "amount",
    ClaimKind.NUMBER: "number",
    ClaimKind.DURATION: "number",
    ClaimKind.DATE: "time",
    ClaimKind.TIME: "time",
    ClaimKind.VIN: "code",
    ClaimKind.STOCK: "code",
    ClaimKind.PHONE: "number",
    ClaimKind.EMAIL: "address",
    ClaimKind.NAME: "name",
}
HIDDEN = {"NAME": "name", "PHONE": "number", "EMAIL": "address", "VIN": "code", "PLATE": "code"} | {
    "CARD": "number",
    "NUMBER": "number",
    "AMOUNT": "amount",
    "ADDRESS": "address",
    "WORDS": "words",
}
MASKED = re.compile(r"\[([A-Z]+)_\d+\]")
PLACED = re.compile(r"\[[a-z]+\]")
DIGITS = re.compile(r"\S*\d\S*")
LINK = re.compile(r"\S+(?:://|@)\S+|\bwww\.\S+")
CAPITAL = re.compile(r"(?<![\w'’\[])[^\W\d_a-z][\w'’-]*")
BEGINS = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[“\"(]\s*)$")
OURS = listed("I I'm I'll I've I'd Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
REPEATED = re.compile(r"(\[[a-z]+\])(?:[\s,·]+\1)+")


def shape(text: str, *, signer: str, named: Iterable[tuple[str, str]], cars: Iterable[str]) -> str:
    """The body of the reply. `named` are values on record by kind (core.masking); `cars` words of cars."""
    body = Mask(named).hide_new(_body(text, signer))
    body = MASKED.sub(lambda found: f"[{HIDDEN.get(found[1], 'words')}]", body)
    body = _cars(LINK.sub("[address]", body), cars)
    return REPEATED.sub(r"\1", _rest(_stated(body))).strip()


def _body(text: str, signer: str) -> str:
    """Without greeting and signature: they are a person's own."""
    reply = taken_apart(text, signer)
    return text[reply.body[0].start : reply.body[-1].end] if reply.body else ""


def _cars(text: str, cars: Iterable[str]) -> str:
    words = sorted({word.strip() for word in cars if len(word.strip()) > 1}, key=len, reverse=True)
    if not words:
        return text
    pattern = rf"(?<![\w\[])(?:{'|'.join(map(re.escape, words))})(?!\w)"
    return re.sub(pattern, "[car]", text, flags=re.IGNORECASE)


def _stated(text: str) -> str:
    """Whatever a check would want a fact for."""
    spans = [(c.start, c.end, PLACES[c.kind]) for c in claims(text) if c.kind in PLACES]
    spans += [(atom.start, atom.end, "time") for atom in atoms(text)]
    spans += [(found.start(), found.end(), "") for found in PLACED.finditer(text)]
    made, at = list[str](), 0
    for start, end, place in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        made += [text[at:start], f"[{place}]" if place else text[start:end]]
        at = end
    return "".join([*made, text[at:]])


def _rest(text: str) -> str:
    """Words with digits, and capitals where no sentence begins."""
    text = DIGITS.sub("[number]", text)

    def plain(found: re.Match[str]) -> str:
        own = found[0].replace("’", "'") in OURS or BEGINS.search(text[: found.start()])
        return found[0] if own else "[name]"

    return CAPITAL.sub(plain, text)
