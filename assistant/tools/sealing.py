"""Secrets at rest: sealed with a key derived from the settings' secret key; older keys still open.

The newest key seals. A row sealed with an older one opens as long as that key is named in the settings.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.core.errors import RightbackError

PURPOSE = b"rightback: secrets at rest, 1"
DRAWN = b"rightback: drawn, 1: "
LINKS = b"rightback: links, 1: "
NUMBER_BYTES = 8
TOKEN_LENGTH = 32  # 16 bytes that prove it and 8 of the number, in base64


class CannotUnseal(RightbackError):
    """The key that sealed this is missing or another one; the sealed text itself is unharmed."""


@dataclass(frozen=True)
class Sealer:
    """`seal` and `unseal` texts; made by `sealer` from the keys of the settings."""

    _keys: MultiFernet

    def seal(self, secret: str) -> str:
        return self._keys.encrypt(secret.encode()).decode()

    def unseal(self, sealed: str, *, seconds: int | None = None) -> str:
        """What was sealed, at most `seconds` ago if given; CannotUnseal otherwise."""
        try:
            return self._keys.decrypt(sealed.encode(), ttl=seconds).decode()
        except InvalidToken:
            raise CannotUnseal(
                "This secret was sealed with another key, and cannot be opened. It is unharmed: start with "
                "the RIGHTBACK_SECRET_KEY (or the key file) of then, or name it in RIGHTBACK_OLD_KEYS."
            ) from None

    def renewed(self, sealed: str) -> str:
        """The same secret, sealed with the newest key."""
        return self.seal(self.unseal(sealed))


def sealer(keys: Sequence[bytes]) -> Sealer:
    """From the settings' keys, newest first; CannotUnseal where there is none."""
    if not any(keys):
        raise CannotUnseal("There is no key to keep secrets with. Set RIGHTBACK_SECRET_KEY and start again.")
    return Sealer(MultiFernet([_derived(key) for key in keys if key]))


def drawn(key: bytes, what: str) -> str:
    """256 bits that follow from a key of the settings and from `what` alone: kept nowhere, found again."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=DRAWN + what.encode()).derive(key)
    return base64.urlsafe_b64encode(derived).decode().rstrip("=")


def link_token(keys: Sequence[bytes], purpose: str, number: int) -> str:
    """A number as a word for a link: 32 letters that say nothing, always the same, and cannot be made up.

    AES-SIV (RFC 5297) with a key of its own for each purpose. It has no end but that of the key.
    """
    key = next((key for key in keys if key), b"")
    if not key:
        raise CannotUnseal("There is no key to keep secrets with. Set RIGHTBACK_SECRET_KEY and start again.")
    made = _siv(key, purpose).encrypt(number.to_bytes(NUMBER_BYTES, "big"), None)
    return base64.urlsafe_b64encode(made).decode()


def number_of(keys: Sequence[bytes], purpose: str, token: str) -> int | None:
    """What `link_token` made the token of, by any of these keys; None for a word that is not ours."""
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    try:
        given = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return None
    for key in keys:
        try:
            return int.from_bytes(_siv(key, purpose).decrypt(given, None), "big") if key else None
        except InvalidTag:
            continue
    return None


def _siv(key: bytes, purpose: str) -> AESSIV:
    derived = HKDF(algorithm=SHA256(), length=64, salt=None, info=LINKS + purpose.encode())
    return AESSIV(derived.derive(key))


def _derived(key: bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))
