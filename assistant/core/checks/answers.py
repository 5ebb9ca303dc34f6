"""answers-every-question: each question has a sentence that answers it, or one that says who will by when."""

import re
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.draft import AnswerState, Author
from assistant.core.question_map import believed, spoken_to
from assistant.core.words import fold

SPOKEN = re.compile(r"[^\W\d_]")  # "?" alone asks nothing that a sentence could answer


def answers_every_question(reading: Reading) -> Iterator[Place]:
    claimed = {answer.question: answer for answer in reading.proposal.answers}
    for one in reading.linked:
        if one.number in reading.by_hand:
            continue
        if one.state is not AnswerState.OPEN or not SPOKEN.search(one.question.text):
            continue
        if reading.proposal.author is Author.PERSON and spoken_to(reading.reply, one.question):
            continue  # a person may answer in words of their own
        answer = claimed.get(one.number)
        if answer and believed(answer, one, reading.reply, reading.commitments):
            continue
        asked = " ".join(one.question.text.split())
        asked = asked if len(asked) <= 90 else asked[:87].rstrip() + "..."
        if one.question.accepts:
            yield Place(0, 0, f"They take it, “{asked}”, and no sentence confirms it.")
            continue
        yield Place(0, 0, f"No sentence answers “{asked}”, and none says who will, by when.")
    yield from _no_words(reading)


def _no_words(reading: Reading) -> Iterator[Place]:
    if not reading.text.strip():
        yield Place(0, 0, "There is no text yet.")
    elif reading.proposal.author is not Author.PERSON and not reading.reply.body:
        yield Place(
            0, 0, f"There is a greeting and a signature, but nothing in between: “{fold(reading.text)[:40]}”."
        )
