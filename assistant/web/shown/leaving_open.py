"""What a conversation leaves open, as the form that closes it asks; and what a person said of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.core.leaving_open import FATES, Fate, Said, Thing
from assistant.pipeline.closing import Open, in_words
from assistant.records import Outside
from assistant.web.shown.times import Telling, Told

FIELD = re.compile(rf"open-(?P<thing>{'|'.join(Thing)})-(?P<id>\d{{1,12}})")


@dataclass(frozen=True)
class OpenThing:
    """`name` is that of its fields: `name`, `name`-why, `name`-at."""

    name: str
    words: str
    due: Told
    field: str
    fates: tuple[tuple[str, str], ...]


def things(rows: Iterable[tuple[Thing, Open]], tell: Telling) -> list[OpenThing]:
    return [
        OpenThing(
            name=f"open-{thing.value}-{row.id}",
            words=in_words(row),
            due=tell.due(_time(row)),
            field=tell.field(_time(row)),
            fates=tuple((fate.value, words) for fate, words in FATES[thing].items()),
        )
        for thing, row in rows
    ]


def said(form: Mapping[str, str], tell: Telling) -> list[Said]:
    """What was chosen; a thing of which nothing was chosen is not in it."""
    found = []
    for name, chosen in form.items():
        asked = FIELD.fullmatch(name)
        if asked and chosen in set(Fate):
            why, at = form.get(f"{name}-why", ""), tell.of_field(form.get(f"{name}-at", ""))
            found.append(Said(Thing(asked["thing"]), int(asked["id"]), Fate(chosen), why.strip(), at))
    return found


def stays(rows: Sequence[Said]) -> bool:
    return any(one.fate in (Fate.STAYS, Fate.MOVED) for one in rows)


def _time(row: Open) -> datetime:
    return row.ask_again if isinstance(row, Outside) else row.due
