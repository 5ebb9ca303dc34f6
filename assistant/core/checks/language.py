"""their-language: the reply is in the language of the customer's last message."""

from collections import Counter
from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.words import WORD

ENOUGH = 12  # words of the body; of fewer nobody can tell
FEWEST = 4  # small words of the one language
TIMES_AS_MANY = 3  # as of theirs: a letter in two languages passes
NAMES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
}


def their_language(reading: Reading) -> Iterator[Place]:
    theirs, body = reading.inquiry.language, reading.reply.body
    if not theirs or reading.reply.words < ENOUGH:
        return
    counted = _small_words(reading)
    found, many = max(counted.items(), key=lambda pair: pair[1], default=("", 0))
    if found == theirs or many < max(FEWEST, TIMES_AS_MANY * counted[theirs]):
        return
    why = f"They wrote in {NAMES.get(theirs, theirs)}, and this is in {NAMES.get(found, found)}."
    yield Place(body[0].start, body[-1].end, why)


def _small_words(reading: Reading) -> Counter[str]:
    """How many words of the body stand in the list of one language alone."""
    languages: dict[str, set[str]] = {}
    for phrase in reading.phrases.lists.get("their-language", ()):
        languages.setdefault(phrase.text, set()).add(phrase.language)
    begin, end = reading.reply.greeting[1], reading.reply.tail
    words = (found[0] for found in WORD.finditer(reading.reply.folded, begin, end))
    return Counter(
        language for word in words if len(held := languages.get(word, set())) == 1 for language in held
    )
