"""What nobody can answer yet becomes one promise for each person who is asked."""

import re
from collections.abc import Iterable

from assistant.core.draft import AnswerState
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question, Topic
from assistant.core.words import has_word
from assistant.drafters.composing import cars
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
    Topic.LOCATION: "our address and the way here",
}
ASK = {
    Topic.FINANCE: "finance",
    Topic.PAPERWORK: "finance",
    Topic.PARTS: "parts",
    Topic.RECALL: "service",
    Topic.SERVICE_PRICE: "service",
}
TERMS = re.compile(r"\b(?:financ\w*|payments?|monthly|rate|apr|terms?|approved|credit|lease)\b", re.I)
FEW = 4  # words
RATE = re.compile(r"\b(?:financ\w*|refinanc\w*|interest|percent|apr|loan)\b|\d\s?%", re.I)
POINTING = re.compile(r"^(?:how much|what) (?:it|that|this|they) (?:is|are|costs?|would be|runs?)$", re.I)
AMOUNT = re.compile(
    r"\b(?:is|are|be|for|costs?|at) (?:only |just )?([$€£]\s?\d[\d,.]*)", re.I
)  # a price put to us
HASTE = re.compile(r"\b(asap|soon|shortly|possible|immediately|right away|lawyer|damn|hell)\b", re.I)


def owed(matter: Matter, index: int, question: Question, phrase: str = "") -> Owed:
    """A question left to find out, by the colleague who knows such things."""
    money = question.topic is Topic.OTHER and RATE.search(matter.words)
    who = matter.colleague("finance" if money else ASK.get(question.topic, ""))
    return Owed(
        index, phrase or in_phrase(matter, question), desk(matter, who) if who else "", (who,) if who else ()
    )


def desk(matter: Matter, colleague: Fact) -> str:
    """ "Priya Nair in parts"."""
    return matter.tongue.desk(colleague.data.get("name", ""), colleague.data.get("department", ""))


def in_phrase(matter: Matter, question: Question) -> str:
    """What to find out, in words that follow "I'll find out"; empty where their words cannot be turned."""
    turned, vague = _with_names(matter, matter.tongue.indirect(question.text)), matter.tongue.vague or VAGUE
    where = question.topic is Topic.LOCATION and len(turned.split()) < FEW  # "where we are"
    if question.topic in vague and (where or POINTING.match(turned)):
        return vague[question.topic]  # "how much it is" would say less
    if turned and not HASTE.search(turned) and _amounts_held(matter, turned):
        return turned
    if question.topic in vague and not (question.topic is Topic.FINANCE and not TERMS.search(question.text)):
        return vague[question.topic]
    return ""


def _with_names(matter: Matter, turned: str) -> str:
    """Their cars as they are written: "your Pilot"."""
    for named in matter.inquiry.vehicles:
        if named.model and has_word(turned, named.model):
            turned = re.sub(rf"\b{re.escape(named.model)}\b", named.model, turned, flags=re.I)
    return turned


def _amounts_held(matter: Matter, turned: str) -> bool:
    """Whether every sum that is said after them stands on our side: nobody's "$1" is repeated."""
    held = " ".join(fact.text for fact in matter.facts if fact.kind is not FactKind.MESSAGE)
    return all(amount.rstrip(".,") in held for amount in AMOUNT.findall(turned))


def settled(matter: Matter, parts: Iterable[Part]) -> list[Said]:
    """Everything said, and the owed questions gathered by whom we ask where the last stood."""
    heard = {number for number, _ in matter.context.heard}
    given = [part for part in parts if not (isinstance(part, Owed) and part.question in heard)]
    by_person: dict[tuple[str, str], list[Owed]] = {}
    for part in given:
        if isinstance(part, Owed):
            by_person.setdefault((part.colleague, part.look), []).append(part)
    said: list[Said] = []
    for place, part in enumerate(given):
        if isinstance(part, Said):
            said.append(part)
        elif part is (group := by_person[part.colleague, part.look])[-1]:
            told = any(isinstance(one, Said) and one.questions for one in given[:place])
            made = _promise(matter, part.colleague, group, beside=told)
            said.append(_looked_at(matter, group) if part.look else made)
    return said


def _looked_at(matter: Matter, group: list[Owed]) -> Said:
    """One look at the car for all that the list does not tell of it."""
    phrases = list(dict.fromkeys(one.phrase for one in group))
    phrase = matter.tongue.joined(phrases) if matter.tongue.signs else " or ".join(phrases)
    fact = group[0].facts[0]
    text = matter.say("feature-look", car=cars.called(matter, fact), phrase=phrase, by=matter.by(matter.due))
    asked = tuple(one.question for one in group)
    what = f"look at the {group[0].look} and write {phrase}"
    return Said(text, (fact,), asked, AnswerState.OWNED, what, matter.due)


def _promise(matter: Matter, colleague: str, group: list[Owed], *, beside: bool) -> Said:
    phrases = [phrase for phrase in dict.fromkeys(one.phrase for one in group) if phrase]
    if phrases and not all(one.phrase for one in group):
        phrases.append(matter.phrase("rest-phrase"))
    phrase = matter.tongue.joined(phrases)

    def worded(*, also: bool) -> str:
        return matter.say(
            "find-out" if phrase else "look-into",
            **({"phrase": phrase} if phrase else {"beside": beside}),
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
