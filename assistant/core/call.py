"""One question put to a language model: what is recorded of it, never its words."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Whose:
    """On whose account a call is: the store whose budget bears it (0: nobody's), the message it is about."""

    store_id: int = 0
    message_id: int | None = None


NOBODYS = Whose()


@dataclass(frozen=True)
class CallRecord:
    """One HTTP exchange with a model; retries and the repair round are records of their own.

    Token counts are the server's, else our own count; of a call that ran out of time, what was asked counts,
    and where the server refused, nothing does.
    """

    at: datetime
    prompt: str  # name of the prompt file
    prompt_digest: str  # of the file's content, 12 hex digits
    model: str
    answer_format: str  # "json_schema", "json_object", "text"
    tokens_in: int
    tokens_out: int
    latency_ms: int
    finish: str = ""  # the server's finish reason
    error: str = ""  # why it was of no use, without the customer's words
    cost: float | None = None  # in the currency of the price given; None where no price is known
    repair: bool = False
    whose: Whose = NOBODYS
