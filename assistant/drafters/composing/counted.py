"""A term of the store as it stands for this customer: "Yes, until tomorrow, Wednesday"."""

import re
from datetime import date

from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Question
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.said import Part, Said

ASKED = {  # a return is asked for by what the policy was looked up for
    "tag": re.compile(r"\b(?:tags?|plates?)\b", re.I),
    "part": re.compile(r"\b(?:how long|until when|hold|keep|wait)\b", re.I),
    "cancel": re.compile(r"\b(?:cancel\w*|money back|get out of|refund\w*)\b", re.I),
}
MILES = re.compile(r"\b(\d[\d,]*) miles\b", re.I)
YES_NO = re.compile(r"^\W*(?:and |so |also )?(?:can|could|may|is|are|do|does|am) ", re.I)


def counted(matter: Matter, index: int, question: Question, known: Fact) -> list[Part]:
    """The policy and what it comes to by their own record; empty where nothing counts for them."""
    term = _term(matter, known)
    asked = ASKED.get(term.data["term"]) if term else None
    if term is None or matter.tongue.signs or (asked and not asked.search(question.text)):
        return []
    since, until = (date.fromisoformat(term.data[key]) for key in ("since", "until"))
    text = matter.say(
        "term",
        term=term.data["term"],
        affirms=YES_NO.match(question.text) is not None,
        told=matter.told(known, question.text).rstrip("."),
        since=_on(since),
        driven=_driven(matter, known),
        until=_until(matter, until),
    )
    return [Said(text, (known, term), (index,))]


def last_day(matter: Matter, known: Fact) -> date | None:
    """Until when a policy holds for them; None where nothing counts."""
    term = _term(matter, known)
    return date.fromisoformat(term.data["until"]) if term else None


def _term(matter: Matter, known: Fact) -> Fact | None:
    return next((f for f in matter.of(FactKind.TERM) if f.data.get("policy") == known.id), None)


def _driven(matter: Matter, known: Fact) -> str:
    """ "120 miles", where they tell how far they have driven it and the policy allows that."""
    theirs, ours = MILES.search(matter.inquiry.text), MILES.search(known.text)
    if not theirs or not ours:
        return ""
    done, allowed = (int(found[1].replace(",", "")) for found in (theirs, ours))
    return f"{theirs[1]} miles" if done < allowed else ""


def _on(day: date) -> str:
    return f"{day:%B} {day.day}"


def _until(matter: Matter, day: date) -> str:
    """A day of this week by its name, one further ahead by its date."""
    near = matter.tongue.day(day, matter.now.date())
    return near if (day - matter.now.date()).days < 7 else _on(day)
