"""A draft in somebody's voice: other words for the same; no fact, answer or promise comes or goes."""

from collections.abc import Callable
from dataclasses import replace

from assistant.core.context import Context
from assistant.core.draft import Author, Proposal
from assistant.core.message import Channel
from assistant.core.reply import taken_apart
from assistant.core.voice import contractions, greeting, left_out, sign_off
from assistant.core.voice.lesson import Habit, Lesson


def spoken(proposal: Proposal, lesson: Lesson, context: Context) -> Proposal:
    """With this habit; as it was where that would touch a sentence that something rests on."""
    signer, name = context.signer.name, context.recipient.first_name
    letter = context.channel is not Channel.CHAT
    match lesson.habit:
        case Habit.GREETING if letter:
            return _whole(proposal, greeting.applied(proposal.text, lesson, name))
        case Habit.SIGN_OFF if letter:
            return _whole(proposal, sign_off.applied(proposal.text, lesson, signer))
        case Habit.CONTRACTIONS:
            return _each(proposal, lambda text: contractions.applied(text, lesson), signer)
        case Habit.LEFT_OUT if proposal.author is Author.COMPOSER and lesson.was not in _rests_on(proposal):
            return _whole(proposal, _without(proposal.text, lesson, signer))
        case _:
            return proposal


def _without(text: str, lesson: Lesson, signer: str) -> str:
    made = left_out.applied(text, lesson)
    return made if taken_apart(made, signer).body else text


def _whole(proposal: Proposal, text: str) -> Proposal:
    """Other words around the sentences that carry something."""
    made = replace(proposal, text=text)
    return made if _sound(made) else proposal


def _each(proposal: Proposal, change: Callable[[str], str], signer: str) -> Proposal:
    """The same change in the body and in each sentence that is quoted from it."""
    tail = taken_apart(proposal.text, signer).tail
    made = replace(
        proposal,
        text=change(proposal.text[:tail]) + proposal.text[tail:],
        answers=tuple(replace(one, sentence=change(one.sentence)) for one in proposal.answers),
        citations=tuple(replace(one, sentence=change(one.sentence)) for one in proposal.citations),
        promises=tuple(replace(one, sentence=change(one.sentence)) for one in proposal.promises),
    )
    return made if _sound(made) else proposal


def _rests_on(proposal: Proposal) -> str:
    return "\n".join(_sentences(proposal))


def _sound(proposal: Proposal) -> bool:
    return bool(proposal.text.strip()) and all(one in proposal.text for one in _sentences(proposal))


def _sentences(proposal: Proposal) -> list[str]:
    """All that an answer, a fact or a promise hangs on."""
    found = [one.sentence for one in proposal.answers] + [one.sentence for one in proposal.citations]
    return found + [one.sentence for one in proposal.promises]
