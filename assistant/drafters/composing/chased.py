"""How often they had to ask us, and what runs out on them meanwhile: said before any answer."""

import re

from assistant.core.inquiry import Kind
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said
from assistant.drafters.composing.touched import running_out

TIMES = r"(?:twice|(?:two|three|four|five|six|seven|several|many|a few|a dozen|\d{1,2}) times)"
CHASED = re.compile(
    r"\bI(?:'ve| have)? (?:already |now |even )?(?P<did>called|phoned|e-?mailed|written|wrote|asked"
    r"|texted|stopped by)"
    rf"(?: you| there| in| about (?:it|this)| your \w+)?(?: now| already)? (?P<times>{TIMES})\b"
    r"|\bI(?:'ve| have)? left (?P<left>(?:two|three|four|five|several|\d) (?:voicemails|messages))\b",
    re.I,
)
CALM = (Kind.STATUS, Kind.QUESTION, Kind.SERVICE, Kind.LEAD)
DONE = {"wrote": "written"}


def chased(matter: Matter) -> list[Said]:
    """Empty nearly always; a complaint names its harm in its own place."""
    if matter.tongue.signs or matter.chat or matter.inquiry.kind not in CALM:
        return []
    found = CHASED.search(matter.inquiry.text.replace("\u2019", "'"))
    if found is None:
        return running_out(matter)
    did, times, left = (str(found[name] or "").lower() for name in ("did", "times", "left"))
    what = f"left {left}" if left else f"{DONE.get(did, did)} {times}"
    return [Said(matter.say("chased", what=what)), *running_out(matter)]
