"""The database itself refuses an unapproved or changed message (product.md, nevers 1, 6 and 7)."""

from alembic import op

revision = "0002"
down_revision = "0001"

SAME_WORDS = " OR ".join(
    f"NEW.{column} IS NOT OLD.{column}"
    for column in (
        "conversation_id",
        "entry_id",
        "approval_id",
        "direction",
        "at",
        "sender_name",
        "sender_email",
        "recipients",
        "subject",
        "text",
        "footer",
        "visible_text",
        "html",
        "message_id",
        '"references"',
    )
)

SQLITE = {
    "message_needs_approval": """
        BEFORE INSERT ON message WHEN NEW.direction <> 'in' AND NOT EXISTS (
          SELECT 1 FROM approval a JOIN delivery d ON d.approval_id = a.id
          WHERE a.id = NEW.approval_id AND a.conversation_id = NEW.conversation_id
            AND a.text = NEW.text AND a.subject = NEW.subject AND a.footer = NEW.footer
            AND a.sender_name = NEW.sender_name AND a.sender_email = NEW.sender_email
            AND a.recipients = NEW.recipients AND d.message_id = NEW.message_id AND d.state = 'sending')
        BEGIN SELECT RAISE(ABORT, 'an outbound message needs an approval of exactly its words'); END""",
    "message_keeps_its_words": f"""
        BEFORE UPDATE ON message WHEN {SAME_WORDS}
        BEGIN SELECT RAISE(ABORT, 'a message is immutable'); END""",
    "message_stays": """
        BEFORE DELETE ON message
        BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END""",
    "approval_by_who_is_signed_in": """
        BEFORE INSERT ON approval WHEN NOT EXISTS (
          SELECT 1 FROM sign_in s JOIN teammate t ON t.id = s.teammate_id
          WHERE s.id = NEW.sign_in_id AND s.teammate_id = NEW.teammate_id AND t.active
            AND s.ended_at IS NULL AND s.started_at <= NEW.at AND s.expires_at > NEW.at)
        BEGIN SELECT RAISE(ABORT, 'an approval needs a teammate who is signed in'); END""",
    "approval_of_this_draft": """
        BEFORE INSERT ON approval WHEN NOT EXISTS (
          SELECT 1 FROM draft d JOIN conversation c ON c.id = d.conversation_id
          WHERE d.id = NEW.draft_id AND d.conversation_id = NEW.conversation_id AND d.text = NEW.text
            AND d.subject = NEW.subject AND d.signer_id = NEW.signer_id)
        BEGIN SELECT RAISE(ABORT, 'an approval is of the draft as it stands'); END""",
    "approval_is_immutable": """
        BEFORE UPDATE ON approval
        BEGIN SELECT RAISE(ABORT, 'an approval is immutable'); END""",
    "approval_stays": """
        BEFORE DELETE ON approval
        BEGIN SELECT RAISE(ABORT, 'an approval is never deleted'); END""",
    "draft_keeps_approved_words": """
        BEFORE UPDATE ON draft WHEN OLD.state IN ('approved', 'sent')
          AND (NEW.text IS NOT OLD.text OR NEW.subject IS NOT OLD.subject
               OR NEW.signer_id IS NOT OLD.signer_id)
        BEGIN SELECT RAISE(ABORT, 'an approved draft keeps its words'); END""",
    "delivery_goes_forward": """
        BEFORE UPDATE ON delivery WHEN NEW.approval_id IS NOT OLD.approval_id
          OR NEW.message_id IS NOT OLD.message_id
          OR (OLD.state IN ('sent', 'failed', 'undone') AND NEW.state IN ('queued', 'sending'))
          OR (OLD.state = 'uncertain' AND NEW.state IN ('queued', 'sending'))
        BEGIN SELECT RAISE(ABORT, 'a delivery that ended does not start again'); END""",
    "promise_stays": """
        BEFORE DELETE ON promise
        BEGIN SELECT RAISE(ABORT, 'a promise is never deleted'); END""",
    "promise_ends_by_a_person": """
        BEFORE UPDATE ON promise WHEN NEW.state <> 'open' AND NEW.ended_by_id IS NULL
        BEGIN SELECT RAISE(ABORT, 'a promise is ended by a person'); END""",
    "raw_is_immutable": """
        BEFORE UPDATE ON raw
        BEGIN SELECT RAISE(ABORT, 'the raw original is immutable'); END""",
    "raw_stays": """
        BEFORE DELETE ON raw
        BEGIN SELECT RAISE(ABORT, 'the raw original is kept'); END""",
}


def upgrade() -> None:
    for name, body in SQLITE.items():
        op.execute(f"CREATE TRIGGER {name} {body}")


def downgrade() -> None:
    for name in SQLITE:
        op.execute(f"DROP TRIGGER {name}")
