"""They remind us of a word of ours that nobody wrote down: that they had to ask is owned."""

import re

from assistant.core.draft import AnswerState
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said

OVERDUE = re.compile(
    r"\bwhere(?:['’]s| is) (?:it|that|my|the)\b|\b(?:nothing|nobody|no one|never|still)\b"
    r"|\b(?:did|have|has)(?:n['’]t| not)\b",
    re.I,
)
THING = re.compile(
    r"\b(?:send|give|get|write|mail|e-?mail|text|bring|show|have) me "
    r"(?P<thing>(?:the|an?|my|your) [^.?!,;]{2,60})",
    re.I,
)
WHEN = re.compile(
    r"\s+(?:on|by|before|until|this|next|last|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*",
    re.I,
)
WHERE_IS_IT = re.compile(r"^\W*(?:and |so )?where(?:['’]s| is) (?:it|that)\W*$", re.I)


def reminded(matter: Matter) -> tuple[list[Said], frozenset[int]]:
    """What they wait for, by its name, and the questions that this covers; nothing where it is not over."""
    if matter.tongue.signs or not OVERDUE.search(matter.inquiry.text):
        return [], frozenset()
    for told in matter.inquiry.reminders:
        found = THING.search(told.words)
        covered = frozenset(
            number
            for number, question in enumerate(matter.inquiry.questions)
            if told.start <= question.start < told.end or WHERE_IS_IT.match(question.text)
        )
        if found and covered:
            thing = re.sub(r"\bmy\b", "your", WHEN.sub("", found["thing"]), flags=re.I).strip()
            text = matter.say("reminded", thing=thing, by=matter.by(matter.due))
            what = f"find out about {thing}, and write"
            return [Said(text, (), tuple(sorted(covered)), AnswerState.OWNED, what, matter.due)], covered
    return [], frozenset()
