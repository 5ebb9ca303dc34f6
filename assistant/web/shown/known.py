"""What a store knows, and examples, as pages show them."""

from dataclasses import dataclass

from assistant.core.inquiry import Kind
from assistant.core.roles import Action
from assistant.records import Example, Knowledge, KnowledgeKind, Store, Teammate
from assistant.web.shown.times import Telling, Told, age

KINDS = {
    KnowledgeKind.POLICY: ("Policies", "what holds for everybody"),
    KnowledgeKind.OPTION: ("Options", "what may be offered, and up to how much without asking"),
    KnowledgeKind.KNOWLEDGE: ("Knowledge", "what customers ask again and again"),
}
EXAMPLES = {
    Kind.LEAD: "Leads",
    Kind.QUESTION: "Questions",
    Kind.COMPLAINT: "Complaints",
    Kind.FEEDBACK: "Feedback",
    Kind.SERVICE: "Service",
    Kind.STATUS: "Status",
    Kind.THANKS: "Thanks",
    Kind.NOT_AN_INQUIRY: "Others",
}


@dataclass(frozen=True)
class KnownShown:
    id: int
    kind: str
    title: str
    text: str
    topics: str
    limit: str
    owner: str
    owner_id: int
    confirmed: Told
    age: str
    stale: bool
    confirms: bool
    store: str
    store_id: int


@dataclass(frozen=True)
class ExampleShown:
    id: int
    kind: str
    text: str
    why: str
    by: str
    at: Told
    conversation_id: int
    drops: bool


def known(row: Knowledge, store: Store, tell: Telling, me: Teammate) -> KnownShown:
    return KnownShown(
        id=row.id,
        kind=row.kind.value,
        title=row.title,
        text=row.text,
        topics=", ".join(row.topics),
        limit=f"{row.limit_cents / 100:g}" if row.limit_cents is not None else "",
        owner=row.owner.name if row.owner else "",
        owner_id=row.owner_id or 0,
        confirmed=tell.day(row.confirmed_at),
        age=age(row.confirmed_at, tell.now),
        stale=row.stale(tell.now, store.confirm_days),
        confirms=me.id == row.owner_id or me.may(Action.EDIT_STORE),
        store=store.name,
        store_id=store.id,
    )


def example(row: Example, tell: Telling, me: Teammate) -> ExampleShown:
    return ExampleShown(
        id=row.id,
        kind=row.kind.value,
        text=row.text,
        why=row.why,
        by=row.marked_by.first_name,
        at=tell.day(row.at),
        conversation_id=row.conversation_id,
        drops=me.id == row.marked_by_id or me.may(Action.EDIT_STORE),
    )
