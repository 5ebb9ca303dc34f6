"""What stands at an address that a message of Amazon's names, by the guarded client."""

from collections.abc import Callable

from assistant.settings import Settings
from assistant.tools import calling
from assistant.tools.calling import Answered

SECONDS = 10.0


def of(settings: Settings) -> Callable[[str], bytes | None]:
    """None for whatever is no success."""
    caller = calling.of(settings, seconds=SECONDS)

    def fetch(url: str) -> bytes | None:
        answer = caller.get(url)
        return answer.content if isinstance(answer, Answered) and answer.status == 200 else None

    return fetch
