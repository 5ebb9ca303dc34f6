"""Search on PostgreSQL: tsvector and pg_trgm. Every word is quoted, so nothing that is typed is a command."""

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

from assistant.records.search.asked import Asked, Term, Way, likeable
from assistant.records.search.tables import names


def holds(*pieces: str) -> ColumnElement[bool]:
    return or_(*(names.c.words.contains(piece, autoescape=True) for piece in pieces))


def with_trigram(three: str) -> Select[Any]:
    return select(names.c.id).where(holds(three))


def texts(kind: str, store_ids: list[int], asked: Asked) -> Select[Any]:
    index = table(f"search_{kind}", column("id", Integer), column("store_id", Integer), column("words"))
    query = select(index.c.id).where(index.c.store_id.in_(store_ids)).order_by(index.c.id.desc())
    if asked.unparted:
        inside = table(f"search_{kind}_cjk", column("id", Integer), column("words", String))
        query = query.join(inside, inside.c.id == index.c.id)
        return query.where(*(inside.c.words.like(f"%{likeable(term.text)}%") for term in asked.terms))
    said = func.to_tsquery(literal_column("CAST('simple' AS regconfig)"), _all(asked))
    return query.where(index.c.words.op("@@")(said))


def likest(store_id: int, phrases: list[tuple[str, ...]]) -> Select[Any]:
    index = table("search_knowledge", column("id", Integer), column("store_id", Integer), column("words"))
    said = " | ".join(_written(Way(words)) for words in phrases)
    asked = func.to_tsquery(literal_column("CAST('simple' AS regconfig)"), said)
    return (
        select(index.c.id)
        .where(index.c.store_id == store_id, index.c.words.op("@@")(asked))
        .order_by(func.ts_rank(index.c.words, asked).desc(), index.c.id)
    )


def _all(asked: Asked) -> str:
    return " & ".join(_either(term) for term in asked.terms)


def _either(term: Term) -> str:
    return "(" + " | ".join(_written(way) for way in term.ways) + ")"


def _written(way: Way) -> str:
    words = [f"'{word}'" for word in way.words]
    return "(" + " <-> ".join(words) + (":*" if way.begins else "") + ")"
