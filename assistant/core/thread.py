"""A conversation as a drafter or reader sees it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Line:
    """One earlier message, oldest first in a thread; `at` is aware."""

    author: str
    from_customer: bool
    text: str
    at: datetime


Thread = tuple[Line, ...]
