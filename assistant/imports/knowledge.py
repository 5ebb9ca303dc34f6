"""What a store knows and allows: policies, options and knowledge, from a table or a Markdown file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.imports import cells
from assistant.imports.batch import Kind, Outcome, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.markdown import SUFFIXES, open_snippets
from assistant.imports.report import Change, Remark, Report, Unusable
from assistant.imports.table import Row, Source, open_table
from assistant.records import Knowledge, KnowledgeKind, Session, Sessions, Teammate

SHOWN = 160  # characters of what a changed entry said before
LONGEST_TITLE, LONGEST_TEXT = 200, 4_000  # characters
KINDS: Mapping[str, KnowledgeKind] = {
    "policy": KnowledgeKind.POLICY,
    "policies": KnowledgeKind.POLICY,
    "rule": KnowledgeKind.POLICY,
    "option": KnowledgeKind.OPTION,
    "options": KnowledgeKind.OPTION,
    "goodwill": KnowledgeKind.OPTION,
    "knowledge": KnowledgeKind.KNOWLEDGE,
    "snippet": KnowledgeKind.KNOWLEDGE,
    "faq": KnowledgeKind.KNOWLEDGE,
    "": KnowledgeKind.KNOWLEDGE,
}


@dataclass(frozen=True)
class Snippet:
    line: int
    kind: KnowledgeKind
    title: str
    text: str
    topics: tuple[str, ...]
    limit_cents: int | None
    owner: str
    confirmed: datetime | None


def _read(row: Row, run: Run) -> Snippet:
    title, text = " ".join(row.get("title").split()), " ".join(row.get("text").split())
    if not title:
        raise Unusable("no title; nothing to find it by")
    if not text:
        raise Unusable(f"“{title[:60]}” has no text; nothing to say")
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        raise Unusable(f"longer than {LONGEST_TITLE} characters of a title, or {LONGEST_TEXT:,} of a text")
    said = row.get("kind").strip().lower()
    if said not in KINDS:
        raise Unusable(f"{said[:40]!r} is no kind; it is policy, option or knowledge")
    kind = KINDS[said]
    limit = cells.cents(row.get("limit")) if row.get("limit") else None
    if limit is not None and kind is not KnowledgeKind.OPTION:
        raise Unusable("a limit is for an option only")
    confirmed = run.tried(row, "confirmed", run.moment)
    if confirmed is not None and confirmed > run.now:
        run.remark(row, "it says that it was confirmed on a day to come; today counts")
        confirmed = run.now
    return Snippet(row.line, kind, title, text, topics(row.get("topics")), limit, row.get("owner"), confirmed)


def topics(said: str) -> tuple[str, ...]:
    """Apart by commas or semicolons where there are some, else by blanks."""
    parts = re.split(r"[,;\n]", said) if re.search(r"[,;\n]", said) else said.split()
    return tuple(dict.fromkeys(part for one in parts if (part := " ".join(one.lower().split()))))


def _save(session: Session, run: Run, items: list[Snippet]) -> list[Outcome]:
    people = {word.casefold(): one.id for one in session.scalars(Teammate.of_store(run.store_id))
              for word in (one.name, one.email)}  # fmt: skip
    rows = session.scalars(Knowledge.titled(run.store_id, [item.title for item in items]))
    known = {(row.kind, row.title): row for row in rows}
    seen: dict[tuple[KnowledgeKind, str], int] = {}
    outcomes: list[Outcome] = []
    for item in items:
        key = (item.kind, item.title)
        if key in seen:
            outcomes.append(Unusable(f"“{item.title[:60]}” stands in line {seen[key]} already"))
            continue
        seen[key] = item.line
        owner = people.get(item.owner.casefold()) if item.owner else None
        if item.owner and owner is None:
            run.remarks.append(Remark(item.line, f"nobody here is called {item.owner[:60]!r}: no owner"))
        row = known.get(key)
        outcomes.append(_told(row, item, owner, run) if row else _made(session, item, owner, run))
    return outcomes


def _made(session: Session, item: Snippet, owner: int | None, run: Run) -> Change:
    session.add(
        Knowledge(
            store_id=run.store_id,
            kind=item.kind,
            title=item.title,
            text=item.text,
            topics=list(item.topics),
            limit_cents=item.limit_cents,
            owner_id=owner,
            confirmed_at=item.confirmed or run.now,
        )
    )
    return Change.ADDED


def _told(row: Knowledge, item: Snippet, owner: int | None, run: Run) -> Change:
    """What the file says; what it does not say stays as it was."""
    before = (row.text, row.topics, row.limit_cents, row.owner_id, row.confirmed_at)
    changed = item.text != row.text
    if changed:
        run.remarks.append(
            Remark(item.line, f"“{item.title[:60]}” reads otherwise now; it said: “{_short(row.text)}”")
        )
    row.text, row.topics = item.text, list(item.topics) or row.topics
    row.limit_cents = item.limit_cents if item.limit_cents is not None else row.limit_cents
    row.owner_id = owner or row.owner_id
    if item.confirmed is not None and item.confirmed > row.confirmed_at:
        row.confirmed_at = item.confirmed
    elif changed and item.confirmed is None:
        row.confirmed_at = run.now
    after = (row.text, row.topics, row.limit_cents, row.owner_id, row.confirmed_at)
    return Change.SAME if before == after else Change.CHANGED


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"


KIND = Kind("knowledge", _read, _save)


def load(
    sessions: Sessions,
    store_id: int,
    file: Source,
    *,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """By the file's name: `.md` is read by its titles, anything else as a table."""
    name = file.name if isinstance(file, Path) else str(getattr(file, "name", ""))
    opened = open_snippets if name.lower().endswith(SUFFIXES) else open_table
    return load_rows(
        KIND, sessions, store_id, file, mapping=mapping, now=now, progress=progress, opened=opened
    )
