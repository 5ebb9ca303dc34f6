"""What a model claims of its own text, kept only as far as it is so."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from assistant.core import grounding, question_map
from assistant.core.context import Context
from assistant.core.draft import Answer, AnswerState, Author, Citation, Proposal, ProposedPromise
from assistant.core.echo import nearly_whole
from assistant.core.fact import Fact
from assistant.core.inquiry import Inquiry
from assistant.core.promise import promises_in
from assistant.core.sentences import sentences
from assistant.drafters.asking.reading import Said

ALIKE = {"'": "['’‘]", "’": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-‑–]", "–": "[-‑–]"}
LONGEST = 1000  # characters of a sentence
FIRST_PERSON = frozenset({"i", "me", "we", "us", "yo", "je", "ich"})


def proposal(
    said: Said, text: str, inquiry: Inquiry, context: Context, *, facts: tuple[Fact, ...], claims: bool
) -> Proposal:
    """The text with what is so of the model's claims; one that makes no claims is read as a person's."""
    if claims:
        return Proposal(
            text=text,
            author=Author.MODEL,
            answers=answers(said, text, inquiry),
            citations=citations(said, text, facts),
            promises=promises(said, text, context),
        )
    shown = replace(context, facts=facts)
    return Proposal(
        text=text,
        author=Author.MODEL,
        answers=question_map.answers(text, inquiry, shown),
        citations=grounding.citations(text, shown),
        promises=promises_in(text, signer=context.signer, now=context.now, hours=context.store.hours),
    )


def place(sentence: str, text: str) -> str:
    """The sentence as it stands in the text, blanks and quotes aside; empty where it does not."""
    words = sentence[:LONGEST].split()
    if not words:
        return ""
    pattern = r"\s+".join(
        "".join(ALIKE.get(letter) or re.escape(letter) for letter in word) for word in words
    )
    found = re.search(pattern, text)
    return found[0] if found else ""


def answers(said: Said, text: str, inquiry: Inquiry) -> tuple[Answer, ...]:
    """One for each question: the model's claim where its sentence stands whole in the text, else open."""
    claimed: dict[int, Answer] = {}
    for row in said.answers:
        number, sentence = row["question"] - 1, _whole(place(row["sentence"], text), text)
        if 0 <= number < len(inquiry.questions) and sentence and number not in claimed:
            claimed[number] = Answer(number, _state(row["state"]), sentence)
    return tuple(claimed.get(n, Answer(n, AnswerState.OPEN)) for n in range(len(inquiry.questions)))


def _whole(piece: str, text: str) -> str:
    """The piece where it is one sentence of the text, or several; a fragment ("P1188") is none."""
    start = text.find(piece)
    touched = [one for one in sentences(text) if one.start < start + len(piece) and start < one.end]
    return piece if nearly_whole(piece, " ".join(one.text for one in touched)) else ""


def citations(said: Said, text: str, facts: Iterable[Fact]) -> tuple[Citation, ...]:
    """Those whose sentence is in the text and whose fact the model was shown."""
    shown = {fact.id for fact in facts}
    found = (Citation(place(row["sentence"], text), row["fact"].strip("[] ")) for row in said.citations)
    return tuple(dict.fromkeys(c for c in found if c.sentence and c.fact in shown))


def promises(said: Said, text: str, context: Context) -> tuple[ProposedPromise, ...]:
    """Those that the text really makes; a due time that has passed or does not exist counts as none."""
    made = (
        ProposedPromise(
            who=_who(row["who"], context),
            what=" ".join(row["what"].split())[:200],
            due=_due(row["due"], context),
            sentence=place(row["sentence"], text),
        )
        for row in said.promises
    )
    return tuple(promise for promise in made if promise.sentence and promise.what)


def _state(text: str) -> AnswerState:
    return AnswerState(text) if text in set(AnswerState) else AnswerState.OPEN


def _who(name: str, context: Context) -> str:
    said = " ".join(name.split())[:80]
    own = {"", *FIRST_PERSON, context.signer.first_name.casefold()}
    return context.signer.name if said.casefold() in own else said


def _due(text: str, context: Context) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    zone = context.store.hours.zone
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return local if local > context.now else None
