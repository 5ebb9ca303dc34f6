"""What people did, and what model calls cost."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from assistant.core.call import CallRecord
from assistant.records.base import Base, Key, to


class Deed(Base):
    """One thing a person did: "overruled", "closed", "signed in". Ids only, never customers' words."""

    __tablename__ = "deed"
    id: Mapped[Key]
    at: Mapped[datetime]
    teammate_id: Mapped[int | None] = to("teammate")
    store_id: Mapped[int | None] = to("store")
    what: Mapped[str]
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @classmethod
    def of_kind(cls, what: str) -> Select["Deed"]:
        return select(cls).where(cls.what == what).order_by(cls.id)


class ModelCall(Base):
    """One call of a model: what it cost and how it ended. Cost in millionths of a dollar."""

    __tablename__ = "model_call"
    id: Mapped[Key]
    at: Mapped[datetime]
    message_id: Mapped[int | None] = to("message")
    prompt: Mapped[str]  # name and digest of the prompt file
    model: Mapped[str]
    tokens_in: Mapped[int] = mapped_column(default=0)
    tokens_out: Mapped[int] = mapped_column(default=0)
    milliseconds: Mapped[int] = mapped_column(default=0)
    finish: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    cost_micros: Mapped[int | None]

    @classmethod
    def of(cls, call: CallRecord) -> "ModelCall":
        return cls(
            at=call.at,
            prompt=f"{call.prompt}@{call.prompt_digest}",
            model=call.model,
            tokens_in=call.tokens_in,
            tokens_out=call.tokens_out,
            milliseconds=call.latency_ms,
            finish=call.finish,
            error=call.error,
            cost_micros=None if call.cost is None else round(call.cost * 1_000_000),
        )
