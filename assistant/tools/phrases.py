"""Phrase lists from plain text files: phrases/<language>/<rule>.txt, a store's own over the shipped ones."""

from assistant.core.checks.phrases import Phrase, Phrases, phrase_of
from assistant.prompts import Prompts


def load(prompts: Prompts) -> Phrases:
    """Every list of every language; a line is "phrase" or "phrase => better wording", # begins a comment."""
    lists: dict[str, tuple[Phrase, ...]] = {}
    for language, rule in _files(prompts):
        lines = prompts.lines(f"phrases/{language}/{rule}.txt")
        lists[rule] = (*lists.get(rule, ()), *(phrase_of(line, language) for line in lines))
    return Phrases(lists)


def _files(prompts: Prompts) -> list[tuple[str, str]]:
    """Language and rule of each file, English first."""
    found = {
        (path.parent.name, path.stem)
        for folder in prompts.folders
        for path in (folder / "phrases").glob("*/*.txt")
    }
    return sorted(found, key=lambda pair: (pair[0] != "en", pair))
