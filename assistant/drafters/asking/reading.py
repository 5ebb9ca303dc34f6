"""What a model returned, as a value: JSON wherever it stands in it, or plain text."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

THINKING = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
FENCED = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
STATES = ("answered", "owned", "open")


def rows(**fields: Mapping[str, object]) -> dict[str, object]:
    return {"type": "array", "items": shape(**fields)}


def shape(**fields: Mapping[str, object]) -> dict[str, object]:
    """Strict mode of the API wants every field required and no others."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


TEXT: dict[str, object] = {"type": "string"}
SCHEMA: Mapping[str, object] = shape(
    text=TEXT,
    answers=rows(question={"type": "integer"}, state={"type": "string", "enum": list(STATES)}, sentence=TEXT),
    citations=rows(sentence=TEXT, fact=TEXT),
    promises=rows(who=TEXT, what=TEXT, due=TEXT, sentence=TEXT),
)


class Unusable(Exception):
    """The answer cannot be used as it is. The message goes back to the model; `told` is for a person."""

    def __init__(self, fault: str, told: str = "") -> None:
        super().__init__(fault)
        self.told = told or fault


@dataclass(frozen=True)
class Said:
    """The model's words, of the right shape and not yet believed."""

    text: str
    answers: Sequence[Mapping[str, Any]] = ()
    citations: Sequence[Mapping[str, Any]] = ()
    promises: Sequence[Mapping[str, Any]] = ()


def read_json(answer: str) -> Said:
    """Unusable where no JSON object of our shape can be found."""
    broken = "it is not the JSON object that was asked for"
    for candidate in _candidates(answer):
        try:
            found = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            broken = "its JSON has no text"
            if isinstance(found.get("text"), str):
                return _said(found)
    raise Unusable(broken)


def first_object(answer: str) -> Mapping[str, Any]:
    """The JSON object that stands in it, whatever its shape; Unusable where there is none."""
    for candidate in _candidates(answer):
        try:
            found = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise Unusable("it is not the JSON object that was asked for")


def read_plain(answer: str) -> Said:
    """The answer itself; one that came as JSON or between fences all the same is unpacked."""
    try:
        return read_json(answer)
    except Unusable:
        text = THINKING.sub("", answer).strip()
        fenced = FENCED.fullmatch(text)
        return Said((fenced[1] if fenced else text).strip().strip('"').strip())


def _candidates(answer: str) -> Iterator[str]:
    """The likeliest first: the whole, what stands between fences, from the first brace to the last."""
    text = THINKING.sub("", answer).strip()
    yield text
    for fenced in FENCED.finditer(text):
        yield fenced[1]
    if "{" in text and "}" in text:
        yield text[text.index("{") : text.rindex("}") + 1]


def _said(found: Mapping[str, Any]) -> Said:
    return Said(
        found["text"],
        _items(found, "answers", {"question": int, "state": str, "sentence": str}),
        _items(found, "citations", {"sentence": str, "fact": str}),
        _items(found, "promises", {"who": str, "what": str, "due": str, "sentence": str}),
    )


def _items(found: Mapping[str, Any], name: str, fields: Mapping[str, type]) -> list[Mapping[str, Any]]:
    """The well-formed rows; Unusable only where the whole list is something else."""
    given = found.get(name, [])
    if given is None:
        return []
    if not isinstance(given, list):
        raise Unusable(f"its {name} are not a list")
    return [row for row in given if isinstance(row, dict) and _fits(row, fields)]


def _fits(row: Mapping[str, Any], fields: Mapping[str, type]) -> bool:
    return all(
        isinstance(row.get(name), kind) and not isinstance(row.get(name), bool)
        for name, kind in fields.items()
    )
