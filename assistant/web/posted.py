"""What a form posted, as one JSON object: every field and file of it, whatever they are named."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from assistant.web.entrance import MOST_FIELDS

Fields = dict[str, Any]


def fields_of(request: Request) -> Fields:
    """JSON, urlencoded, multipart, or plain words; nested JSON becomes `customer.name`; {} if blank.

    RequestEntityTooLarge where there are more fields than a form can have.
    """
    if request.mimetype == "multipart/form-data":
        found = _gathered(list(request.form.items(multi=True)))
        files = [file for file in request.files.values() if file.filename]
        return {**found, **files_of(files)} if files else found
    body = request.get_data(cache=True)
    if not body.strip():
        return {}
    if request.mimetype == "application/x-www-form-urlencoded":
        if body.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return _gathered(parse_qsl(_as_text(body), keep_blank_values=True, encoding=_encoding(body)))
    try:
        data = json.loads(body)
        return _gathered(list(_flat("", data))) if isinstance(data, dict | list) else {"message": str(data)}
    except (ValueError, RecursionError):
        return {"message": _as_text(body)}  # a person reads it as it came


def is_empty(fields: Fields) -> bool:
    """Whether nobody wrote anything: no value but blanks."""
    values = [value for many in fields.values() for value in (many if isinstance(many, list) else [many])]
    return not any(str(value).strip() for value in values)


def as_raw(fields: Fields, now: datetime) -> bytes:
    """The bytes that the ledger keeps; `_at` does not count when two posts are compared."""
    return json.dumps({**fields, "_at": now.isoformat()}, ensure_ascii=False).encode("utf-8", "replace")


def _gathered(pairs: list[tuple[str, str]]) -> Fields:
    """A field given several times becomes a list; ours (`_at`, `_files`) cannot be given from outside."""
    found: Fields = {}
    for name, value in pairs:
        name = f" {name}" if name in ("_at", "_files") else name
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{path}.{key}" if path else str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(path or "message", inner)
    elif value is not None:
        yield path or "message", value if isinstance(value, str) else json.dumps(value)


def files_of(files: list[FileStorage]) -> Fields:
    """As the ledger keeps them: told by name and size, their bytes in base64 beside."""
    kept = []
    for file in files:
        content = file.read()
        kept.append(
            {
                "name": file.filename,
                "type": file.mimetype,
                "size": len(content),
                "base64": base64.b64encode(content).decode(),
            }
        )
    return {"_files": kept}


def _encoding(body: bytes) -> str:
    """UTF-8, or what old pages post."""
    try:
        parse_qsl(body.decode("ascii"), encoding="utf-8", errors="strict", keep_blank_values=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _as_text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
