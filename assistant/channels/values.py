"""JSON of strangers, read without a surprise: whatever is not there or of another kind is empty."""

import json
from collections.abc import Mapping
from typing import Any


def loaded(content: bytes | str) -> Any:
    """None where it is no JSON, or nested beyond what can be read."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def mapped(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Mapping[str, Any]]:
    """Its objects; what else is in it is left out."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def word(value: Any) -> str:
    """A text as it is, a number in digits; "" for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
