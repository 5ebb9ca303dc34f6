"""Nevers 1, 6 and 7: the database itself refuses. Each test breaks them with raw SQL."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.records import Approval, Draft, Message


@pytest.fixture
def sql(cast):
    """Runs one statement in a transaction of its own."""

    def run(statement, **values):
        with cast.services.sessions.begin() as session:
            return session.execute(text(statement), values)

    return run


@pytest.fixture
def approved(cast):
    """An approved, unsent reply to Dana."""
    cast.writes("Is the blue van still here?")
    cast.approves(overrule="a test", text="Hi Dana,\n\nYes.\n\nSam Whitfield · 555-0142")
    return cast.all(Approval)[-1]


OUTBOUND = (
    "INSERT INTO message (conversation_id, part, direction, at, sender_name, sender_email, recipients,"
    " subject,"
    ' text, footer, visible_text, html, message_id, "references", automatic, bounce, bulk, page, lead, notes,'
    " inquiry, approval_id) SELECT conversation_id, 0, 'out', at, sender_name, sender_email, recipients,"
    " subject, :text, footer, :text, '', :message_id, '[]', false, false, false, '', '{}', '[]', '{}',"
    " :approval FROM approval WHERE id = :id"
)


def test_no_outbound_message_without_an_approval(sql, approved):
    with pytest.raises(DatabaseError):
        sql(OUTBOUND, id=approved.id, approval=None, text=approved.text, message_id="<x@y>")


def test_no_outbound_message_before_its_delivery_has_begun(sql, approved):
    with pytest.raises(DatabaseError, match="exactly its words"):
        sql(OUTBOUND, id=approved.id, approval=approved.id, text=approved.text, message_id="<x@y>")


def test_no_outbound_message_with_other_words_than_approved(cast, sql, approved):
    sql("UPDATE delivery SET state = 'sending'")
    (message_id,) = sql("SELECT message_id FROM delivery").one()
    with pytest.raises(DatabaseError, match="exactly its words"):
        sql(OUTBOUND, id=approved.id, approval=approved.id, text="Other words", message_id=message_id)
    sql(OUTBOUND, id=approved.id, approval=approved.id, text=approved.text, message_id=message_id)
    assert [m.text for m in cast.all(Message) if not m.inbound] == [approved.text]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE approval SET text = 'x'",
        "UPDATE approval SET recipients = '[\"a@b.example\"]'",
        "DELETE FROM approval",
        "UPDATE draft SET text = 'x' WHERE state = 'approved'",
        "UPDATE draft SET subject = 'x' WHERE state = 'approved'",
        "UPDATE raw SET content = 'x'",
        "DELETE FROM raw",
        "UPDATE message SET text = 'x'",
        "UPDATE message SET visible_text = 'x'",
        "DELETE FROM message",
        "UPDATE delivery SET message_id = '<other@x>'",
    ],
)
def test_what_was_approved_or_received_never_changes(sql, approved, statement):
    with pytest.raises(DatabaseError):
        sql(statement)


@pytest.mark.parametrize("table", ["message", "approval", "raw", "promise"])
def test_what_is_never_deleted_is_never_truncated_either(sql, approved, settings, table):
    refused = "syntax error" if settings.database.startswith("sqlite") else "never deleted|is kept"
    with pytest.raises(DatabaseError, match=refused):
        sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("ended", ["sent", "failed", "undone", "uncertain"])
def test_a_delivery_that_ended_is_never_started_again(sql, approved, ended):
    sql(f"UPDATE delivery SET state = '{ended}'")
    with pytest.raises(DatabaseError, match="does not start again"):
        sql("UPDATE delivery SET state = 'queued'")


def test_an_approval_needs_a_browser_that_is_signed_in(cast, sql):
    cast.writes("Is the blue van still here?")
    sql("UPDATE sign_in SET ended_at = '2026-11-23 14:59:00'")
    with pytest.raises(DatabaseError, match="signed in"):
        cast.approves(overrule="a test")
    assert cast.all(Approval) == []


def test_an_approval_in_anothers_name_is_refused(cast):
    cast.writes("Is the blue van still here?")
    cast.sign_ins[cast.sam.id] = cast.sign_ins[cast.robin.id]
    with pytest.raises(DatabaseError, match="signed in"):
        cast.approves(overrule="a test")


def test_an_approval_is_of_the_draft_as_it_stands(cast, sql, approved):
    cast.writes("And the red one?", message_id="<2@mail.example>")
    draft = cast.draft()
    columns = "conversation_id, teammate_id, sign_in_id, signer_id, at, newest_seen_id, sender_name,"
    columns += " sender_email, recipient_name, recipients, footer, attachments, digest, overruled, promises"
    with pytest.raises(DatabaseError, match="as it stands"):
        sql(
            f"INSERT INTO approval (draft_id, subject, text, {columns})"
            f" SELECT :draft, :subject, 'never read', {columns} FROM approval WHERE id = :id",
            draft=draft.id,
            subject=draft.subject,
            id=approved.id,
        )


def test_the_digest_of_an_approval_covers_what_its_row_holds(approved):
    assert approved.digest == approved.digest_now()


def test_a_promise_never_disappears_and_ends_by_a_person(cast, sql, approved):
    sql(
        "INSERT INTO promise (store_id, customer_id, who_id, what, made_at, due, state, ended_how)"
        " VALUES (1, 1, 1, 'call', '2026-11-23 15:00:00', '2026-11-24 15:00:00', 'open', '')"
    )
    with pytest.raises(DatabaseError, match="never deleted"):
        sql("DELETE FROM promise")
    with pytest.raises(DatabaseError, match="by a person"):
        sql("UPDATE promise SET state = 'kept'")


def test_the_draft_can_be_edited_again_after_an_undo(cast):
    from assistant.pipeline import review

    cast.writes("Is the blue van still here?")
    cast.approves(overrule="a test")
    draft = cast.all(Draft)[-1]
    assert review.undo(cast.services, draft.id, by=cast.sam, now=cast.clock())
    review.save(cast.services, draft.id, "Hi Dana, one more thought.", by=cast.sam, now=cast.clock())
    assert cast.draft().text == "Hi Dana, one more thought."
