"""The outer form of a letter: our greeting at its head, the signer's own signature at its end."""

import re

from assistant.core.context import Context
from assistant.core.message import Channel

GREETINGS = {"en": "Hi", "es": "Hola", "fr": "Bonjour", "de": "Guten Tag"}
GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hola|buen[oa]s \w+|estimad[oa]"
    r"|bonjour|ch(?:er|ère)|guten (?:tag|morgen|abend)|hallo|liebe[r]?|sehr geehrte[r]?)\b"
    r"(?P<whom>[^,!.:\n]{0,60})[,!.:]?(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\n+[ \t]*(?:(?:(?:kind|best|warm|many)(?:est)? )?(?:regards|wishes)|best|sincerely|yours\b[\w ]*|cheers"
    r"|thank you|thanks(?: again)?|many thanks|respectfully|talk soon|see you soon"
    r"|saludos(?: cordiales)?|un saludo|atentamente|cordialement|bien à vous|mit freundlichen grüßen"
    r"|viele grüße)[,.!]?[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
LAST_LINES = 8  # of a signature


def letter(text: str, context: Context, language: str) -> str:
    """The whole reply: greeting, body, signature. A chat has neither greeting nor signature to add."""
    body = _unsigned(text.strip(), context)
    if context.channel is Channel.CHAT:
        return body
    return f"{_greeted(body, context, language)}\n\n{context.signer.signature}"


def _greeted(body: str, context: Context, language: str) -> str:
    """A greeting to anybody but this customer gives way to ours."""
    name = context.recipient.first_name
    found = GREETING.match(body)
    if found is None:
        return f"{_greeting(name, language)}\n\n{body}"
    whom = found["whom"].strip()
    if whom.casefold() == name.casefold():
        return body
    rest = f"{found['rest']}{body[found.end() :]}".strip()
    return f"{_greeting(name, language)}\n\n{rest[:1].upper()}{rest[1:]}"


def _greeting(name: str, language: str) -> str:
    word = GREETINGS.get(language, "Hello")
    return f"{word} {name}," if name else f"{word if language != 'en' else 'Hello'},"


def _unsigned(text: str, context: Context) -> str:
    """Without the closing and the names that a model adds of itself, right or invented."""
    for closing in CLOSING.finditer(text):
        after = text[closing.end() :].strip().splitlines()
        if len(after) <= LAST_LINES and all(len(line) <= 60 for line in after):
            text = text[: closing.start()]
            break
    lines = text.rstrip().splitlines()
    own = {part.casefold() for part in context.signer.signature.split(" · ")} | {
        context.signer.signature.casefold(),
        context.signer.first_name.casefold(),
        context.store.name.casefold(),
    }
    while lines and lines[-1].strip(" -–—,*").casefold() in own | {""}:
        lines.pop()
    return "\n".join(lines).rstrip()
