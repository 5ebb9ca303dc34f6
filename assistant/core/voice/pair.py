"""A draft as it was shown, beside the reply that was sent: what lessons are drawn from."""

from dataclasses import dataclass

from assistant.core.reply import Reply, taken_apart


@dataclass(frozen=True)
class Pair:
    """`name` is how the customer is greeted, `wrote` what they wrote, `known` the facts of the draft.

    `letter`: no chat.
    """

    draft: Reply
    sent: Reply
    name: str = ""
    language: str = "en"
    letter: bool = True
    wrote: str = ""
    known: str = ""
    composed: bool = True  # by the composer: a model may have been told of a habit

    @classmethod
    def of(cls, draft: str, sent: str, signer: str = "", **about: object) -> "Pair":
        return cls(taken_apart(draft, signer), taken_apart(sent, signer), **about)  # type: ignore[arg-type]


def unsigned(text: str, signer: str) -> str:
    """Without the signature, which is the same in both and no work of the drafter."""
    return text[: taken_apart(text, signer).tail].strip()
