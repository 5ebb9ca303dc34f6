"""What a model was not told for want of room, in the words of the shop."""

from collections import Counter
from collections.abc import Iterable

KINDS_NAMED = 3
CALLED = {
    "stock": ("car in stock", "cars in stock"),
    "message": ("earlier message", "earlier messages"),
    "owned": ("car of theirs", "cars of theirs"),
    "sale": ("purchase", "purchases"),
    "repair": ("repair order", "repair orders"),
    "appointment": ("appointment", "appointments"),
    "call": ("call", "calls"),
    "note": ("note", "notes"),
    "quote": ("quote", "quotes"),
    "contact": ("earlier contact", "earlier contacts"),
    "promise": ("promise", "promises"),
    "slot": ("free time", "free times"),
    "hours": ("day of opening hours", "days of opening hours"),
    "policy": ("policy", "policies"),
    "option": ("option", "options"),
    "knowledge": ("answer we keep", "answers we keep"),
    "teammate": ("colleague", "colleagues"),
    "vouched": ("thing that one of us knows", "things that one of us knows"),
}


def no_room_for(ids: Iterable[str]) -> str:
    """A sentence for a person: kinds and counts of the facts, never their ids."""
    kinds = Counter(kind if (kind := one.partition(":")[0]) in CALLED else "" for one in ids)
    other = kinds.pop("", 0)
    named = kinds.most_common(KINDS_NAMED)
    other += sum(kinds.values()) - sum(count for _, count in named)
    said = [f"{count} {CALLED[kind][count > 1]}" for kind, count in named]
    said += [f"{other} more" if said else f"{other} of our records"] if other else []
    listed = " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
    return f"The model had no room for {listed}: its draft was written without them."
