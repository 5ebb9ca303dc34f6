"""IN, many at once: customers, sales, repair orders, stock, slots, notes, knowledge, from others' exports.

`LOADERS[kind](sessions, store_id, file, mapping=..., now=..., progress=...)` gives a `Report`; taking the
same file again changes nothing.
"""

from collections.abc import Callable, Mapping

from assistant.imports import customers, knowledge, notes, sales, service, slots, stock
from assistant.imports.report import ImportFailed, Refused, Remark, Report

LOADERS: Mapping[str, Callable[..., Report]] = {
    "customers": customers.load,
    "sales": sales.load,
    "service": service.load,
    "stock": stock.load,
    "slots": slots.load,
    "notes": notes.load,
    "knowledge": knowledge.load,
}

__all__ = ["LOADERS", "ImportFailed", "Refused", "Remark", "Report"]
