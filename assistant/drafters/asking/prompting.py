"""From inquiry and context to the two messages of a prompt, within the model's window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.core.budget import packed
from assistant.core.clock import moment_in_words
from assistant.core.context import Context
from assistant.core.fact import Fact
from assistant.core.inquiry import Inquiry
from assistant.core.variation import Variation
from assistant.core.worth import worth_for
from assistant.drafters.asking import telling
from assistant.drafters.asking.fence import harmless, one_line
from assistant.drafters.asking.server import Server
from assistant.prompts import Prompt, Prompts

SPLIT = "=== what it is about ==="  # in a prompt file: instructions before, material after
MATERIAL = ("facts", "thread", "message", "examples")
SHARE_OF_MESSAGE, SHARE_OF_THREAD = 0.3, 0.25  # of the room that the instructions leave
SHARE_OF_EXAMPLES, EXAMPLES_AT_MOST = 0.15, 3
Count = Callable[[str], int]
First = Callable[[str, int], str]


@dataclass(frozen=True)
class Asked:
    """`facts` are those that the model saw: only they can be cited."""

    messages: tuple[dict[str, str], ...]
    facts: tuple[Fact, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """What the prompts are made for: the server's window, and how it counts."""

    server: Server
    count: Count
    first: First  # the first so many tokens of a text


def asked(
    prompt: Prompt,
    prompts: Prompts,
    inquiry: Inquiry,
    context: Context,
    *,
    model: Model,
    variation: Variation | None = None,
) -> Asked:
    """The prompt, filled: the message first, then the newest of the thread, then facts by worth."""
    count, first, server = model.count, model.first, model.server
    known = [fact for fact in context.facts if context.may_tell(fact)]
    values = telling.values(prompts, inquiry, context, variation)
    bare = prompt.render(**_wanted(prompt, {**values, **dict.fromkeys(MATERIAL, "")}))
    room = max(server.context_tokens - server.reply_tokens - count(bare) - 50, 200)
    message = shortened(harmless(inquiry.text), int(room * SHARE_OF_MESSAGE), count=count, first=first)
    earlier = thread(context, int(room * SHARE_OF_THREAD), count)
    wants = "examples" in prompt.variables
    examples = _examples(context, int(room * SHARE_OF_EXAMPLES), count) if wants else ""
    room -= count(message) + count(earlier) + count(examples)
    chosen = packed(
        known, limit=max(room, 0), count=count, worth=worth_for(inquiry, context.now), line=telling.line
    )
    material = {
        "message": message or "(no words)",
        "thread": earlier or "(nothing before)",
        "examples": examples,
        "facts": "\n".join(map(telling.line, chosen.kept)) or "(none)",
    }
    rendered = prompt.render(**_wanted(prompt, {**values, **material}))
    return Asked(messages(rendered), chosen.kept, chosen.left_out)


def faults_in_words(faults: Sequence[str]) -> str:
    return "\n".join(f"- {one_line(fault)}" for fault in faults)


def messages(rendered: str) -> tuple[dict[str, str], ...]:
    instructions, _, material = rendered.partition(SPLIT)
    return (
        {"role": "system", "content": instructions.strip()},
        {"role": "user", "content": material.strip()},
    )


def _wanted(prompt: Prompt, values: dict[str, str]) -> dict[str, str]:
    """What this prompt file declares; it may leave out what it has no use for."""
    return {name: value for name, value in values.items() if name in prompt.variables}


def shortened(text: str, limit: int, *, count: Count, first: First) -> str:
    if len(text) <= limit or count(text) <= limit:  # a token is a character at least
        return text
    return first(text, limit) + "\n(the rest is left out: it was too long)"


def thread(context: Context, limit: int, count: Count) -> str:
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


def _examples(context: Context, limit: int, count: Count) -> str:
    """Whole replies that were marked as good, while there is room; for their tone alone."""
    kept: list[str] = []
    for example in context.examples[:EXAMPLES_AT_MOST]:
        text = harmless(example)
        limit -= count(text)
        if limit < 0:
            break
        kept.append(text)
    return "\n---\n".join(kept)
