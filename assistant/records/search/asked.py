"""What somebody typed into the search field, as terms: words, "quoted phrases", codes. Never raises."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.core.words import STOP

LONGEST = 300  # characters read of what was typed
MOST_TERMS = 10
MOST_SAID, MOST_WORDS = 3_000, 120  # characters and words of a text whose like is looked for
FEWEST_DIGITS = 4  # of a phone; fewer would find half of the town
CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
TYPED = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "}
PART = re.compile(r'"([^"]+)"|([^\s"]+)')
WORD = re.compile(r"[^\W_]+")


def _bases() -> dict[int, str]:
    """Each Latin letter with an accent as the plain letter below it; as migration 0003 writes the index."""
    found = {"’": "'", "‘": "'", "–": "-", "‑": "-"}
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        base = unicodedata.normalize("NFD", letter)
        if len(base) > 1 and base[0].isascii():
            found[letter] = base[0].lower()
    return {ord(letter): base for letter, base in found.items()}


BASES = _bases()


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Without accents and capitals. As long as `composed(text)`, so that places in it are the same."""
    return composed(text).translate(BASES).lower()


@dataclass(frozen=True)
class Way:
    """One writing of a term: words in a row; the last may be only the beginning of one."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True)
class Term:
    """`text` is folded, and holds at least a letter or a digit."""

    text: str
    ways: tuple[Way, ...]
    unparted: bool = False  # of a writing without blanks: found inside of words, too


@dataclass(frozen=True)
class Asked:
    terms: tuple[Term, ...] = ()
    code: str = ""  # the whole as a plate, VIN, stock or repair order number; empty where it is none
    digits: str = ""  # the whole as a phone number

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def unparted(self) -> bool:
        return any(term.unparted for term in self.terms)


def read(said: str) -> Asked:
    cut = "".join(TYPED.get(letter, letter) for letter in said[: 4 * LONGEST])
    cut = " ".join(fold(cut).split())[:LONGEST]
    parts = PART.findall(cut)[:MOST_TERMS]
    terms = [
        _term(quoted.strip() or plain, quoted=bool(quoted), last=number == len(parts) - 1)
        for number, (quoted, plain) in enumerate(parts)
        if WORD.search(quoted or plain)
    ]
    return Asked(tuple(terms), _code(cut), _digits(cut))


def wanted(said: str) -> list[tuple[str, ...]]:
    """The words of a text that carry meaning, in their usual forms, to find anything that has one of them."""
    found: dict[tuple[str, ...], None] = {}
    for word in WORD.findall(fold(said[:MOST_SAID])):
        if word in STOP or (len(word) < 3 and not word.isdigit()):
            continue
        for form in (word, *_inflected(word)):
            found[(form,)] = None
    return list(found)[:MOST_WORDS]


def _term(text: str, *, quoted: bool, last: bool) -> Term:
    words = tuple(WORD.findall(text))
    unparted = bool(re.search(f"[{CJK}]", text))
    if quoted:
        return Term(text, (Way(words),), unparted)
    begins = last and len(words[-1]) > 1
    ways = [Way(words, begins), *(Way(other, begins) for other in _parted(words))]
    if len(words) == 1:
        ways += [Way((other,)) for other in _inflected(words[0])]
    return Term(text, tuple(dict.fromkeys(ways)), unparted)


def _parted(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """F-150 is also written F150, and the other way round."""
    if len(words) == 2 and len("".join(words)) <= 12:
        return [("".join(words),)]
    parted = re.fullmatch(r"([a-z]{1,4})(\d{1,6})", words[0]) if len(words) == 1 else None
    return [parted.groups()] if parted else []


def _inflected(word: str) -> list[str]:
    """One and many: brake, brakes; battery, batteries."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return []
    if word.endswith("ies"):
        return [word[:-3] + "y"]
    if word.endswith("s") and not word.endswith("ss"):
        return [word[:-1], *([word[:-2]] if word.endswith(("xes", "ches", "shes", "sses")) else [])]
    many = word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"
    return [many, *([word + "es"] if word.endswith(("x", "ch", "sh", "ss")) else [])]


def _code(cut: str) -> str:
    """Without blanks, dashes and "#"; "RO 10342" and "no. 10342" too."""
    if not re.search(r"\d", cut) or "@" in cut or '"' in cut:
        return ""
    plain = re.sub(r"[\W_]", "", re.sub(r"^(no|nr|vin|plate|stock)\b\.?", "", cut))
    return plain if 3 <= len(plain) <= 20 else ""


def _digits(cut: str) -> str:
    """Phones stand in E.164; somebody may leave out or write the country's 1."""
    digits = re.sub(r"\D", "", cut)
    if len(digits) < FEWEST_DIGITS or re.search(r"[^\d\s()+./-]", cut):
        return ""
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits.removeprefix("00")


def likeable(text: str) -> str:
    """For LIKE without an escape, which would keep FTS5 from its index; "_" finds itself, and others."""
    return text.replace("%", "").replace("\\", "")
