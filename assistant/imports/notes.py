"""Notes, logged calls, appointments and quotes."""

from collections.abc import Mapping
from functools import partial

from assistant.imports import cells, deeds
from assistant.imports.batch import Kind, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.deeds import Deed
from assistant.imports.people import person
from assistant.imports.report import Unusable
from assistant.imports.table import Row
from assistant.records import RecordKind

KINDS: Mapping[str, RecordKind] = {
    "call": RecordKind.CALL,
    "phone": RecordKind.CALL,
    "voicemail": RecordKind.CALL,
    "appointment": RecordKind.APPOINTMENT,
    "appt": RecordKind.APPOINTMENT,
    "visit": RecordKind.APPOINTMENT,
    "quote": RecordKind.QUOTE,
    "estimate": RecordKind.QUOTE,
}
TO_COME = (RecordKind.NOTE, RecordKind.QUOTE)  # may say when a car or a part arrives
NOT_REACHED = ("no", "n", "false", "0", "voicemail", "vm", "left", "not ", "no answer", "busy", "missed")


def _read(row: Row, run: Run) -> Deed:
    text = row.get("text")
    if not text:
        raise Unusable("no text; nothing to note")
    if not row.get("at"):
        raise Unusable("no date")
    at, whose = run.moment(row.get("at")), person(row, run, key="customer_key")
    if not whose.known:
        raise Unusable("no customer is named; nobody to note it for")
    said = row.get("kind").lower()
    kind = next((kind for word, kind in KINDS.items() if word in said), RecordKind.NOTE)
    asked, arrives = run.tried(row, "amount", cells.cents), run.tried(row, "arrives", run.moment)
    data = {
        "text": text,
        "teammate": row.get("teammate"),
        "spoke": _spoke(row.get("spoke") or said) if kind is RecordKind.CALL else "",
        "amount": cells.money(asked) if asked is not None else "",
        "department": row.get("department") if kind is RecordKind.APPOINTMENT else "",
        "arrives": arrives.isoformat() if arrives and kind in TO_COME else "",
        "purpose": text if kind is RecordKind.APPOINTMENT else "",
    }
    key = row.get("key") or cells.fingerprint(kind, row.get("at"), whose, text)
    return Deed(kind=kind, key=key, at=at, text=text, person=whose, teammate=row.get("teammate"), data=data)


def _spoke(outcome: str) -> str:
    """Whether they spoke; a voicemail is no conversation."""
    said = outcome.strip().lower()
    return "no" if any(said == word or (len(word) > 2 and word in said) for word in NOT_REACHED) else "yes"


KIND = Kind("notes", _read, deeds.save)
load = partial(load_rows, KIND)
