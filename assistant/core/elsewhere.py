"""They bought from somebody else: nothing is left to ask, to offer or to move."""

import re

SAYS_SO = re.compile(
    r"\b(?:went|going|gone) with (?:a |an )?(?:another|different|other|someone|somebody)\b"
    r"|\b(?:decided on|going with|went with|settled on|chose) (?:a|an|the|another)\b"
    r"[^.!?]{0,40}\b(?:dealer|dealership|lot|somebody|someone|elsewhere|closer)\b"
    r"|\bbought (?:one |it |a car |mine )?"
    r"(?:elsewhere|somewhere else|from (?:another|a different|someone))\b",
    re.I,
)


def bought_elsewhere(text: str) -> bool:
    return SAYS_SO.search(text) is not None
