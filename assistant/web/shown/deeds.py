"""Rows of the audit log as a person reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.core.audit import DOOR, SAW, TOOK_OUT, Did, in_words
from assistant.records import Deed
from assistant.web.shown.times import Telling, Told

BY_ITSELF = frozenset({Did.HANDOFF_LAPSED, Did.LENT})  # the program did it: a time was over, somebody left
LENDING = frozenset({Did.LENT, Did.TOOK_AGAIN})
NAMED = {False: frozenset({"teammate"}), True: frozenset({"from", "to"})}  # ids that are people's
LINKED = frozenset({"entry"})  # of these the row has a link
ICONS = {"saw": "eye", "out": "file-output", "door": "key-round", "changed": "pencil-line"}


@dataclass(frozen=True)
class Line:
    id: int
    at: Told
    who: str
    what: str
    kind: str
    icon: str
    detail: str
    customer_id: int | None
    customer: str
    conversation_id: int | None
    entry_id: int | None


def rows(
    deeds: Sequence[Deed],
    people: Mapping[int, str],
    customers: Mapping[int, str],
    reasons: Mapping[int, str],
    tell: Telling,
) -> list[Line]:
    return [_line(deed, people, customers, reasons, tell) for deed in deeds]


def _line(
    deed: Deed,
    people: Mapping[int, str],
    customers: Mapping[int, str],
    reasons: Mapping[int, str],
    tell: Telling,
) -> Line:
    kind = _kind(deed.what)
    return Line(
        id=deed.id,
        at=tell.moment(deed.at),
        who=_who(deed, people),
        what=in_words(deed.what),
        kind=kind,
        icon=ICONS[kind],
        detail=_detail(deed, people, reasons),
        customer_id=deed.customer_id,
        customer=customers.get(deed.customer_id or 0, ""),
        conversation_id=deed.conversation_id,
        entry_id=deed.about.get("entry"),
    )


def _kind(what: str) -> str:
    if what in SAW:
        return "saw"
    if what in TOOK_OUT:
        return "out"
    return "door" if what in DOOR else "changed"


def _who(deed: Deed, people: Mapping[int, str]) -> str:
    if deed.teammate_id is not None:
        return people.get(deed.teammate_id, f"Teammate no. {deed.teammate_id}")
    if deed.what in BY_ITSELF:
        return "The program"
    return "An unknown address" if deed.what == Did.FAILED_SIGN_IN else "The command line"


def _detail(deed: Deed, people: Mapping[int, str], reasons: Mapping[int, str]) -> str:
    about = dict(deed.about)
    if deed.what == Did.OVERRULED:
        why = reasons.get(about.get("approval", 0), "")
        return f"{', '.join(about.get('rules', []))}: {f'“{why}”' if why else 'the reason was erased'}"
    for name in NAMED[deed.what in LENDING] & about.keys():
        about[name] = people.get(about[name], f"no. {about[name]}")
    if deed.what == Did.CHANGED_SETTINGS:
        return (
            f"{about.get('setting')}: {about.get('before') or 'not set'} → {about.get('after') or 'not set'}"
        )
    kept = {
        name: value for name, value in about.items() if name not in LINKED and value not in ("", {}, None)
    }
    return " · ".join(f"{name} {_value(value)}" for name, value in kept.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {one}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
