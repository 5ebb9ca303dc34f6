"""Passwords: argon2id, with a bound on how many are hashed at once (each takes 64 MiB)."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.core.errors import RightbackError

AT_ONCE = 2
PATIENCE_SECONDS = 10

_hasher = PasswordHasher()
_room = BoundedSemaphore(AT_ONCE)


class Busy(RightbackError):
    """Too many sign-ins at this moment; nothing is wrong with the password."""


def hash(password: str) -> str:  # noqa: A001 - passwords.hash reads as what it is
    with _Room():
        return _hasher.hash(password)


def verify(hashed: str, password: str) -> bool:
    """Whether the password is the one; an empty or foreign hash verifies nothing. Busy may be raised."""
    with _Room():
        try:
            return _hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def outdated(hashed: str) -> bool:
    """Whether this hash was made with older parameters, and should be made anew at the next sign-in."""
    return _hasher.check_needs_rehash(hashed)


class _Room:
    def __enter__(self) -> None:
        if not _room.acquire(timeout=PATIENCE_SECONDS):
            raise Busy("Many people are signing in at this moment. Please try again in a few seconds.")

    def __exit__(self, *_: object) -> None:
        _room.release()
