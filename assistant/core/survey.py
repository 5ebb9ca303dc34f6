"""Satisfaction questions: "How did we do?". Found in what we write, so that none comes early or twice, and in
what we wrote, so that the answer to one is known as such.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from assistant.core.words import fold

AGAIN_AFTER = timedelta(days=30)  # one customer is asked once in so long

_VISIT = (
    r"(?:visits?|service|experience|appointment|purchase|delivery|stay|time with us|time here|repair"
    r"|test drive|buying|oil change)"
)
QUESTION = re.compile(
    r"\bhow (?:did|are|were) we (?:do|doing)\b|\bhow we(?:'re| are)? (?:did|do|doing)\b"
    rf"|\bhow (?:was|were|is|did you like|would you rate|do you rate|did you find)"
    rf" (?:your|the|our|this)(?: \w+){{0,3}} {_VISIT}\b"
    rf"|\bhow (?:did|has) (?:everything|it all|things|your (?:\w+ ){{0,2}}{_VISIT}) (?:go|gone|been)\b"
    r"|\b(?:satisfied|content|happy|pleased) (?:were|are) you (?:with|about)\b"
    rf"|\b(?:were|are) you (?:\w+ )?(?:satisfied|happy|content|pleased) with (?:us|everything|how we"
    rf"|(?:your|the|our)(?: \w+){{0,2}} {_VISIT})\b"
    r"|\b(?:rate|grade|score) (?:us|me|our|your (?:visit|experience|service))\b|\bon a scale (?:of|from)\b"
    r"|\b(?:recommend|refer) us\b[^.!\n]{0,60}\?|\bhow likely\b[^.!\n]{0,60}\brecommend\b"
    r"|\b(?:take|fill (?:out|in)|complete|answer|do) (?:our|the|a|this|that|my)(?: \w+){0,3} "
    r"(?:survey|questionnaire)\b|\b(?:survey|questionnaire) (?:below|attached|here)\b"
    r"|\b(?:leave|write|give|post|share) (?:us |me )?(?:a|your|some|an)(?: \w+)?"
    r" ?(?:review|rating|feedback)\b"
    r"|\byour feedback (?:about|on)\b|\b(?:give|grant) us (?:five|5) stars\b"
    r"|\bdid (?:we|everything|it) (?:meet|live up to|exceed) your expectations\b"
    r"|\bdid (?:we|i) (?:do|get|handle|fix|take care of) (?:it|this|that|things|everything|your \w+)"
    r" (?:the way|right|well|as|like|to your)\b"
    r"|\b(?:was|is) everything (?:the way|as) you (?:wanted|expected)\b"
    r"|\banything we could (?:have done|do) better\b"
    r"|\bcomo (?:lo hicimos|fue su (?:visita|experiencia|cita)|le fue con (?:nosotros|su visita))\b"
    r"|\blo hicimos (?:como|bien)\b|\bquedo todo (?:como|a su gusto)\b"
    r"|\bque tan (?:satisfech|content)\w*\b|\bquedo (?:usted )?(?:satisfech|content)\w*\b"
    r"|\b(?:responder|llenar|contestar) (?:la|una|nuestra|esta)(?: \w+)? encuesta\b|\bcalifi(?:que|car)\b"
    r"|\bdejar(?:nos)? una resena\b"
)
# "the survey that you filled out", "thank you for your feedback": it speaks of one, and asks none
SPOKEN_OF = re.compile(
    r"\b(?:thank|thanks|gracias)\b[^.!?\n]{0,60}$|\b(?:no need to|do not have to|don't have to|need not"
    r"|never have to|instead of|if somebody asks you|you (?:filled|took|wrote|left|gave|rated|answered))\b"
    r"[^.!?\n]{0,30}$"
)
TEN = re.compile(
    r"\b(?:0|1|zero|one|uno) (?:to|through|-|a) (?:10|ten|diez)\b|\b(?:of|out of|de) (?:10|ten)\b"
)


def found(text: str) -> list[tuple[int, int]]:
    """Where a text asks how content they are."""
    folded = _plain(fold(text))
    return [
        (match.start(), match.end())
        for match in QUESTION.finditer(folded)
        if not SPOKEN_OF.search(folded[max(0, match.start() - 90) : match.start()])
    ]


def asks(text: str) -> bool:
    return bool(found(text))


def of_ten(text: str) -> bool:
    """Whether the scale that it names ends at ten."""
    return bool(TEN.search(_plain(fold(text))))


@dataclass(frozen=True)
class Around:
    """What stands around a text that asks: `wrote_last` is whether they did, and we have not answered."""

    closed: bool
    promised: bool = False
    waiting: bool = False
    asked_days_ago: int | None = None


def too_early(around: Around) -> str:
    """Empty where it may be asked; else a sentence why not."""
    if around.promised:
        return "Something that we promised them is still open: keep it first, then ask how it was."
    if around.waiting:
        return "They wait for an answer from us: ask how it was once nothing is open."
    if not around.closed:
        return "This matter is not closed yet: ask how it was when it is."
    if around.asked_days_ago is not None and around.asked_days_ago < AGAIN_AFTER.days:
        days = f"{around.asked_days_ago} days ago" if around.asked_days_ago > 1 else "only just"
        return f"We asked them {days}: once in {AGAIN_AFTER.days} days is enough."
    return ""


_LETTERS = str.maketrans("áéíóúüñ", "aeiouun")


def _plain(folded: str) -> str:
    return folded.translate(_LETTERS)
