"""erasure, retention, what a model may see

The triggers of 0002 that keep words make room for one thing: words may become nothing, where a row in
`erasure` names their customer; and raw bytes, where the store's own rule says that they are too old.
"""

import hashlib
import json
from importlib import import_module

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.refusing import Refusal

revision = "0006"
down_revision = "0005"

REPLACED = (
    "message_keeps_its_words",
    "approval_is_immutable",
    "draft_keeps_approved_words",
    "raw_is_immutable",
)


def differs(*columns: str, json: tuple[str, ...] = ()) -> str:
    """SQL: whether an update changes one of these columns."""
    plain = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns]
    texts = [f"CAST(NEW.{column} AS TEXT) IS DISTINCT FROM CAST(OLD.{column} AS TEXT)" for column in json]
    return "(" + " OR ".join(plain + texts) + ")"


def refilled(*columns: str, json: tuple[str, ...] = ()) -> str:
    """SQL: whether an update gives one of these columns other words than none."""
    plain = [f"({differs(column)} AND NEW.{column} <> '')" for column in columns]
    texts = [f"({differs(json=(column,))} AND CAST(NEW.{column} AS TEXT) <> '[]')" for column in json]
    return "(" + " OR ".join(plain + texts) + ")"


def erased(conversation: str) -> str:
    """SQL: whether the customer of this conversation was erased."""
    return (
        "EXISTS (SELECT 1 FROM erasure e JOIN conversation c ON c.customer_id = e.customer_id"
        f" WHERE c.id = {conversation})"
    )


SIBLING = (
    "EXISTS (SELECT 1 FROM message m JOIN conversation c ON c.id = m.conversation_id"
    " JOIN erasure e ON e.customer_id = c.customer_id WHERE m.entry_id = {entry})"
)
MESSAGE_IDS = ("conversation_id", "entry_id", "approval_id", "direction", "at", "footer")
MESSAGE_WORDS = ("sender_name", "sender_email", "subject", "text", "visible_text", "html", "message_id")
MESSAGE_LISTS = ("recipients", '"references"')
NOT_OF_THE_WHOLE_MAIL = tuple(name for name in MESSAGE_WORDS if name not in ("text", "html"))


def past_the_rule() -> str:
    """SQL: whether the store's own setting says that these bytes are too old; by the database's clock."""
    if op.get_bind().dialect.name == "sqlite":
        old = "julianday(l.arrived_at) + s.{days} <= julianday('now')"
    else:
        old = "l.arrived_at + make_interval(days => s.{days}) <= now()"
    kept = "SELECT 1 FROM message m WHERE m.entry_id = l.id AND NOT m.bulk"
    quiet = f"(l.state = 'set-aside' OR (l.state = 'filed' AND NOT EXISTS ({kept})))"
    return (
        "EXISTS (SELECT 1 FROM ledger l JOIN store s ON s.id = l.store_id WHERE l.id = OLD.entry_id AND ("
        f"(l.state IN ('filed', 'known') AND s.raw_days IS NOT NULL AND {old.format(days='raw_days')})"
        f" OR ({quiet} AND s.aside_days IS NOT NULL AND {old.format(days='aside_days')})))"
    )


def refusals() -> tuple[Refusal, ...]:
    return (*_words(), *_originals(), *_erasures(), *_nobody())


def _words() -> tuple[Refusal, ...]:
    words = differs(*MESSAGE_WORDS, json=MESSAGE_LISTS)
    theirs = erased("OLD.conversation_id")
    whole_mail = (
        f"({SIBLING.format(entry='OLD.entry_id')} AND NOT "
        f"{differs(*NOT_OF_THE_WHOLE_MAIL, json=MESSAGE_LISTS)})"
    )
    approval = ("recipient_name", "subject", "text")
    lists = ("recipients", "attachments", "overruled", "promises")
    fixed = ("draft_id", "conversation_id", "teammate_id", "sign_in_id", "signer_id", "at", "newest_seen_id")
    return (
        Refusal(
            "message_keeps_its_words",
            "UPDATE",
            "message",
            "a message is immutable",
            f"{differs(*MESSAGE_IDS)} OR {refilled(*MESSAGE_WORDS, json=MESSAGE_LISTS)}"
            f" OR ({words} AND NOT {theirs} AND NOT {whole_mail})",
        ),
        Refusal(
            "approval_is_immutable",
            "UPDATE",
            "approval",
            "an approval is immutable",
            f"NOT {theirs} OR {differs(*fixed, 'id', 'sender_name', 'sender_email', 'footer', 'digest')}"
            f" OR {refilled(*approval, json=lists)}",
        ),
        Refusal(
            "draft_keeps_approved_words",
            "UPDATE",
            "draft",
            "an approved draft keeps its words",
            f"OLD.state IN ('approved', 'sent') AND {differs('text', 'subject', 'signer_id')}"
            f" AND NOT ({theirs} AND NOT {differs('signer_id')} AND NOT {refilled('text', 'subject')})",
        ),
        Refusal("attachment_is_immutable", "UPDATE", "attachment", "an attachment is immutable"),
        Refusal(
            "attachment_stays",
            "DELETE",
            "attachment",
            "an attachment is kept",
            f"NOT {SIBLING.format(entry='(SELECT o.entry_id FROM message o WHERE o.id = OLD.message_id)')}"
            f" AND NOT {erased('(SELECT o.conversation_id FROM message o WHERE o.id = OLD.message_id)')}",
        ),
    )


def _originals() -> tuple[Refusal, ...]:
    of_nobody = (
        "EXISTS (SELECT 1 FROM ledger l JOIN message m ON m.entry_id = l.id OR m.entry_id = l.known_as_id"
        " JOIN conversation c ON c.id = m.conversation_id JOIN erasure e ON e.customer_id = c.customer_id"
        " WHERE l.id = OLD.entry_id)"
    )
    return (
        Refusal(
            "raw_is_immutable",
            "UPDATE",
            "raw",
            "the raw original is immutable",
            f"{differs('id', 'entry_id')} OR length(NEW.content) > 0"
            f" OR NOT ({of_nobody} OR {past_the_rule()})",
        ),
        Refusal(
            "ledger_stays_what_it_became",
            "UPDATE",
            "ledger",
            "what became of an entry does not change",
            f"{differs('arrived_at')} OR (OLD.state IN ('filed', 'known') AND "
            f"{differs('state', 'known_as_id', 'store_id', 'inbox_id', 'digest')})",
        ),
    )


def _erasures() -> tuple[Refusal, ...]:
    return (
        Refusal(
            "erasure_by_an_admin",
            "INSERT",
            "erasure",
            "an erasure needs a signed-in admin of the store and a reason",
            """TRIM(NEW.reason) = '' OR NOT EXISTS (
              SELECT 1 FROM sign_in s JOIN teammate t ON t.id = s.teammate_id
              JOIN teammate_store b ON b.teammate_id = t.id JOIN customer k ON k.store_id = b.store_id
              WHERE s.id = NEW.sign_in_id AND t.id = NEW.teammate_id AND t.active AND t.role = 'admin'
                AND s.ended_at IS NULL AND s.started_at <= NEW.at AND s.expires_at > NEW.at
                AND k.id = NEW.customer_id AND k.store_id = NEW.store_id)""",
        ),
        Refusal(
            "erasure_waits_for_deliveries",
            "INSERT",
            "erasure",
            "an answer to this customer is on its way",
            """EXISTS (SELECT 1 FROM delivery d JOIN approval a ON a.id = d.approval_id
              JOIN conversation c ON c.id = a.conversation_id
              WHERE c.customer_id = NEW.customer_id AND d.state IN ('queued', 'sending', 'uncertain'))""",
        ),
        Refusal("erasure_is_immutable", "UPDATE", "erasure", "a tombstone is immutable"),
        Refusal("erasure_stays", "DELETE", "erasure", "a tombstone stays"),
    )


def _nobody() -> tuple[Refusal, ...]:
    """Nothing new is written about a customer who was erased, whoever was at work on it."""
    why, gone = "this customer was erased", "SELECT 1 FROM erasure e WHERE e.customer_id = NEW.customer_id"
    now = erased("NEW.conversation_id")
    words = ("text", "first_text", "subject")
    return (
        Refusal("message_to_nobody", "INSERT", "message", why, now),
        Refusal("draft_to_nobody", "INSERT", "draft", why, now),
        Refusal("approval_to_nobody", "INSERT", "approval", why, now),
        Refusal("draft_stays_empty", "UPDATE", "draft", why, f"{refilled(*words)} AND {now}"),
        Refusal("conversation_of_nobody", "INSERT", "conversation", why, f"EXISTS ({gone})"),
        Refusal(
            "conversation_moves_to_somebody",
            "UPDATE",
            "conversation",
            why,
            f"{differs('customer_id')} AND EXISTS ({gone})",
        ),
        Refusal("identity_of_nobody", "INSERT", "identity", why, f"EXISTS ({gone})"),
        Refusal("record_of_nobody", "INSERT", "record", why, f"EXISTS ({gone})"),
        Refusal(
            "customer_stays_unnamed",
            "UPDATE",
            "customer",
            why,
            f"{refilled('name', 'company', 'address')}"
            " AND EXISTS (SELECT 1 FROM erasure e WHERE e.customer_id = OLD.id)",
        ),
    )


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("shared", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["store.id"], name=op.f("fk_erasure_store_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_erasure_customer_id")),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_erasure_teammate_id")),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name=op.f("fk_erasure_sign_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_erasure_customer_id")),
    )
    op.create_index(op.f("ix_erasure_store_id"), "erasure", ["store_id"])
    # Plain columns: recreating a table would drop its triggers on SQLite.
    op.add_column("customer", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ledger", sa.Column("raw_gone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ledger", sa.Column("raw_gone_why", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_ledger_known_as_id"), "ledger", ["known_as_id"])
    op.create_index("ix_ledger_kept", "ledger", ["store_id", "raw_gone_at", "arrived_at"])
    op.add_column("store", sa.Column("raw_days", sa.Integer(), nullable=True))
    op.add_column("store", sa.Column("aside_days", sa.Integer(), nullable=True))
    op.add_column("store", sa.Column("model_sees", sa.String(), nullable=False, server_default=""))
    for before in _before():
        before.drop()
    _hash_visitors()
    for refusal in refusals():
        refusal.create()


def downgrade() -> None:
    for refusal in refusals():
        refusal.drop()
    for column in ("model_sees", "aside_days", "raw_days"):
        op.drop_column("store", column)
    op.drop_index("ix_ledger_kept", "ledger")
    op.drop_index(op.f("ix_ledger_known_as_id"), "ledger")
    op.drop_column("ledger", "raw_gone_why")
    op.drop_column("ledger", "raw_gone_at")
    op.drop_column("customer", "erased_at")
    op.drop_index(op.f("ix_erasure_store_id"), "erasure")
    op.drop_table("erasure")
    for before in _before():
        before.create()


def _hash_visitors() -> None:
    """Chat visitors' tokens become their keys, as web.chat makes them; there is no way back."""
    bind = op.get_bind()

    def key_of(token: str) -> str:
        return hashlib.sha256(f"chat visitor key {token}".encode()).hexdigest()[:32]

    for table, column, where in (
        ("conversation", "visitor", "visitor <> ''"),
        ("identity", "value", "kind = 'visitor'"),
    ):
        rows = bind.execute(sa.text(f"SELECT id, {column} FROM {table} WHERE {where}")).all()
        for key, token in rows:
            change = sa.text(f"UPDATE {table} SET {column} = :new WHERE id = :id")
            bind.execute(change, {"new": key_of(token), "id": key})
    entries = sa.text(
        "SELECT l.id, CAST(l.envelope AS TEXT), r.content FROM ledger l JOIN raw r ON r.entry_id = l.id"
        " WHERE l.form = 'chat'"
    )
    for key, envelope, content in bind.execute(entries).all():
        told, posted = json.loads(envelope), json.loads(bytes(content))
        for values in (told, posted):
            if values.get("visitor"):
                values["visitor"] = key_of(values["visitor"])
        kept = json.dumps(posted, ensure_ascii=False).encode("utf-8", "replace")
        bind.execute(
            sa.text("UPDATE ledger SET envelope = :told WHERE id = :id").bindparams(
                sa.bindparam("told", told, sa.JSON)
            ),
            {"id": key},
        )
        bind.execute(
            sa.text("UPDATE raw SET content = :kept WHERE entry_id = :id"), {"kept": kept, "id": key}
        )


def _before() -> list[Refusal]:
    """The triggers of 0002 that are replaced."""
    first = import_module("assistant.records.migrations.versions.0002_never_unapproved")
    return [refusal for refusal in first.REFUSALS if refusal.name in REPLACED]
