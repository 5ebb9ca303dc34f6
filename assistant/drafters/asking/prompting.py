"""From inquiry and context to the two messages of a prompt, within the model's window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.core.budget import packed
from assistant.core.clock import day_in_words, moment_in_words, time_in_words
from assistant.core.context import Context
from assistant.core.fact import Fact
from assistant.core.inquiry import Inquiry, Kind, Pressure
from assistant.core.message import Channel
from assistant.core.worth import worth_for
from assistant.drafters.asking.fence import harmless, one_line, plain_name
from assistant.drafters.asking.server import Server
from assistant.prompts import Prompt

SPLIT = "=== what it is about ==="  # in a prompt file: instructions before, material after
SHARE_OF_MESSAGE, SHARE_OF_THREAD = 0.3, 0.25  # of the room that the instructions leave
TIME_TO_FIND_OUT = timedelta(hours=2)  # business time
DAYS_SHOWN = 5
LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "it": "Italian"} | {
    "pt": "Portuguese", "nl": "Dutch", "pl": "Polish", "vi": "Vietnamese", "zh": "Chinese", "ru": "Russian"
}  # fmt: skip
Count = Callable[[str], int]
First = Callable[[str, int], str]


@dataclass(frozen=True)
class Asked:
    """`facts` are those that the model saw: only they can be cited."""

    messages: tuple[dict[str, str], ...]
    facts: tuple[Fact, ...]
    left_out: tuple[str, ...]


def asked(
    prompt: Prompt, inquiry: Inquiry, context: Context, *, server: Server, count: Count, first: First
) -> Asked:
    """The prompt, filled: the message first, then the newest of the thread, then facts by worth."""
    known = [fact for fact in context.facts if context.recipient.verified or not fact.private]
    values = _values(inquiry, context)
    bare = prompt.render(**_wanted(prompt, {**values, "facts": "", "thread": "", "message": ""}))
    room = max(server.context_tokens - server.reply_tokens - count(bare) - 50, 200)
    message = _shortened(harmless(inquiry.text), int(room * SHARE_OF_MESSAGE), count=count, first=first)
    thread = _thread(context, int(room * SHARE_OF_THREAD), count)
    room -= count(message) + count(thread)
    chosen = packed(known, limit=max(room, 0), count=count, worth=worth_for(inquiry, context.now), line=_line)
    material = {
        "message": message or "(no words)",
        "thread": thread or "(nothing before)",
        "facts": "\n".join(map(_line, chosen.kept)) or "(none)",
    }
    rendered = prompt.render(**_wanted(prompt, {**values, **material}))
    return Asked(_messages(rendered), chosen.kept, chosen.left_out)


def faults_in_words(faults: Sequence[str]) -> str:
    return "\n".join(f"- {one_line(fault)}" for fault in faults)


def _messages(rendered: str) -> tuple[dict[str, str], ...]:
    instructions, _, material = rendered.partition(SPLIT)
    return (
        {"role": "system", "content": instructions.strip()},
        {"role": "user", "content": material.strip()},
    )


def _wanted(prompt: Prompt, values: dict[str, str]) -> dict[str, str]:
    """What this prompt file declares; it may leave out what it has no use for."""
    return {name: value for name, value in values.items() if name in prompt.variables}


def _values(inquiry: Inquiry, context: Context) -> dict[str, str]:
    hours, now = context.store.hours, context.now
    due = hours.after(hours.next_open(now), TIME_TO_FIND_OUT)
    return {
        "store": one_line(context.store.name),
        "signer": one_line(context.signer.name),
        "title": one_line(context.signer.title),
        "voice": f"- {context.signer.first_name}'s own way: {one_line(context.signer.voice)}"
        if context.signer.voice
        else "",
        "now": f"{now:%A, %B} {now.day}, {now.year}, {time_in_words(now)}",
        "language": LANGUAGES.get(inquiry.language, inquiry.language),
        "greeting": _greeting(context),
        "due": moment_in_words(due, now),
        "hours": _hours(context),
        "words": str(_words(inquiry, context)),
        "kind": str(inquiry.kind),
        "questions": _questions(inquiry),
        "pressure": _pressure(inquiry),
        "order": _order(inquiry),
        "channel": str(context.channel),
        "examples": "\n---\n".join(harmless(one) for one in context.examples),
    }


def _greeting(context: Context) -> str:
    if context.channel is Channel.CHAT:
        return "This is a chat: no greeting, one to three short sentences."
    name = plain_name(context.recipient.first_name)
    return f'Begin with a greeting to "{name}".' if name else "Begin with a greeting without a name."


def _hours(context: Context) -> str:
    hours, today = context.store.hours, context.now.date()
    spans = [span for span, _ in zip(hours.spans(context.now), range(DAYS_SHOWN), strict=False)]
    days = (
        f"{day_in_words(opens.date(), today)} {time_in_words(opens)} to {time_in_words(closes)}"
        for opens, closes in spans
    )
    return "; ".join(days) or "not known"


def _words(inquiry: Inquiry, context: Context) -> int:
    if context.channel is Channel.CHAT:
        return 60
    return 120 + 40 * max(len(inquiry.questions) - 1, 0)


def _questions(inquiry: Inquiry) -> str:
    lines = [f"{n}. {one_line(question.text)}" for n, question in enumerate(inquiry.questions, start=1)]
    return "\n".join(lines) or "(none: answer what the message is about)"


def _pressure(inquiry: Inquiry) -> str:
    if inquiry.pressure is Pressure.NONE:
        return ""
    return "The customer is under time pressure: give the way out in the first sentence."


def _order(inquiry: Inquiry) -> str:
    if inquiry.kind is not Kind.COMPLAINT:
        return ""
    return (
        "This is a complaint: first take responsibility for the harm they name, then say what you do about "
        'it and by when. No "sorry if", no "but" in the apology, no offer to sell anything.'
    )


def _line(fact: Fact) -> str:
    return f"[{fact.id}] {one_line(fact.text)} ({one_line(fact.source)})"


def _shortened(text: str, limit: int, *, count: Count, first: First) -> str:
    if len(text) <= limit or count(text) <= limit:  # a token is a character at least
        return text
    return first(text, limit) + "\n(the rest is left out: it was too long)"


def _thread(context: Context, limit: int, count: Count) -> str:
    """The newest lines that fit, oldest first."""
    lines: list[str] = []
    for line in reversed(context.thread):
        who = "Customer" if line.from_customer else one_line(line.author)
        text = f"{who}, {moment_in_words(line.at, context.now)}:\n{harmless(line.text)[:20_000]}"
        limit -= count(text)
        if limit < 0:
            break
        lines.append(text)
    return "\n\n".join(reversed(lines))
