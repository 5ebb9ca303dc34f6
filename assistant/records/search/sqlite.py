"""Search on SQLite: FTS5. Every word is quoted, so nothing that is typed is a command."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)

from assistant.records.conversation import Conversation
from assistant.records.knowledge import Knowledge
from assistant.records.message import Message
from assistant.records.record import Record
from assistant.records.search.asked import Asked, Term, Way, likeable
from assistant.records.search.tables import names

OF_A_STORE: dict[str, Any] = {"record": Record, "knowledge": Knowledge}
TITLE = 6.0  # times that a word of the title or the topics counts for one of the text
TRIGRAM = 3  # letters


def holds(*pieces: str) -> ColumnElement[bool]:
    """A phrase of trigrams is a piece of the words; of fewer than three letters there is none."""
    if any(len(piece) < TRIGRAM for piece in pieces):
        return or_(*(func.instr(names.c.words, piece) > 0 for piece in pieces))
    return names.c.id.in_(_matching("search_name_trigrams", " OR ".join(_quoted((one,)) for one in pieces)))


def with_trigram(three: str) -> Select[Any]:
    return _matching("search_name_trigrams", _quoted((three,)))


def _inside(words: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """FTS5 answers LIKE from the trigrams; in 3.40 it finds nothing of one or two letters of many bytes."""
    asked = likeable(text)
    return words.like(f"%{asked}%") if len(asked) >= TRIGRAM else func.instr(words, asked) > 0


def texts(kind: str, store_ids: list[int], asked: Asked) -> Select[Any]:
    name = f"search_{kind}_cjk" if asked.unparted else f"search_{kind}"
    index = table(name, column("rowid", Integer), column("words", String))
    if asked.unparted:
        conditions = [_inside(index.c.words, term.text) for term in asked.terms]
    else:
        said = " AND ".join(_either(term) for term in asked.terms)
        conditions = [literal_column(name).op("MATCH")(said)]
    query = select(index.c.rowid).where(*conditions).order_by(index.c.rowid.desc())
    if kind in OF_A_STORE:
        model = OF_A_STORE[kind]
        return query.join(model, model.id == index.c.rowid).where(model.store_id.in_(store_ids))
    return (
        query.join(Message, Message.id == index.c.rowid)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.store_id.in_(store_ids))
    )


def likest(store_id: int, phrases: list[tuple[str, ...]]) -> Select[Any]:
    index = table("search_knowledge", column("rowid", Integer))
    rank: ColumnElement[float] = literal_column(f"bm25(search_knowledge, {TITLE}, 1.0)")
    said = " OR ".join(map(_quoted, phrases))
    return (
        select(index.c.rowid)
        .join(Knowledge, Knowledge.id == index.c.rowid)
        .where(literal_column("search_knowledge").op("MATCH")(said), Knowledge.store_id == store_id)
        .order_by(rank, index.c.rowid)
    )


def _matching(name: str, said: str) -> Select[Any]:
    index = table(name, column("rowid", Integer))
    return select(index.c.rowid).where(literal_column(name).op("MATCH")(said))


def _either(term: Term) -> str:
    return "(" + " OR ".join(_written(way) for way in term.ways) + ")"


def _written(way: Way) -> str:
    return _quoted(way.words) + (" *" if way.begins else "")


def _quoted(words: tuple[str, ...]) -> str:
    said = " ".join(words).replace('"', '""')
    return f'"{said}"'
