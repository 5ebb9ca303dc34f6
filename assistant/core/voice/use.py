"""What became of a draft: how much of it is in the reply that was sent."""

from enum import StrEnum

USED_FROM, EDITED_FROM = 0.85, 0.40


class Use(StrEnum):
    USED = "used"
    EDITED = "edited"
    IGNORED = "ignored"


def use_of(similarity: float) -> Use:
    """`similarity` from 0, nothing of it is left, to 1, word by word the same."""
    if similarity >= USED_FROM:
        return Use.USED
    return Use.EDITED if similarity >= EDITED_FROM else Use.IGNORED
