"""Turns of the shared corpora by file name and place, and the labels that a person gave them."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.channels.anything import read as read_anything
from assistant.core.inquiry import Turn
from assistant.core.thread import Line
from assistant.tools.html import page

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("America/New_York"))
TEXTS = ("text", "body", "utterance", "selectedInboundText")
LABELS = Path(__file__).with_name("labels.csv")


@dataclass(frozen=True)
class Label:
    """What a person says of the text at a place; `questions` are its topics, "*" where several would do."""

    part: str  # "first" ones were looked at while the rules were made, "second" ones were not
    file: str
    place: int
    digest: str
    kind: str
    questions: tuple[str, ...]


def labels() -> list[Label]:
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return [
            Label(
                row["part"],
                row["file"],
                int(row["place"]),
                row["digest"],
                row["kind"],
                tuple(row["questions"].split()),
            )
            for row in csv.DictReader(lines)
        ]


def digest(turn: Turn) -> str:
    words = turn.text or (turn.lead.comments if turn.lead else "")
    return hashlib.sha256(f"{turn.subject}\n{words}".encode()).hexdigest()[:8]


def turn_at(file: str, place: int) -> Turn:
    """Line `place` of a file of JSON lines, message `place` of a conversation, else the whole file."""
    path = CORPORA / file
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            return of_row(json.loads(next(line for number, line in enumerate(lines, 1) if number == place)))
    if path.name.startswith("conversationFixture"):
        return of_conversation(json.loads(path.read_text(encoding="utf-8")), place)
    return of_file(path)


def of_row(row: dict) -> Turn:
    text = next((row[key] for key in TEXTS if isinstance(row.get(key), str)), "")
    history = row.get("history") or ()
    thread = tuple(Line("", line.get("direction") == "in", line.get("body") or "", NOON) for line in history)
    rating = row.get("rating")
    return Turn(text, NOON, thread=thread, rating=round(rating) if isinstance(rating, (int, float)) else None)


def of_conversation(found: dict, place: int) -> Turn:
    messages = next(iter(found.values()))["messages"]
    lines = [Line("", m["role"] == "user", page(m["body"]).text if m["body"] else "", NOON) for m in messages]
    return Turn(lines[place].text, NOON, thread=tuple(lines[:place]))


def of_file(path: Path) -> Turn:
    message = read_anything(path.read_bytes(), path.name)
    at = message.date or NOON
    return Turn(
        text=message.visible_text,
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        subject=message.subject,
        channel=message.channel,
        lead=message.leads[0] if message.leads else None,
        rating=message.rating,
        automatic=message.bulk or message.auto_reply or message.bounce,
    )


def every_turn() -> Iterator[tuple[str, int, Turn]]:
    """Whatever in the corpora can be a turn."""
    for path in sorted(CORPORA.rglob("*")):
        file = str(path.relative_to(CORPORA))
        if not path.is_file() or "/expected/" in file or path.name == "SOURCE.json":
            continue
        if path.suffix == ".jsonl":
            for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if line.strip():
                    yield file, place, of_row(json.loads(line))
        elif path.name.startswith("conversationFixture"):
            found = json.loads(path.read_text(encoding="utf-8"))
            for place in range(len(next(iter(found.values()))["messages"])):
                yield file, place, of_conversation(found, place)
        else:
            yield file, 0, of_file(path)
