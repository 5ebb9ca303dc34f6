"""Hours in words: "half past five", "eleven in the morning", "until eight tonight"; run on folded text."""

import re
from collections.abc import Iterator

from assistant.core.when_patterns import AFTER_TIME
from assistant.core.words import listed_in_order

HOURS = listed_in_order("one two three four five six seven eight nine ten eleven twelve")
MINUTES = {"fifteen": 15, "thirty": 30, "forty-five": 45, "forty five": 45}
_HOUR = "|".join(sorted(HOURS, key=len, reverse=True))
_HALF = (
    r"(?:,? (?:in the |this |tomorrow |at )?(?P<half>morning|afternoon|evening|night)"
    r"|,? (?P<tonight>tonight))"
)
SPELLED = re.compile(
    r"(?P<past>\b(?:half|(?:a )?quarter) past |\b(?:a )?quarter (?:to|of) )?"
    r"(?P<led>\b(?:at|by|until|till|before|after|around) (?:about |around )?)?"
    rf"\b(?P<hour>{_HOUR})\b(?: (?P<minutes>{'|'.join(MINUTES)})\b)?"
    rf"(?P<sure> ?o'clock\b|,? ?(?P<ap>[ap])\.?m\b\.?)?{_HALF}?"
)


def spelled(folded: str) -> Iterator[tuple[int, int, int, int, str]]:
    """Start, end, hour, minute and "am", "pm" or nothing."""
    for found in SPELLED.finditer(folded):
        half = found["half"] or found["tonight"]
        named = found["past"] or found["minutes"] or found["sure"] or half
        alone = found["led"] and found["hour"] != "one" and AFTER_TIME.match(folded, found.end())
        if not (named or alone) or (half and not (found["led"] or found["past"] or found["sure"])):
            continue
        hour, minute = HOURS.index(found["hour"]) + 1, MINUTES.get(found["minutes"] or "", 0)
        match (found["past"] or "").split():
            case ["half", "past"]:
                minute = 30
            case [*_, "past"]:
                minute = 15
            case [*_, "to" | "of"]:
                hour, minute = hour - 1 or 12, 45
        start = found.start("past") if found["past"] else found.start("hour")
        yield start, found.end(), hour, minute, _half_of_day(found["ap"], half)


def _half_of_day(written: str | None, named: str | None) -> str:
    if written:
        return f"{written}m"
    return {"": "", "morning": "am"}.get(named or "", "pm")
