"""A drafter that says what it is given: for tests, and for development without a model."""

from assistant.core.context import Context
from assistant.core.draft import Author, Proposal
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry
from assistant.core.variation import Variation


class ScriptedDrafter:
    """Gives its lines in order, the last one for ever; a line may be text, a proposal or an error.

    `asked` keeps what it was asked, in order.
    """

    def __init__(self, *lines: str | Proposal | Exception, author: Author = Author.MODEL) -> None:
        self._lines = lines
        self.author = author
        self.asked: list[tuple[Inquiry, Context]] = []

    def draft(self, inquiry: Inquiry, context: Context, variation: Variation | None = None) -> Proposal:
        del variation
        if not self._lines:
            raise DrafterFailed("the script is empty")
        line = self._lines[min(len(self.asked), len(self._lines) - 1)]
        self.asked.append((inquiry, context))
        if isinstance(line, Exception):
            raise line
        if isinstance(line, Proposal):
            return line
        return Proposal(text=f"{line}\n\n{context.signer.signature}", author=self.author)
