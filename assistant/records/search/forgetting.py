"""What was deleted leaves the index itself: FTS5 keeps a word in its segments until they are merged.

PostgreSQL's index tables lose their rows at once; their dead rows go with its own vacuum.
"""

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from assistant.records.database import Sessions

INDEXES = (
    "search_name_trigrams",
    "search_message",
    "search_message_cjk",
    "search_record",
    "search_record_cjk",
    "search_knowledge",
    "search_knowledge_cjk",
)
PAGES = 500  # merged in one transaction: others write in between


def forget(sessions: "Sessions") -> None:
    """Merge every segment into one, in short transactions of its own."""
    with sessions() as session:
        if session.get_bind().dialect.name != "sqlite":
            return
    for name in INDEXES:
        pages = -PAGES  # asks for all segments; the rest goes on with those
        while _merged(sessions, name, pages):
            pages = PAGES


def _merged(sessions: "Sessions", name: str, pages: int) -> bool:
    """Whether there was something to do: FTS5 tells by two changes or more."""
    merge = text(f"INSERT INTO {name}({name}, rank) VALUES ('merge', :pages)")  # noqa: S608  # our own names
    changes = text("SELECT total_changes()")
    with sessions.begin() as session:
        before = session.scalar(changes) or 0
        session.execute(merge, {"pages": pages})
        return (session.scalar(changes) or 0) - before >= 2
