"""Which model is asked, where, and how much it may cost in time and words."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Server:
    """`seconds` bounds a whole draft: waiting for a turn, retries and the repair round included.

    `price` is what a million tokens in and out cost; empty where nobody said.
    """

    model: str
    base_url: str = OPENAI
    key: str = field(default="", repr=False)
    seconds: float = 60
    context_tokens: int = 8000
    at_once: int = 4
    price: tuple[float, float] | None = None
    size: str = ""  # "large" or "small" prompts; empty: by the window

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def reply_tokens(self) -> int:
        """Room kept for what comes back, in the same window as the prompt."""
        return min(1500, self.context_tokens // 4)

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        if self.price is None:
            return None
        return (tokens_in * self.price[0] + tokens_out * self.price[1]) / 1_000_000
