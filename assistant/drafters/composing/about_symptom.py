"""What they say their car does, said back to them before a time is offered: they have been read."""

import re

from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.persons import clipped
from assistant.drafters.composing.said import Said

SYMPTOM = re.compile(
    r"\b(?:smell\w*|squeal\w*|grind\w*|rattl\w*|leak\w*|vibrat\w*|shak(?:es?|ing)|stall\w*|overheat\w*|clunk\w*"
    r"|(?:oil|engine|warning|abs|brake|battery) light|won'?t start)\b",
    re.I,
)
SUBJECT = re.compile(r"(?:i|my|our|we|the|it|there|this|that|a|an)\b", re.I)
NOT_NOW = re.compile(r"\b(?:never|not|before|used to|wasn'?t|isn'?t|no longer|stopped)\b", re.I)
LONGEST = 26  # words


def told_back(matter: Matter) -> list[Said]:
    """One sentence in their words, turned to them; empty where they tell of none."""
    if matter.chat or matter.tongue.signs or matter.department != "service":
        return []
    before = matter.context.thread[-1:]
    unanswered = before[0].text if before and before[0].from_customer else ""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", f"{matter.inquiry.text}\n{unanswered}"):
        told = clipped(re.sub(r"\s*\([^()]*\)", "", sentence), LONGEST)
        if told and SYMPTOM.search(told) and not sentence.rstrip().endswith("?") and not NOT_NOW.search(told):
            turned = matter.tongue.turned(told) if SUBJECT.match(told) else ""
            return [Said(matter.say("symptom", told=turned[:1].upper() + turned[1:]))] if turned else []
    return []
