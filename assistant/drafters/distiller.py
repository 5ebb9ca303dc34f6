"""The distiller: a language model reads what became of a draft, behind the store's veil."""

import time
from collections.abc import Mapping
from typing import Any

from assistant.core.context import Context
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry
from assistant.core.masking import Sees
from assistant.core.voice.lesson import Learned
from assistant.core.voice.told import Told
from assistant.drafters.asking import prompting, reading, veil
from assistant.drafters.asking.fence import harmless, one_line
from assistant.drafters.asking.patience import Asking, Line
from assistant.drafters.asking.reading import Unusable
from assistant.drafters.asking.veil import Veil
from assistant.prompts import Prompts
from assistant.tools.tokens import Tokens

SHARE = 0.45  # of the room that the instructions leave, for each of the two texts
SCHEMA: Mapping[str, object] = reading.shape(
    habits=reading.rows(
        known={"type": "integer"}, sort={"type": "string", "enum": list(Learned)}, words=reading.TEXT
    )
)


class ModelDistiller:
    """core.ports.Distiller on the line of the model drafter: one limit, one dialect, one purse."""

    def __init__(self, line: Line, *, prompts: Prompts, tokens: Tokens) -> None:
        self._line, self._tokens, self._prompt = line, tokens, prompts.get("distil")

    def distil(
        self, draft: str, sent: str, known: tuple[str, ...], inquiry: Inquiry, context: Context
    ) -> tuple[Told, ...]:
        server = self._line.server
        if veil.sees(context, server.host) is Sees.NOTHING:
            raise DrafterFailed("this store shows nothing to a model")
        hung = Veil.of(context, server.host)
        hung.over(inquiry, context)  # so that it knows what to hide
        values = {
            "store": one_line(context.store.name),
            "signer": one_line(context.signer.name),
            "kind": str(inquiry.kind),
            "known": "\n".join(f"{n}. {one_line(one)}" for n, one in enumerate(known, start=1)) or "(none)",
        }
        asking = Asking(
            hung.told(self._messages(values, hung.text(draft), hung.text(sent))),
            SCHEMA,
            self._prompt.name,
            self._prompt.digest,
            whose=context.whose,
        )
        reply = self._line.ask(asking, time.monotonic() + server.seconds)
        try:
            return tuple(_told(reading.first_object(reply.text)))
        except Unusable as unusable:
            raise DrafterFailed(f"what the model learned could not be used: {unusable}") from None

    def _messages(self, values: dict[str, str], draft: str, sent: str) -> tuple[dict[str, str], ...]:
        server, count = self._line.server, self._tokens.count
        bare = self._prompt.render(**values, draft="", sent="")
        room = max(server.context_tokens - server.reply_tokens - count(bare) - 50, 200)

        def cut(text: str) -> str:
            most = int(room * SHARE)
            return prompting.shortened(harmless(text), most, count=count, first=self._tokens.first)

        return prompting.messages(self._prompt.render(**values, draft=cut(draft), sent=cut(sent)))


def _told(found: Mapping[str, Any]) -> list[Told]:
    """The well-formed ones."""
    rows = found.get("habits")
    whole = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [
        Told(row["known"], Learned(row["sort"]), row["words"])
        for row in whole
        if type(row.get("known")) is int
        and row.get("sort") in set(Learned)
        and isinstance(row.get("words"), str)
    ]
