"""their-language: the reply is in the language of the customer's last message."""

from collections.abc import Iterator

from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place

CALLED = {
    "en": "English", "es": "Spanish", "fr": "French", "de": "German", "it": "Italian", "pt": "Portuguese",
    "zh": "Chinese", "vi": "Vietnamese", "ko": "Korean", "ru": "Russian", "ar": "Arabic", "pl": "Polish",
}  # fmt: skip


def their_language(reading: Reading) -> Iterator[Place]:
    """`context.written_in` is what the step heard; where it heard nothing there is nothing to say."""
    theirs, ours = reading.inquiry.language, reading.context.written_in
    if not ours or not theirs or ours == theirs or not reading.reply.body:
        return
    why = f"They wrote in {_called(theirs)}; this is in {_called(ours)}."
    yield Place(reading.reply.body[0].start, reading.reply.body[-1].end, why)


def _called(language: str) -> str:
    return CALLED.get(language, f"another language ({language})")
