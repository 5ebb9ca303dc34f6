"""The database itself refuses an unapproved or changed message (product.md, nevers 1, 6 and 7)."""

from assistant.records.migrations.refusing import Refusal

revision = "0002"
down_revision = "0001"


def differs(*columns: str, json: tuple[str, ...] = ()) -> str:
    """SQL: whether an update changes one of these columns."""
    plain = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns]
    texts = [f"CAST(NEW.{column} AS TEXT) IS DISTINCT FROM CAST(OLD.{column} AS TEXT)" for column in json]
    return " OR ".join(plain + texts)


REFUSALS = (
    Refusal(
        "message_needs_approval",
        "INSERT",
        "message",
        "an outbound message needs an approval of exactly its words",
        """NEW.direction <> 'in' AND NOT EXISTS (
          SELECT 1 FROM approval a JOIN delivery d ON d.approval_id = a.id
          WHERE a.id = NEW.approval_id AND a.conversation_id = NEW.conversation_id
            AND a.text = NEW.text AND a.subject = NEW.subject AND a.footer = NEW.footer
            AND a.sender_name = NEW.sender_name AND a.sender_email = NEW.sender_email
            AND CAST(a.recipients AS TEXT) = CAST(NEW.recipients AS TEXT)
            AND d.message_id = NEW.message_id AND d.state = 'sending')""",
    ),
    Refusal(
        "message_keeps_its_words",
        "UPDATE",
        "message",
        "a message is immutable",
        differs(
            "conversation_id",
            "entry_id",
            "approval_id",
            "direction",
            "at",
            "sender_name",
            "sender_email",
            "subject",
            "text",
            "footer",
            "visible_text",
            "html",
            "message_id",
            json=("recipients", '"references"'),
        ),
    ),
    Refusal("message_stays", "DELETE", "message", "a message is never deleted"),
    Refusal(
        "approval_by_who_is_signed_in",
        "INSERT",
        "approval",
        "an approval needs a teammate who is signed in",
        """NOT EXISTS (
          SELECT 1 FROM sign_in s JOIN teammate t ON t.id = s.teammate_id
          WHERE s.id = NEW.sign_in_id AND s.teammate_id = NEW.teammate_id AND t.active
            AND s.ended_at IS NULL AND s.started_at <= NEW.at AND s.expires_at > NEW.at)""",
    ),
    Refusal(
        "approval_of_this_draft",
        "INSERT",
        "approval",
        "an approval is of the draft as it stands",
        """NOT EXISTS (
          SELECT 1 FROM draft d JOIN conversation c ON c.id = d.conversation_id
          WHERE d.id = NEW.draft_id AND d.conversation_id = NEW.conversation_id AND d.text = NEW.text
            AND d.subject = NEW.subject AND d.signer_id = NEW.signer_id)""",
    ),
    Refusal("approval_is_immutable", "UPDATE", "approval", "an approval is immutable"),
    Refusal("approval_stays", "DELETE", "approval", "an approval is never deleted"),
    Refusal(
        "draft_keeps_approved_words",
        "UPDATE",
        "draft",
        "an approved draft keeps its words",
        f"OLD.state IN ('approved', 'sent') AND ({differs('text', 'subject', 'signer_id')})",
    ),
    Refusal(
        "delivery_goes_forward",
        "UPDATE",
        "delivery",
        "a delivery that ended does not start again",
        f"""{differs("approval_id", "message_id")}
          OR (OLD.state IN ('sent', 'failed', 'undone', 'uncertain') AND NEW.state IN ('queued', 'sending'))""",
    ),
    Refusal("promise_stays", "DELETE", "promise", "a promise is never deleted"),
    Refusal(
        "promise_ends_by_a_person",
        "UPDATE",
        "promise",
        "a promise is ended by a person",
        "NEW.state <> 'open' AND NEW.ended_by_id IS NULL",
    ),
    Refusal("raw_is_immutable", "UPDATE", "raw", "the raw original is immutable"),
    Refusal("raw_stays", "DELETE", "raw", "the raw original is kept"),
)


def upgrade() -> None:
    for refusal in REFUSALS:
        refusal.create()


def downgrade() -> None:
    for refusal in REFUSALS:
        refusal.drop()
