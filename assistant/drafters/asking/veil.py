"""The veil: what a store does not show to a hosted model is replaced before, and put back after.

It hangs in front of everything that goes out: the material before it is cut to the model's window (half a
phone number would slip through), the finished messages once more, and what is said in a repair round.
"""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import Any

from assistant.core.context import Context
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry
from assistant.core.masking import Mask, Sees, UnknownPlaceholder, names_of
from assistant.core.thread import Line
from assistant.drafters.asking.reading import Said, Unusable

SECRET_DATA = {"vin": "VIN", "plate": "PLATE", "amount": "AMOUNT", "price": "AMOUNT", "phone": "PHONE"} | {
    "email": "EMAIL",
    "address": "ADDRESS",
}
Message = dict[str, str]
ABOUT_PLACEHOLDERS = (
    "Words in brackets such as [PHONE_1] or [AMOUNT_2] stand for real values that you are not shown. Copy "
    "them exactly, with their brackets, wherever you speak of the value; never change one, never invent one."
)


def sees(context: Context, host: str) -> Sees:
    """The store's setting; where it has none, all for a model on this machine and less for a hosted one."""
    if context.store.model_sees:
        return Sees(context.store.model_sees)
    return Sees.ALL if on_this_machine(host) else Sees.WITHOUT


def on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Veil:
    """One answer's mask; without one, everything passes as it is."""

    def __init__(self, mask: Mask | None = None) -> None:
        self._mask = mask

    @classmethod
    def of(cls, context: Context, host: str) -> "Veil":
        return cls(Mask(_named(context))) if sees(context, host) is Sees.WITHOUT else cls()

    def over(self, inquiry: Inquiry, context: Context) -> tuple[Inquiry, Context]:
        """As the model is told of them."""
        if self._mask is None:
            return inquiry, context
        hide = self._mask.hide_new
        questions = tuple(replace(one, text=hide(one.text)) for one in inquiry.questions)
        lines = tuple(self._line(line) for line in context.thread)
        facts = tuple(replace(fact, text=hide(fact.text), source=hide(fact.source)) for fact in context.facts)
        return (
            replace(inquiry, text=hide(inquiry.text), questions=questions),
            replace(context, thread=lines, facts=facts, recipient=replace(context.recipient, first_name="")),
        )

    def _line(self, line: Line) -> Line:
        author = self.text(line.author) if line.from_customer else line.author
        return replace(line, text=self._mask.hide_new(line.text) if self._mask else line.text, author=author)

    def told(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """The finished prompt, with a word on what the placeholders are."""
        first, *rest = self.messages(messages)
        if self._mask is not None:
            first = {**first, "content": f"{first['content']}\n\n{ABOUT_PLACEHOLDERS}"}
        return (first, *rest)

    def messages(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """The finished prompt once more: whatever the material did not hold."""
        return tuple({**message, "content": self.text(message["content"])} for message in messages)

    def text(self, text: str) -> str:
        return self._mask.hide(text) if self._mask else text

    def lifted(self, said: Said) -> Said:
        """With the values put back; Unusable where a placeholder is unknown or mangled."""
        if self._mask is None:
            return said
        return Said(
            str(self.row({"text": said.text})["text"]),
            [self.row(row) for row in said.answers],
            [self.row(row) for row in said.citations],
            [self.row(row) for row in said.promises],
        )

    def row(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same for the texts of one JSON object."""
        put_back = self._mask.put_back if self._mask else str
        try:
            return {name: put_back(value) if isinstance(value, str) else value for name, value in row.items()}
        except UnknownPlaceholder:
            raise Unusable("it holds a placeholder that was not given") from None


def facts_as_given(shown: tuple[Fact, ...], context: Context) -> tuple[Fact, ...]:
    """The facts themselves, of those that the model saw behind the veil."""
    of = {fact.id: fact for fact in context.facts}
    return tuple(of[fact.id] for fact in shown)


def _named(context: Context) -> list[tuple[str, str]]:
    """What the records know of this customer; our own people keep their names."""
    named = [one for one in context.on_record if one[0] not in ("NAME", "COMPANY")]
    named += [("NAME", value) for kind, value in context.on_record if kind == "COMPANY"]
    theirs = [context.recipient.name, context.recipient.first_name]
    theirs += [value for kind, value in context.on_record if kind == "NAME"]
    theirs += [line.author for line in context.thread if line.from_customer]
    for fact in context.facts:
        named += [(kind, fact.data[key]) for key, kind in SECRET_DATA.items() if fact.data.get(key)]
        if fact.kind is FactKind.CUSTOMER:
            theirs.append(fact.data.get("name", ""))
    own = {word for _, word in names_of(context.signer.name)}
    return [*named, *(one for one in names_of(*theirs) if one[1] not in own)]
