"""What the harm cost them beside itself: a recital missed, weeks on the bus."""

import re

from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said

COST = re.compile(
    r"\b(?P<told>I(?:'ve| have)? (?:also |even |already )?(?:"
    r"missed (?:my|our|the|his|her|a|an|work|half|two|three|one)\b"
    r"|had to (?:miss|rent|take|borrow|walk|leave|cancel|ask|sit|stand|carry"
    r"|reschedule|rebook|get|wait|call)\b"
    r"|(?:been )?(?:taking|borrowing|riding|walking|renting|bumming)\b"
    r"|lost (?:a|my|half|two|three|one|an)\b|took (?:a|the|half a|two) (?:half )?days?\b"
    r")"
    r"[^.,;:!?\n()]{0,60})",
    re.I,
)
EXPIRES = re.compile(
    r"\b(?P<told>(?:my|our) (?:temp(?:orary)? )?(?:tags?|plates?|registration|lease|insurance|rental"
    r"|inspection|sticker"
    r"|visa|permit)\b[^.,;:!?\n()]{0,16}\b(?:runs? out|run out|expires?|ends?|is up"
    r"|is due)\b[^.,;:!?\n()]{0,24})",
    re.I,
)
COMING = re.compile(
    r"\b(?P<mine>(?:I|we)(?:'ve| have)? (?:got )?(?:have )?(?:rent|a mortgage|a wedding|a funeral|a closing"
    r"|surgery|a court date|a trip|chemo|treatment)\b[^.,;:!?\n()]{0,40}"
    r"\b(?:on|by|due|this|next|tomorrow)\b[^.,;:!?\n()]{1,30})",
    re.I,
)
PASSED_ON = re.compile(r"\b(?:you|your)\b|[$€£%]|\d{4}|\b(?:if|whether|because|so|and)\b.*$", re.I)
LONGEST = 14  # words


def touched(matter: Matter) -> list[Said]:
    """One sentence that takes it up; empty where they tell of nothing that we could say after them."""
    return _said(matter, COST, "touched") or _said(matter, COMING, "touched-coming") or running_out(matter)


def running_out(matter: Matter) -> list[Said]:
    """What of theirs expires meanwhile."""
    return _said(matter, EXPIRES, "touched-coming")


def _said(matter: Matter, pattern: re.Pattern[str], part: str) -> list[Said]:
    if matter.tongue.harms or matter.chat:
        return []
    for found in pattern.finditer(matter.inquiry.text.replace("\u2019", "'")):
        told = next(one for one in found.groups() if one)
        told = re.sub(r"\s+(?:and|so|because|but|for that|over it)\b.*$", "", told).strip()
        if 3 <= len(told.split()) <= LONGEST and not PASSED_ON.search(told):
            turned = matter.tongue.turned(told)
            return [Said(matter.say(part, told=turned[:1].upper() + turned[1:]))]
    return []
