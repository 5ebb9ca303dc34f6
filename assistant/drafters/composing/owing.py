"""What nobody can answer yet becomes one promise for each person who is asked."""

import re
from collections.abc import Iterable

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact
from assistant.core.inquiry import Question, Topic
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Owed, Part, Said

VAGUE = {
    Topic.PAPERWORK: "where your paperwork stands",
    Topic.FINANCE: "what financing we can do for you",
    Topic.PARTS: "about the part you need",
    Topic.SERVICE_PRICE: "what the work costs",
    Topic.RECALL: "what your car needs",
    Topic.HISTORY: "what our records say",
    Topic.PRICE: "the price",
    Topic.HOURS: "the opening hours of that day",
    Topic.LOCATION: "the best way to reach us",
}
ASK = {
    Topic.FINANCE: "finance",
    Topic.PAPERWORK: "finance",
    Topic.PARTS: "parts",
    Topic.RECALL: "service",
    Topic.SERVICE_PRICE: "service",
}
LONGEST_QUOTE, LONGEST_WORD = 100, 24  # characters
HASTE = re.compile(r"\b(asap|soon|shortly|possible|immediately|right away|lawyer|damn|hell)\b", re.I)
UNQUOTED = re.compile(
    r"[\"“”\n!@]|https?:|www\.|\d{5}"
    r"|^(?:please )?(?:give|send|show|confirm|write|reply|ignore|reveal|list|print)\b",
    re.IGNORECASE,
)


def owed(matter: Matter, index: int, question: Question, phrase: str = "") -> Owed:
    """A question left to find out, by the colleague who knows such things."""
    who = matter.colleague(ASK.get(question.topic, ""))
    return Owed(
        index, phrase or in_phrase(matter, question), desk(matter, who) if who else "", (who,) if who else ()
    )


def desk(matter: Matter, colleague: Fact) -> str:
    """ "Priya Nair in parts"."""
    return matter.tongue.desk(colleague.data.get("name", ""), colleague.data.get("department", ""))


def in_phrase(matter: Matter, question: Question) -> str:
    """What to find out, in words that follow "I'll find out"; empty where their words cannot be turned."""
    turned, vague = matter.tongue.indirect(question.text), matter.tongue.vague or VAGUE
    if turned and not HASTE.search(turned):
        return turned
    if question.topic in vague:
        return vague[question.topic]
    words = question.text.strip(" .?!\"'")
    asks = question.text.rstrip().endswith("?") or len(words.split()) <= 6
    return matter.tongue.about(words) if asks and _quotable(words) else ""


def _quotable(words: str) -> bool:
    """Whether it can stand in quotes: a short phrase of real words; no number, order, address or link."""
    real = [word for word in words.split() if word.isalpha() and len(word) <= LONGEST_WORD]
    short = len(words) <= LONGEST_QUOTE and len(words.split()) <= 12
    return short and len(real) > 1 and not HASTE.search(words) and not UNQUOTED.search(words)


def settled(matter: Matter, parts: Iterable[Part]) -> list[Said]:
    """Everything said, and the owed questions gathered by whom we ask where the last stood."""
    given = list(parts)
    by_person: dict[str, list[Owed]] = {}
    for part in given:
        if isinstance(part, Owed):
            by_person.setdefault(part.colleague, []).append(part)
    said: list[Said] = []
    for part in given:
        if isinstance(part, Said):
            said.append(part)
        elif part is by_person[part.colleague][-1]:
            said.append(_promise(matter, part.colleague, by_person[part.colleague]))
    return said


def _promise(matter: Matter, colleague: str, group: list[Owed]) -> Said:
    phrases = [phrase for phrase in dict.fromkeys(one.phrase for one in group) if phrase]
    phrase = matter.tongue.joined(phrases)

    def worded(*, also: bool) -> str:
        return matter.say(
            "find-out" if phrase else "look-into",
            **({"phrase": phrase} if phrase else {}),
            colleague=colleague,
            by=matter.by(matter.due),
            chat=matter.chat,
            also=also,
        )

    return Said(
        worded(also=False),
        after_another=worded(also=True),
        facts=tuple({fact.id: fact for one in group for fact in one.facts}.values()),
        questions=tuple(one.question for one in group),
        state=AnswerState.OWNED,
        what=f"write with the answer: {phrase or 'what they wrote about'}",
        due=matter.due,
    )
