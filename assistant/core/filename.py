"""The name of a file that a stranger sent, as it may be shown and saved."""

import re
import unicodedata

LONGEST = 120  # characters, the ending included
LONGEST_ENDING = 12
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, direction marks, lone surrogates


def filename(given: str) -> str:
    """Its last part, on one line, without what cannot be seen; "attachment" where nothing is left.

    A mark that turns the direction of writing makes `exe.jpg` of `gpj.exe`: such marks go.
    """
    seen = "".join(
        " " if c in "\r\n\t" else c for c in given if c in "\r\n\t" or unicodedata.category(c) not in UNSEEN
    )
    last = re.split(r"[/\\]", seen)[-1]
    plain = " ".join(re.sub(r'[<>:"|?*;%]', "_", last).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= LONGEST_ENDING:
        return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    return plain[:LONGEST] or "attachment"
