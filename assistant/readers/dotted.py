"""Times written with a dot between hour and minutes: "9.45 is good"."""

import re

_DOTTED = re.compile(
    r"(?i)(?<![\w$.,/-])(?:1[0-2]|0?[1-9])\.[0-5]\d(?=\s?(?:[ap]\.?m\b|o'?clock)"
    r"|\s(?:(?:is|would be|will be|sounds?|looks?) (?:good|fine|ok|okay|great|perfect|best|better)"
    r"|works?\b|it is\b|suits?\b|(?:on )?(?:mon|tues|wednes|thurs|fri|satur)day|tomorrow|please|then))"
)


def with_colons(shown: str) -> str:
    """The text with a colon where what follows can only speak of a time; every offset is kept."""
    return _DOTTED.sub(lambda found: found[0].replace(".", ":"), shown)
