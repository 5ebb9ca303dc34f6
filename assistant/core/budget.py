"""Which facts go into a limited number of tokens: the worthiest, in a stable order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.core.fact import Fact

SMALLEST_FACT = 6  # tokens; with less room than this nothing more is tried
MISSES_IN_A_ROW = 25  # then the rest is taken not to fit either
CHARACTERS_A_TOKEN = 12  # hardly any text has more: longer than this times the room cannot fit


@dataclass(frozen=True)
class Packed:
    """`kept` is the worthiest first; `left_out` are ids in the order they were given."""

    kept: tuple[Fact, ...]
    left_out: tuple[str, ...]
    tokens: int = 0  # what `kept` takes


def line_of(fact: Fact) -> str:
    """A fact as a drafter reads it: id, sentence, source."""
    return f"[{fact.id}] {fact.text} ({fact.source})"


def packed(
    facts: Iterable[Fact],
    *,
    limit: int,
    count: Callable[[str], int],
    worth: Callable[[Fact], float],
    line: Callable[[Fact], str] = line_of,
) -> Packed:
    """The worthiest facts whose lines fit into `limit` tokens; equal worth keeps the given order.

    Only what may still fit is tokenised: 10,000 facts cost a sort and a few hundred counts.
    """
    given = tuple(facts)
    kept: list[Fact] = []
    room, misses = limit, 0
    for fact in sorted(given, key=worth, reverse=True):
        if room < SMALLEST_FACT or misses >= MISSES_IN_A_ROW:
            break
        size = _size(line(fact), room, count)
        if size > room:
            misses += 1
            continue
        kept.append(fact)
        room, misses = room - size, 0
    ids = {id(fact) for fact in kept}
    left_out = tuple(fact.id for fact in given if id(fact) not in ids)
    return Packed(tuple(kept), left_out, limit - room)


def _size(line: str, room: int, count: Callable[[str], int]) -> int:
    """Tokens of one line with its line break; an impossible one is not counted out."""
    if len(line) > room * CHARACTERS_A_TOKEN:
        return room + 1
    return count(line) + 1
