"""What must hold of the rows, whoever wrote them: asked by `doctor`, by a backup and by a restore."""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.orm import Session, load_only

from assistant.core.states import InboundState
from assistant.records.approval import Approval
from assistant.records.ledger import LedgerEntry
from assistant.records.message import Message

# Named columns only: a backup of an older revision is proved before its tables are brought up to date.
ERASED = (
    "EXISTS (SELECT 1 FROM conversation c JOIN erasure e ON e.customer_id = c.customer_id"
    " WHERE c.id = {row}.conversation_id) AND {row}.text = ''"
)
UNAPPROVED = (
    "SELECT m.id FROM message m WHERE m.direction <> 'in' AND NOT EXISTS (SELECT 1 FROM approval a"
    " JOIN delivery d ON d.approval_id = a.id WHERE a.id = m.approval_id"
    " AND a.conversation_id = m.conversation_id AND a.text = m.text AND a.subject = m.subject"
    " AND a.footer = m.footer AND a.sender_email = m.sender_email AND d.message_id = m.message_id"
    " AND CAST(a.recipients AS TEXT) = CAST(m.recipients AS TEXT)) AND NOT ({erased}) ORDER BY m.id LIMIT 5"
)
DIGESTED = (
    Approval.signer_id,
    Approval.sender_name,
    Approval.sender_email,
    Approval.recipients,
    Approval.subject,
    Approval.text,
    Approval.footer,
    Approval.attachments,
    Approval.digest,
)


def broken(session: Session) -> list[str]:
    """A sentence for each thing that does not hold; ids only."""
    return [*_unapproved(session), *_changed(session), *_uncounted(session)]


def broken_on(connection: Connection) -> list[str]:
    """The same, inside the transaction of this connection."""
    return broken(Session(connection, join_transaction_mode="rollback_only"))


def _unapproved(session: Session) -> Iterator[str]:
    query = text(UNAPPROVED.format(erased=_erased(session, "m")))
    found = list(session.execute(query).scalars())
    if found:
        yield f"outbound messages without an approval of exactly their words: {_ids(found)}"


def _changed(session: Session) -> Iterator[str]:
    """Approvals whose words are not those that were approved."""
    kept = text(f"NOT ({_erased(session, 'approval')})")
    query = select(Approval).options(load_only(*DIGESTED, raiseload=True)).where(kept).order_by(Approval.id)
    found = [
        one.id
        for one in session.scalars(query.execution_options(yield_per=500))
        if one.digest_now() != one.digest
    ]
    if found:
        yield f"approvals whose digest is not that of their words: {_ids(found)}"


def _uncounted(session: Session) -> Iterator[str]:
    """The ledger balances when what is filed has its message, and what was known names the earlier one."""
    filed = select(LedgerEntry.id).where(
        LedgerEntry.state == InboundState.FILED,
        LedgerEntry.form != "sent",  # a record of ours, or nobody's
        ~select(Message.id).where(Message.entry_id == LedgerEntry.id).exists(),
    )
    lost = list(session.scalars(filed.order_by(LedgerEntry.id).limit(5)))
    if lost:
        yield f"ledger entries that are filed nowhere: {_ids(lost)}"
    known = select(LedgerEntry.id).where(
        LedgerEntry.state == InboundState.KNOWN, LedgerEntry.known_as_id.is_(None)
    )
    unknown = list(session.scalars(known.limit(5)))
    if unknown:
        yield f"ledger entries that are known already, as nothing: {_ids(unknown)}"


def _erased(session: Session, row: str) -> str:
    """SQL: whether this row was emptied because its customer was erased; only later revisions know that."""
    return ERASED.format(row=row) if inspect(session.connection()).has_table("erasure") else "1 = 0"


def _ids(found: list[int]) -> str:
    return ", ".join(map(str, found[:5]))
