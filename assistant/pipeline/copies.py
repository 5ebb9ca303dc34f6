"""Copies: a print of every reply that left, and those that a text is like."""

from datetime import datetime

from assistant.core import fingerprint
from assistant.core.context import Context, Copy
from assistant.core.fact import FactKind
from assistant.core.inquiry import Inquiry
from assistant.core.reply import taken_apart
from assistant.core.words import fold
from assistant.records import Approval, Conversation, Fingerprint, FingerprintBand, Session
from assistant.records.values import from_json

SNIPPETS = (FactKind.KNOWLEDGE, FactKind.POLICY, FactKind.OPTION)


def keep(session: Session, approval: Approval, conversation: Conversation, now: datetime) -> None:
    """Once an approval; a short reply has none."""
    marks = _print(approval.text, approval.signer.name, conversation.customer.name)
    if not marks or session.scalars(Fingerprint.of_approval(approval.id)).first() is not None:
        return
    inquiry = from_json(Inquiry, approval.draft.inquiry)
    session.add(
        Fingerprint(
            store_id=conversation.store_id,
            customer_id=conversation.customer_id,
            approval_id=approval.id,
            at=now,
            topics=_topics(inquiry),
            marks=list(marks),
            bands=[FingerprintBand(value=value) for value in fingerprint.bands(marks)],
        )
    )


def like(
    session: Session, context: Context, text: str, inquiry: Inquiry, *, store_id: int, customer_id: int
) -> tuple[Copy, ...]:
    """Replies to others, about something else, that these words are like; the store's own snippets aside."""
    marks = _print(text, context.signer.name, context.recipient.name, _snippets(context))
    if not marks:
        return ()
    about = _topics(inquiry)
    near = session.scalars(Fingerprint.near(store_id, fingerprint.bands(marks), but_of=customer_id))
    return tuple(
        Copy(fingerprint.likeness(marks, tuple(row.marks)), row.at) for row in near if row.topics != about
    )


def _print(text: str, signer: str, customer: str, known: frozenset[str] = frozenset()) -> fingerprint.Print:
    body = taken_apart(text, signer).body
    own = [one.text for one in body if fold(one.text).strip(" .") not in known]
    return fingerprint.fingerprint(" ".join(own), frozenset(fold(customer).split()))


def _snippets(context: Context) -> frozenset[str]:
    texts = [fact.text for fact in context.of_kind(*SNIPPETS)] + list(context.examples)
    return frozenset(part.strip(" .") for text in texts for part in fold(text).split(". "))


def _topics(inquiry: Inquiry) -> str:
    return " ".join(sorted({question.topic.value for question in inquiry.questions}) or [inquiry.kind.value])
