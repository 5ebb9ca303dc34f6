"""The base of all records, and the column types they share."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

LOST = "\N{REPLACEMENT CHARACTER}"
HALVES = re.compile("[\ud800-\udfff]")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text as both databases can keep it: what neither can hold becomes U+FFFD (raw bytes stay raw)."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value if value is None else keepable(value)


class Values(TypeDecorator[Any]):
    """JSON whose texts are kept like any other."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return _all_keepable(value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self.impl_instance.coerce_compared_value(op, value)


def keepable(text: str) -> str:
    """Without NUL, which PostgreSQL refuses in a text, and without halves of surrogate pairs."""
    if "\x00" in text:
        text = text.replace("\x00", LOST)
    return text if text.isascii() else HALVES.sub(LOST, text)


def _all_keepable(value: Any) -> Any:
    match value:
        case str():
            return keepable(value)
        case dict():
            return {_all_keepable(key): _all_keepable(one) for key, one in value.items()}
        case list() | tuple():
            return [_all_keepable(one) for one in value]
        case _:
            return value


class Base(DeclarativeBase):
    """Every table has an integer `id`; names of constraints are fixed for the migrations."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        str: Words,
        datetime: Moment,
        dict[str, Any]: Values,
        dict[str, str]: Values,
        list[Any]: Values,
        list[str]: Values,
        list[int]: Values,
        list[dict[str, Any]]: Values,
    }


Key = Annotated[int, mapped_column(primary_key=True)]


def to(table: str, *, index: bool = True, unique: bool = False) -> Any:
    """A column that points to the id of another table."""
    return mapped_column(ForeignKey(f"{table}.id"), index=index and not unique, unique=unique)


def words(kind: type[StrEnum]) -> Enum:
    """An enum kept as its own words, so that a person can read the table."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )
