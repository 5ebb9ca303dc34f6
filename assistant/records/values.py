"""Values of core as JSON columns, and back."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter

Value = TypeVar("Value")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def as_json(value: Any) -> dict[str, Any]:
    """A frozen dataclass as plain JSON values; bytes are not meant to be in it."""
    found: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return found


def all_as_json(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [as_json(value) for value in values]


def from_json(kind: type[Value], data: Mapping[str, Any]) -> Value:
    value: Value = _adapter(kind).validate_python(dict(data))
    return value


def all_from_json(kind: type[Value], rows: Iterable[Mapping[str, Any]]) -> tuple[Value, ...]:
    return tuple(from_json(kind, row) for row in rows)
