"""The wording: files under prompts/composer/<language>/, which a store can edit without code."""

import re

from assistant.prompts import Prompts

ENGLISH = "en"  # the language that has every part


class MissingPart(LookupError):
    """A language has no wording for what must be said."""


class Parts:
    """Says one part in a language; MissingPart where the language lacks it, so that no letter is mixed."""

    def __init__(self, prompts: Prompts, language: str) -> None:
        self.prompts, self.language = prompts, language

    def say(self, part: str, /, **values: object) -> str:
        """The part in one line of text, first letter large; MissingVariable where values do not match."""
        text = self.phrase(part, **values)
        return text[:1].upper() + text[1:]

    def phrase(self, part: str, /, **values: object) -> str:
        """The part as it stands within a sentence."""
        name = f"composer/{self.language}/{part}"
        try:
            prompt = self.prompts.get(name)
        except FileNotFoundError as missing:
            raise MissingPart(name) from missing
        if self.language != ENGLISH:  # another grammar may need less than is known
            values = {key: value for key, value in values.items() if key in prompt.variables}
        return re.sub(r"\s+", " ", prompt.render(**values))


def languages(prompts: Prompts) -> frozenset[str]:
    """Those that have parts."""
    found = [path for folder in prompts.folders for path in (folder / "composer").glob("*/")]
    return frozenset(path.name for path in found if path.is_dir())
