"""named-human: a letter is signed by the person who sends it, with role and a direct line."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.words import fold, plain

NOBODY = re.compile(
    r"(?:(?:the|your) [\w' &-]{0,40}(?:team|department|dept|family)|customer (?:care|service|support"
    r"|relations|success)[\w ]{0,20}"
    r"|(?:sales|service|support|internet|parts|the) (?:team|department|dept)|management"
    r"|your friends at\b.{0,40}"
    r"|[\w' &-]{0,30} team|el equipo\b.{0,40}|atenci[óo]n al cliente|l'[ée]quipe\b.{0,40}"
    r"|service client[s]?)[,.!]?"
)


def named_human(reading: Reading) -> Iterator[Place]:
    signer, reply = reading.context.signer, reading.reply
    tail, start = fold(reply.signature), reply.tail
    better = signer.signature
    for line in re.finditer(r"[^\n]+", tail):
        if NOBODY.fullmatch(line[0].strip(" -–—~")):
            why = "A team cannot be answered: sign with your own name."
            yield Place(start + line.start(), start + line.end(), why, better)
            return
    if not _signed(plain(tail), signer.name):
        yield Place(start, len(reading.text), f"It is not signed by {signer.name}, who sends it.", better)
        return
    lacking = list(_lacking(reading, tail))
    if lacking:
        yield Place(start, len(reading.text), f"The signature lacks {' and '.join(lacking)}.", better)


def _signed(tail: str, name: str) -> bool:
    first = plain(name).split()[:1]
    return not first or re.search(rf"(?<!\w){re.escape(first[0])}(?!\w)", tail) is not None


def _lacking(reading: Reading, tail: str) -> Iterator[str]:
    signer = reading.context.signer
    if signer.title and not _part_of(signer.title, tail) and not _role_in_their_language(reading, tail):
        yield "your role"
    digits = re.sub(r"\D", "", signer.phone)
    phone = digits and digits[-7:] in re.sub(r"\D", "", tail)
    email = signer.email and fold(signer.email) in tail
    if (digits or signer.email) and not (phone or email):
        yield "a direct phone number or e-mail address"


def _part_of(title: str, tail: str) -> bool:
    return fold(title) in tail or any(len(word) > 3 and word in tail for word in fold(title).split())


def _role_in_their_language(reading: Reading, tail: str) -> bool:
    """A title put into the language of the letter: "Asesora de ventas" for "Sales"."""
    return next(reading.phrases.find("role", tail), None) is not None
