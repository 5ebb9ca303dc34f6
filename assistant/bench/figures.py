"""How the benches put measured times into words."""

import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any


def times(calls: Iterable[Callable[[], Any]]) -> list[float]:
    """Milliseconds of processor time of each call, sorted."""
    found = []
    for call in calls:
        began = time.process_time()
        call()
        found.append((time.process_time() - began) * 1000)
    return sorted(found)


def spread(milliseconds: list[float]) -> dict[str, Any]:
    """Median, 95th and 99th percentile of sorted times."""

    def at(share: float) -> float:
        return round(milliseconds[min(len(milliseconds) - 1, int(len(milliseconds) * share))], 2)

    return {
        "calls": len(milliseconds),
        "median, ms": round(statistics.median(milliseconds), 2),
        "p95, ms": at(0.95),
        "p99, ms": at(0.99),
    }
