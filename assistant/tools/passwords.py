"""Passwords: argon2id, with a bound on how many are hashed at once (each takes 64 MiB)."""

from collections.abc import Iterable
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.core.errors import RightbackError

SHORTEST, LONGEST = 12, 1024  # characters
ESTIMATED = 72  # characters that are looked at for how soon it is guessed; more only helps
GUESSED_SOON = 10**11  # guesses: a word with a year and signs stays below, three plain words far above
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


def weakness(password: str, about: Iterable[str] = ()) -> str:
    """Why this password will not do, in a sentence; empty where it will.

    Length and being unknown to guessers, nothing else (NIST SP 800-63B 3.1.1.2, ASVS 6.2): any characters,
    no rules of composition. `about` are names and addresses of the person and the store.
    """
    if len(password) < SHORTEST:
        return f"At least {SHORTEST} characters, please; several words are easy to remember."
    if len(password) > LONGEST:
        return f"At most {LONGEST} characters, please."
    folded = password.casefold()
    near = {part for words in about for part in _parts(words) if part in folded}
    if near and len(_without(folded, near)) < SHORTEST // 2:
        return "That is little more than a name or address that others know. Add words of your own."
    if _guessed_soon(password, about):
        return "That is among the passwords that are guessed first. Several unrelated words are safe."
    return ""


def _parts(words: str) -> list[str]:
    """The words of four letters and more, and the whole."""
    split = "".join(c if c.isalnum() else " " for c in words.casefold()).split()
    return [part for part in (*split, words.casefold().strip()) if len(part) >= 4]


def _without(folded: str, near: Iterable[str]) -> str:
    for part in sorted(near, key=len, reverse=True):
        folded = folded.replace(part, "")
    return folded


def _guessed_soon(password: str, about: Iterable[str]) -> bool:
    from zxcvbn import zxcvbn  # its word lists take a moment to load

    estimate = zxcvbn(password[:ESTIMATED], user_inputs=[*about])
    return bool(estimate["guesses"] < GUESSED_SOON)
