"""The wording: files under prompts/composer/<language>/, which a store can edit without code."""

import re

from assistant.prompts import Prompts


class Parts:
    """Says one part in a language; a part that the language lacks is said in English."""

    def __init__(self, prompts: Prompts, language: str) -> None:
        self.prompts, self.language = prompts, language

    def say(self, part: str, /, **values: object) -> str:
        """The part in one line of text, first letter large; MissingVariable where values do not match."""
        text = self.prompts.get(f"composer/{self.language}/{part}").render(**values)
        text = re.sub(r"\s+", " ", text)
        return text[:1].upper() + text[1:]


def languages(prompts: Prompts) -> frozenset[str]:
    """Those that have parts."""
    return frozenset(name.split("/")[1] for name in prompts.names("composer"))
