"""their-language: the reply is in the language of the customer's last message."""

from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.words import WORD, listed

LEAST, FEWEST = 10, 3  # words of a body that tell its language; of these the short ones
SHORT = {
    "en": listed(
        "the and you your is are we our for with that this have has will can it on of to i'll i'm in"
    ),
    "es": listed(
        "el la los las de que y en un una su sus para con por le lo se es está tengo puede usted más al"
        " nadie hoy gracias cuándo cuánto así aquí"
    ),
    "fr": listed(
        "le la les des de et vous votre nous est pour avec que une un dans je sur pas du au ce sont"
    ),
    "de": listed(
        "der die das und sie ihr ihre wir ist sind für mit dass ein eine ich nicht den dem auf zu von im"
    ),
}
NAMES = {"en": "English", "es": "Spanish", "fr": "French", "de": "German"}


def their_language(reading: Reading) -> Iterator[Place]:
    wanted, body = reading.inquiry.language, reading.reply.body
    written = language_of(" ".join(sentence.text for sentence in body))
    if wanted not in SHORT or not written or written == wanted:
        return
    why = f"They wrote in {NAMES[wanted]}, and this is {NAMES[written]}."
    yield Place(body[0].start, body[-1].end, why)


def language_of(text: str) -> str:
    """ISO 639-1 by the short words of a text; empty where they do not tell."""
    words = [found[0].lower() for found in WORD.finditer(text)]
    if len(words) < LEAST:
        return ""
    counts = {language: sum(word in known for word in words) for language, known in SHORT.items()}
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    sure = counts[first] >= FEWEST and counts[first] >= 2 * counts[second]
    return first if sure else ""
