"""What a record said before: a later time than was said is news for whoever waits."""

from collections.abc import Mapping
from datetime import datetime

PLANNED = {  # where a kind of record says when something will be; the first that stands there counts
    "repair": ("ready_at",),
    "appointment": ("at",),
    "note": ("arrives", "ready_at"),
    "quote": ("arrives", "ready_at"),
}
WAS = "was"  # the time that was said before, kept beside the new one
OVER = ("done", "ready")


def carried(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The new data, with what was said before where that was earlier."""
    key = next((one for one in PLANNED.get(kind, ()) if after.get(one)), "")
    old, new = before.get(key, ""), after.get(key, "")
    if not (old and new) or after.get("status") in OVER:
        return dict(after)
    if datetime.fromisoformat(new) > datetime.fromisoformat(old):
        return {**after, WAS: old}
    if new == old and before.get(WAS):
        return {**after, WAS: before[WAS]}
    return dict(after)
