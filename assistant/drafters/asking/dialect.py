"""What one server understands: learned from its refusals, kept while the process lives."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Format(StrEnum):
    """How the answer is asked for, the best first."""

    SCHEMA = "json_schema"
    JSON = "json_object"
    TEXT = "text"


NEXT_BEST = {Format.SCHEMA: Format.JSON, Format.JSON: Format.TEXT}


@dataclass(frozen=True)
class Dialect:
    """The parameters that are sent. `limit` is the name of the one that bounds the answer's tokens."""

    format: Format = Format.SCHEMA
    temperature: bool = True
    limit: str = "max_tokens"
    system: bool = True  # a message of its own for the instructions

    def after(self, complaint: str) -> "Dialect | None":
        """What to try when the server refused the request with these words; None: nothing simpler."""
        said = complaint.lower()
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.system and re.search(r"system (role|message|prompt)|roles must alternate", said):
            return replace(self, system=False)
        if self.format in NEXT_BEST:
            return replace(self, format=NEXT_BEST[self.format])
        return None
