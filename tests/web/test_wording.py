"""What "Use this" leaves behind is a whole sentence."""

import re

import pytest

from assistant.core.checks.finding import Finding, Severity
from assistant.web.shown.wording import A_SENTENCE, UNFINISHED, replacement

DANGLES = re.compile(r"\b(?:that|the|a|we|for|of|about|with|to|by)$")

PUT = [
    ("It will be looked into.", "will be looked into", "I will look into it", "I will look into it."),
    ("I'm sorry if you waited.", "sorry if", "sorry that", "I'm sorry that you waited."),
    ("Sorry if you waited.", "Sorry if", "sorry that", "Sorry that you waited."),
    ("Hi.\n\nDo not reply to this mail.", "Do not reply", "Just answer this mail; it reaches me.",
     "Hi.\n\nJust answer this mail; it reaches me."),
    ("I asked Omar and it fits.", "asked", "I will ask and write to you by 1 pm today",
     "I will ask and write to you by 1 pm today."),
]  # fmt: skip
SHOWN = [
    ("Thank you for reaching out to us.", "Thank you for reaching out", "Thank you for your note about ..."),
    ("It is looked into and Luis calls you by 3 pm today.", "is looked into", "I will look into it"),
    ("That is all.", "all", ""),
]


def found(text, quote, better):
    return Finding("rule", Severity.WARN, text.index(quote), text.index(quote) + len(quote), "why", better)


@pytest.mark.parametrize(("text", "quote", "better", "after"), PUT)
def test_put_in(text, quote, better, after):
    put = replacement(text, found(text, quote, better))
    assert text[: put.start] + put.better + text[put.start + len(put.quote) :] == after


@pytest.mark.parametrize(("text", "quote", "better"), SHOWN)
def test_only_shown(text, quote, better):
    assert replacement(text, found(text, quote, better)) is None


def test_what_the_lists_put_in_ends_where_a_sentence_may(parts):
    """What takes the place of a whole sentence may not break off."""
    broken = [
        one
        for listed in parts.services.phrases.lists.values()
        for one in listed
        if A_SENTENCE.match(one.better) and not UNFINISHED.search(one.better) and DANGLES.search(one.better)
    ]
    assert not broken
