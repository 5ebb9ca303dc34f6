"""The waits of the year, from the outside: who wrote when, and who was answered when. Slow, and alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from assistant.bench.year.calendar import Minutes

Row = tuple[int, datetime, datetime, int]
ASKED, ANSWERED, FORGIVEN = "asked", "answered", "forgiven"


@dataclass
class Diary:
    """What happened in each conversation, in order; `forgiven`: a person said that nothing was asked."""

    happened: dict[int, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))

    def note(self, conversation_id: int, at: datetime, what: str) -> None:
        self.happened[conversation_id].append((at, what))

    def waits(self, minutes: Minutes) -> list[Row]:
        """(conversation, began, ended, open seconds) of each wait that an answer ended."""
        return sorted(row for key, found in self.happened.items() for row in _waits(key, found, minutes))


def _waits(key: int, happened: list[tuple[datetime, str]], minutes: Minutes) -> Iterator[Row]:
    since: datetime | None = None
    for at, what in happened:
        if what == ASKED:
            since = since or at
        elif what == FORGIVEN:
            since = None
        elif since is not None:
            yield key, since, at, minutes.between(since, at) * 60
            since = None
