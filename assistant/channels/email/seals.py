"""Signed mail is read as what was signed; encrypted mail is known as such. No signature is verified."""

from dataclasses import dataclass
from email.message import Message

from assistant.channels.email import cms
from assistant.channels.email.attachments import filename, is_signature
from assistant.channels.email.caps import capped
from assistant.channels.email.parts import Unparsable, children, content, parsed, walked

MOST_SEALS = 10  # in one mail; a mail that was signed twice has two
SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
UNCHECKED = "it is signed ({by}); whether the signature is right was not checked"


@dataclass(frozen=True)
class Opened:
    """The mail with signed content in place of its wrapping. `encrypted`: some of it cannot be read."""

    message: Message
    encrypted: bool = False
    notes: tuple[str, ...] = ()


def opened(message: Message) -> Opened:
    """Never raises; a wrapping that cannot be read stays what it is, an attached file."""
    encrypted, notes = False, []
    seen: list[Message] = []
    while len(seen) < MOST_SEALS:
        sealed = (one for one in walked(message) if _is_sealed(one))
        part = next((one for one in sealed if all(one is not other for other in seen)), None)
        if part is None:
            break
        seen.append(part)
        found = cms.wrapped(content(part))
        encrypted = encrypted or found.kind is cms.Kind.ENCRYPTED or _says_encrypted(part)
        inner = _entity(found.content)
        if inner is not None:
            notes.append(UNCHECKED.format(by="S/MIME"))
            message = _in_place_of(part, inner, message)
    kinds = {part.get_content_type() for part in walked(message)}
    notes += [UNCHECKED.format(by=by) for by in _signers(message)]
    return Opened(message, encrypted or "application/pgp-encrypted" in kinds, tuple(dict.fromkeys(notes)))


def _is_sealed(part: Message) -> bool:
    return not part.is_multipart() and (
        part.get_content_type() in SEALED or filename(part).lower().endswith(".p7m")
    )


def _says_encrypted(part: Message) -> bool:
    return "enveloped" in str(part.get_param("smime-type", "")).lower()


def _entity(signed: bytes) -> Message | None:
    if not signed.strip():
        return None
    try:
        return parsed(capped(signed).data)
    except Unparsable:
        return None


def _in_place_of(part: Message, inner: Message, message: Message) -> Message:
    """The mail again, with `inner` where `part` was."""
    if part is message:
        return inner
    stack = [message]
    while stack:
        parent = stack.pop()
        below = children(parent)
        if any(one is part for one in below):
            parent.set_payload([inner if one is part else one for one in below])
            return message
        stack.extend(below)
    return message


def _signers(message: Message) -> list[str]:
    found = [part for part in walked(message) if is_signature(part)]
    return ["PGP" if "pgp" in part.get_content_type() else "S/MIME" for part in found]
