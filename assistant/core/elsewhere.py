"""They bought from somebody else: nothing is left to ask, to offer or to move."""

import re

SAYS_SO = re.compile(
    r"\b(?:went|going|gone) with (?:a |an )?(?:another|different|other|someone|somebody)\b"
    r"|\bbought (?:one |it |a car |mine )?"
    r"(?:elsewhere|somewhere else|from (?:another|a different|someone))\b",
    re.I,
)


def bought_elsewhere(text: str) -> bool:
    return SAYS_SO.search(text) is not None
