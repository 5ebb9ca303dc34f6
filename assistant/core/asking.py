"""Which department knows what: whom a question is best asked of."""

from collections.abc import Mapping

from assistant.core.inquiry import Topic

DEPARTMENTS: Mapping[Topic, str] = {
    Topic.AVAILABILITY: "sales",
    Topic.PRICE: "sales",
    Topic.FEATURE: "sales",
    Topic.TRADE_IN: "sales",
    Topic.FINANCE: "finance",
    Topic.PAPERWORK: "finance",
    Topic.PARTS: "parts",
    Topic.REPAIR_STATUS: "service",
    Topic.SERVICE_PRICE: "service",
    Topic.RECALL: "service",
}
"""A topic that is not here belongs to nobody in particular."""
