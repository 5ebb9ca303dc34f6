"""Approvals: who approved exactly which message, when. Immutable by the database."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.core.address import Mailbox
from assistant.core.message import approval_digest
from assistant.records.base import Base, Key, to
from assistant.records.draft import Draft
from assistant.records.teammate import Teammate


class Approval(Base):
    """The whole message under one hash. `sign_in_id` is the browser session that approved: the database

    asks that it is this teammate's and not ended. `newest_seen_id` is the newest message that the
    approver's page had shown, None where there was none. `overruled` lists blocking findings with the
    reason that was given.
    """

    __tablename__ = "approval"
    id: Mapped[Key]
    draft_id: Mapped[int] = to("draft")
    conversation_id: Mapped[int] = to("conversation")
    teammate_id: Mapped[int] = to("teammate", index=False)
    sign_in_id: Mapped[int] = to("sign_in", index=False)
    signer_id: Mapped[int] = to("teammate", index=False)
    at: Mapped[datetime]
    newest_seen_id: Mapped[int | None] = to("message", index=False)
    sender_name: Mapped[str]
    sender_email: Mapped[str]
    recipient_name: Mapped[str]
    recipients: Mapped[list[str]]
    subject: Mapped[str]
    text: Mapped[str]
    footer: Mapped[str]
    attachments: Mapped[list[str]] = mapped_column(default=list)
    digest: Mapped[str]
    overruled: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    promises: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # as ticked by the approver
    draft: Mapped[Draft] = relationship()
    teammate: Mapped[Teammate] = relationship(foreign_keys=teammate_id)
    signer: Mapped[Teammate] = relationship(foreign_keys=signer_id)

    @property
    def sender(self) -> Mailbox:
        return Mailbox(self.sender_name, self.sender_email)

    def digest_now(self) -> str:
        """The digest of what the row holds; equal to `digest` as long as nobody tampered."""
        return approval_digest(
            signer=str(self.signer_id),
            sender=str(self.sender),
            recipients=tuple(self.recipients),
            subject=self.subject,
            text=self.text,
            footer=self.footer,
            attachments=tuple(self.attachments),
        )
