"""A yes or no to work that our last line put to them: "ok go ahead", "no, just do the oil"."""

import re

from assistant.core.draft import AnswerState
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Said

PUT = re.compile(
    r"\b(?:shall|should) (?:i|we) (?:go ahead|do|order|fix|replace|proceed|start)\b|\bgo ahead\b[^.]*\?"
    r"|\b(?:want|would you like) (?:us|me) to (?:go ahead|do|order|fix|replace|proceed|start)\b"
    r"|\bis that (?:ok|okay)\?",
    re.I,
)
YES = re.compile(
    r"^\W*(?:yes|yeah|yep|ok|okay|sure|please|go ahead|go for it|do it|sounds good|approved|fine)\b", re.I
)
NO = re.compile(r"^\W*(?:no|nope|not|don'?t|too (?:much|expensive|high)|hold off|leave it|skip)\b", re.I)
FEW = 14  # words


def decided(matter: Matter) -> list[Said]:
    """What is done upon it, and when they hear; empty where nothing was put to them."""
    ours = next((line for line in reversed(matter.context.thread) if not line.from_customer), None)
    text = matter.inquiry.text.replace("\u2019", "'")
    if ours is None or matter.tongue.signs or not PUT.search(ours.text) or len(text.split()) > FEW:
        return []
    answer = "yes" if YES.match(text) else "no" if NO.match(text) else ""
    if not answer or "?" in text:
        return []
    every = tuple(range(len(matter.inquiry.questions)))
    said = matter.say("decided", agreed=answer == "yes", by=matter.by(matter.due))
    what = (
        "see that it is done and write when it is ready"
        if answer == "yes"
        else "see that it is left, and write"
    )
    return [Said(said, (), every, AnswerState.OWNED, what, matter.due)]
