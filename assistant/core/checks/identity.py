"""Who the text says that it is from: nobody but its signer may say "my name is"."""

import re
from collections.abc import Iterator

from assistant.core.checks.finding import Severity
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import LETTERS, Place
from assistant.core.draft import Author
from assistant.core.names import parts, same_first_name
from assistant.core.words import STOP, has_word, listed, plain

NAME = r"(?P<name>[A-ZÀ-Þ][\w’'-]*(?:\.? [A-ZÀ-Þ][\w’'-]*){0,3})"
ENDS = r"(?=\s*(?:[,.!;:)(–—\n]|$| from\b| at\b| with\b| here\b| in\b| and I\b| de\b| y soy\b))"
SAYS_SO = re.compile(
    rf"\b(?i:my name(?:['’]s| is)|me llamo|mi nombre es|je m['’]appelle)\s+{NAME}"
    rf"|\b(?i:i['’]m|i am|soy|je suis)\s+{NAME.replace('name', 'am')}{ENDS}"
    rf"|(?:^|(?<=[.!?]\s))(?i:this is)\s+{NAME.replace('name', 'this')}"
    r"(?=,? (?:from|at|with|here|speaking)\b)"
)
NO_NAMES = (STOP - {"will"}) | listed(
    """sorry glad happy ok okay sure pleased here back delighted afraid aware available certain off on in out
    american english spanish mexican french german italian japanese korean chinese canadian british latino
    hispanic asian european monday tuesday wednesday thursday friday saturday sunday january february march
    july august september october november december service sales manager adviser advisor parts general
    internet director owner finance technician specialist consultant asesor asesora gerente ase cpa
    toyota honda ford subaru mazda nissan hyundai kia jeep chevrolet chevy dodge volkswagen"""
)


def another_name(reading: Reading) -> Iterator[Place]:
    signer = reading.context.signer
    typed = reading.proposal.author is Author.PERSON
    if not signer.name or (typed and reading.context.channel not in LETTERS):
        return  # a person's own chat line bears no signature
    severity = Severity.WARN if typed else None
    for sentence in reading.reply.body:
        for found in SAYS_SO.finditer(sentence.text):
            group = next(name for name in ("name", "am", "this") if found[name])
            if not _is_another(found[group], reading):
                continue
            start, end = found.span(group)
            why = f"This is signed by {signer.name}, who has another name."
            yield Place(sentence.start + start, sentence.start + end, why, signer.first_name, severity)


def _is_another(said: str, reading: Reading) -> bool:
    """A word that is no name, a colleague of somebody ("Grace's"), the store and the signer are none."""
    words = parts(said)
    if not words or re.search(r"['’]s$", said) or has_word(reading.context.store.name, said):
        return False
    if any(plain(word) in NO_NAMES for word in words[:1]) or len(words[0]) < 2:
        return False
    return not any(same_first_name(words[0], own) for own in parts(reading.context.signer.name))
