"""When something learned counts, and where: three replies taught it, and fewer spoke against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.core.inquiry import Kind
from assistant.core.voice.lesson import Scope

ENOUGH = 3  # replies
RECENT = 10  # so many of the newest are looked at: people change


@dataclass(frozen=True)
class Seen:
    """One reply: whether it follows the habit or goes against it, and to what and whom it was."""

    follows: bool
    kind: Kind
    customer: int | None = None


@dataclass(frozen=True)
class Reach:
    """`kinds` or `customers` for which alone it holds."""

    scope: Scope
    kinds: frozenset[Kind] = frozenset()
    customers: frozenset[int] = frozenset()

    def covers(self, kind: Kind, customer: int) -> bool:
        if self.scope is Scope.KIND:
            return kind in self.kinds
        return self.scope is not Scope.CUSTOMER or customer in self.customers


def reach(seen: Sequence[Seen]) -> Reach | None:
    """Everywhere, else where it holds by itself; None where it is not learned yet. The newest stand last."""
    if holds(seen):
        return Reach(Scope.TEAMMATE)
    kinds = frozenset(kind for kind in Kind if holds([one for one in seen if one.kind is kind]))
    if kinds:
        return Reach(Scope.KIND, kinds=kinds)
    known = {one.customer for one in seen if one.customer is not None}
    customers = frozenset(one for one in known if holds([sight for sight in seen if sight.customer == one]))
    return Reach(Scope.CUSTOMER, customers=customers) if customers else None


def holds(seen: Sequence[Seen]) -> bool:
    newest = seen[-RECENT:]
    return followed(newest) >= ENOUGH and followed(newest) * 2 > len(newest)


def followed(seen: Iterable[Seen]) -> int:
    return sum(one.follows for one in seen)
