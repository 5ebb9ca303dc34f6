"""The second reader: a language model reads the message after the rules have, behind the store's veil."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from assistant.core.clock import time_in_words
from assistant.core.context import Context
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry, Kind, Pressure, Topic
from assistant.core.masking import Sees
from assistant.drafters.asking import prompting, reading, veil
from assistant.drafters.asking.fence import harmless, one_line
from assistant.drafters.asking.patience import Asking, Line
from assistant.drafters.asking.reading import Unusable
from assistant.drafters.asking.veil import Veil
from assistant.drafters.asking.verifying import place
from assistant.prompts import Prompts
from assistant.readers.refining import Heard, refined
from assistant.tools.tokens import Tokens

SHARE_OF_MESSAGE, SHARE_OF_THREAD = 0.6, 0.3  # of the room that the instructions leave
KINDS = tuple(kind for kind in Kind if kind is not Kind.NOT_AN_INQUIRY)
SCHEMA: Mapping[str, object] = reading.shape(
    kind={"type": "string", "enum": [str(kind) for kind in KINDS]},
    harm=reading.TEXT,
    pressure={"type": "string", "enum": [str(level) for level in Pressure]},
    pressure_reason=reading.TEXT,
    language=reading.TEXT,
    questions=reading.rows(text=reading.TEXT, topic={"type": "string", "enum": [str(t) for t in Topic]}),
)
Language = Callable[[str, str], str]
Word = TypeVar("Word", Kind, Pressure, Topic)


class ModelReader:
    """core.ports.SecondReader on the line of the model drafter: one limit, one dialect, one purse."""

    def __init__(self, line: Line, *, prompts: Prompts, tokens: Tokens, language_of: Language) -> None:
        self._line, self._tokens, self._language_of = line, tokens, language_of
        self._prompt = prompts.get("understand")

    def refine(self, inquiry: Inquiry, context: Context) -> Inquiry:
        server = self._line.server
        if veil.sees(context, server.host) is Sees.NOTHING:
            raise DrafterFailed("this store shows nothing to a model")
        hung = Veil.of(context, server.host)
        told, known = hung.over(inquiry, context)
        asking = Asking(
            hung.told(self._messages(told, known)),
            SCHEMA,
            self._prompt.name,
            self._prompt.digest,
            whose=context.whose,
        )
        reply = self._line.ask(asking, time.monotonic() + server.seconds)
        try:
            found = reading.first_object(reply.text)
            heard = self._heard(inquiry, hung, found)
        except Unusable as unusable:
            raise DrafterFailed(f"the model's reading could not be used: {unusable}") from None
        return refined(inquiry, heard)

    def _messages(self, told: Inquiry, known: Context) -> tuple[dict[str, str], ...]:
        server, count = self._line.server, self._tokens.count
        values = {
            "store": one_line(known.store.name),
            "now": f"{known.now:%A, %B} {known.now.day}, {time_in_words(known.now)}",
            "kinds": ", ".join(KINDS),
            "topics": ", ".join(Topic),
            "kind": str(told.kind),
            "pressure": str(told.pressure),
            "questions": "\n".join(f"- {one_line(q.text)}" for q in told.questions) or "(none)",
        }
        bare = self._prompt.render(**values, thread="", message="")
        room = max(server.context_tokens - server.reply_tokens - count(bare) - 50, 200)
        message = prompting.shortened(
            harmless(told.text), int(room * SHARE_OF_MESSAGE), count=count, first=self._tokens.first
        )
        thread = prompting.thread(known, int(room * SHARE_OF_THREAD), count)
        rendered = self._prompt.render(**values, thread=thread or "(nothing before)", message=message)
        return prompting.messages(rendered)

    def _heard(self, inquiry: Inquiry, hung: Veil, found: Mapping[str, Any]) -> Heard:
        """What of it is well formed and quotes the message to the letter."""
        given = found.get("questions")
        rows = [hung.row(row) for row in given if isinstance(row, dict)] if isinstance(given, list) else []
        plain = hung.row({name: value for name, value in found.items() if isinstance(value, str)})
        quoted = [(place(str(row.get("text", "")), inquiry.text), row.get("topic")) for row in rows]
        language = str(plain.get("language", "")).strip().lower()[:2]
        return Heard(
            kind=_word(Kind, plain.get("kind")),
            harm=place(str(plain.get("harm", "")), inquiry.text),
            pressure=_word(Pressure, plain.get("pressure")) or Pressure.NONE,
            pressure_reason=place(str(plain.get("pressure_reason", "")), inquiry.text),
            language=language if self._bears(inquiry.text, language) else "",
            questions=tuple((text, _word(Topic, topic) or Topic.OTHER) for text, topic in quoted if text),
        )

    def _bears(self, text: str, language: str) -> bool:
        """Whether the text may be in this language, as far as our own detector can tell."""
        known = len(language) == 2 and language.isascii() and language.isalpha()
        return known and self._language_of(text, language) == language


def _word(kind: type[Word], given: object) -> Word | None:
    try:
        return kind(str(given))
    except ValueError:
        return None
