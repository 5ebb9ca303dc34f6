"""Short forms or long ones: "I'll" or "I will". Only forms that are never two things."""

import re
from collections import Counter
from collections.abc import Mapping

from assistant.core.reply import Reply
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair

Forms = Mapping[str, re.Pattern[str]]
SHORT, FULL = "short", "full"
FORMS = {
    "I will": "I'll", "you will": "you'll", "we will": "we'll", "I am": "I'm", "we are": "we're",
    "you are": "you're", "do not": "don't", "does not": "doesn't", "did not": "didn't", "cannot": "can't",
    "will not": "won't", "is not": "isn't", "are not": "aren't", "was not": "wasn't", "have not": "haven't",
    "has not": "hasn't",
}  # fmt: skip
NOT_AFTER = r"(?<!\bwhere )(?<!\bwhat )(?<!\bwho )(?<!\bhow )(?<!\bthan )(?<!\bas )"
GOES_ON = r"(?= [a-z])"  # "Yes, I will." has no short form
NO_QUESTION = r"(?! (?:I|you|we|they|he|she|it|that|this|there)\b)"  # "don't you" has no long one


def learned(pair: Pair) -> Lesson | None:
    """None unless some form was turned, and none of the kind that it was turned from is left."""
    if pair.language != "en":
        return None
    for gone, kept in ((_FULL, _SHORT), (_SHORT, _FULL)):
        fewer = _forms(gone, pair.draft) - _forms(gone, pair.sent)
        more = _forms(kept, pair.sent) - _forms(kept, pair.draft)
        if fewer & more and not _forms(gone, pair.sent):
            return Lesson(Habit.CONTRACTIONS, _name(gone), _name(kept), pair.language)
    return None


def contrary(pair: Pair, lesson: Lesson) -> bool:
    """Whether the reply that was sent keeps to the other form."""
    return bool(_forms(_SHORT if lesson.was == SHORT else _FULL, pair.sent))


def applied(text: str, lesson: Lesson) -> str:
    if lesson.becomes == SHORT:
        return _turned(text, _FULL, FORMS)
    return _turned(text, _SHORT, {full: full for full in FORMS})


def _forms(forms: Forms, reply: Reply) -> Counter[str]:
    """How often each stands in the body, by its long form, where it could be turned into the other."""
    body = "\n".join(sentence.text for sentence in reply.body)
    return Counter({full: many for full, form in forms.items() if (many := len(form.findall(body)))})


def _name(forms: Forms) -> str:
    return SHORT if forms is _SHORT else FULL


def _turned(text: str, forms: Forms, into: Mapping[str, str]) -> str:
    for full, form in forms.items():
        text = form.sub(lambda found, other=into[full]: _like(found[0], other), text)  # type: ignore[misc]
    return text


def _like(found: str, form: str) -> str:
    """As large as what it takes the place of."""
    return form[0].upper() + form[1:] if found[0].isupper() else form


def _any_case(form: str) -> str:
    """The first letter large or small: names like "Will" stay what they are."""
    first = form[0]
    head = first if first == "I" else f"[{first.lower()}{first.upper()}]"
    return head + re.escape(form[1:]).replace("'", "['’]")


_FULL = {full: re.compile(rf"\b{NOT_AFTER}{_any_case(full)}{GOES_ON}") for full in FORMS}
_SHORT = {full: re.compile(rf"\b{_any_case(short)}\b{NO_QUESTION}") for full, short in FORMS.items()}
