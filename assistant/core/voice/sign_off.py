"""How a letter ends before its signature: "Thanks," instead of "Warmly,". Closed words: no name gets in."""

import re

from assistant.core.reply import CLOSER, Reply, taken_apart
from assistant.core.voice.lesson import Habit, Lesson
from assistant.core.voice.pair import Pair
from assistant.core.words import fold, listed

WORDS = listed(
    """very most warm warmly warmest best kind kindest sincerely cheers thanks thank you many regards wishes
    respectfully take care talk soon yours truly all the with gratefully again so much see then
    saludos un saludo cordiales atentamente cordialmente nos vemos pronto abrazo gracias muchas
    cordialement merci bien à vous"""
)


def sign_off_of(reply: Reply) -> str:
    """Its line, empty where there is none or it holds a word that is none of a sign-off's."""
    line = reply.signature.partition("\n")[0].strip()
    words = re.findall(r"[^\W\d_]+", fold(line))
    return line if words and CLOSER.fullmatch(fold(line)) and WORDS.issuperset(words) else ""


def learned(pair: Pair) -> Lesson | None:
    was, becomes = sign_off_of(pair.draft), sign_off_of(pair.sent)
    if not pair.letter or not was or not becomes or was == becomes:
        return None
    return Lesson(Habit.SIGN_OFF, was, becomes, pair.language)


def contrary(pair: Pair, lesson: Lesson) -> bool:
    """Whether a letter that gave occasion for it was ended otherwise."""
    was, sent = sign_off_of(pair.draft), sign_off_of(pair.sent)
    return was in (lesson.was, lesson.becomes) and bool(sent) and sent != lesson.becomes


def applied(text: str, lesson: Lesson, signer: str) -> str:
    """Only where the draft ends as those did that it was learned from: an apology keeps its own end."""
    reply = taken_apart(text, signer)
    if sign_off_of(reply) != lesson.was:
        return text
    return text[: reply.tail] + reply.signature.replace(lesson.was, lesson.becomes, 1)


def valid(line: str) -> bool:
    made = taken_apart(f"Hi,\n\nYes.\n\n{line}\nAlex Doe", "Alex Doe")
    return sign_off_of(made) == line
