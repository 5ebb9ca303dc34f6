"""What a prompt says of the case, in words: one value for each variable that a prompt file may declare."""

from datetime import timedelta

from assistant.core.clock import day_in_words, moment_in_words, time_in_words
from assistant.core.context import Context
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Pressure
from assistant.core.message import Channel
from assistant.core.variation import Variation
from assistant.core.voice.lesson import PLACE
from assistant.core.voice.wording import in_words
from assistant.drafters.asking.fence import harmless, one_line, plain_name
from assistant.prompts import Prompts

TIME_TO_FIND_OUT = timedelta(hours=2)  # business time
DAYS_SHOWN = 5
LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "it": "Italian"} | {
    "pt": "Portuguese", "nl": "Dutch", "pl": "Polish", "vi": "Vietnamese", "zh": "Chinese", "ru": "Russian"
}  # fmt: skip


def values(
    prompts: Prompts, inquiry: Inquiry, context: Context, variation: Variation | None
) -> dict[str, str]:
    hours, now = context.store.hours, context.now
    due = hours.after(hours.next_open(now), TIME_TO_FIND_OUT)
    language = LANGUAGES.get(inquiry.language, inquiry.language)
    return {
        "store": one_line(context.store.name),
        "signer": one_line(context.signer.name),
        "title": one_line(context.signer.title),
        "voice": _voice(inquiry, context),
        "now": f"{now:%A, %B} {now.day}, {now.year}, {time_in_words(now)}",
        "language": language,
        "greeting": _greeting(context),
        "due": moment_in_words(due, now),
        "hours": _hours(context),
        "words": str(_words(inquiry, context)),
        "kind": str(inquiry.kind),
        "shape": prompts.get(f"shapes/{inquiry.kind}").render(),
        "questions": _questions(inquiry),
        "pressure": _pressure(inquiry),
        "promises": _promises(context),
        "channel": str(context.channel),
        "variation": _variation(prompts, variation, language),
        "before": harmless(variation.text) if variation else "",
    }


def line(fact: Fact) -> str:
    return f"[{fact.id}] {one_line(fact.text)} ({one_line(fact.source)})"


def _variation(prompts: Prompts, variation: Variation | None, language: str) -> str:
    if variation is None:
        return ""
    prompt = prompts.get(f"ways/{variation.way}")
    return prompt.render(**dict.fromkeys(prompt.variables, language))


def _greeting(context: Context) -> str:
    if context.channel is Channel.CHAT:
        return "This is a chat: no greeting, one to three short sentences."
    name = plain_name(context.recipient.first_name)
    return f'Begin with a greeting to "{name}".' if name else "Begin with a greeting without a name."


def _voice(inquiry: Inquiry, context: Context) -> str:
    """How the signer says that they write, and what their edits show; a gap where the name goes."""
    name = context.signer.first_name
    learned = [in_words(one) for one in context.voice if one.language == inquiry.language]
    shown = one_line("; ".join(learned).replace(PLACE, "…"))
    lines = [f"- {name}'s own way: {one_line(context.signer.voice)}"] if context.signer.voice else []
    lines += [f"- What {name}'s own edits show, for wording only: {shown}."] if shown else []
    return "\n".join(lines)


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
    lines = [
        f"{n}. {one_line(question.text)}{' (from an earlier message, still open)' if question.older else ''}"
        for n, question in enumerate(inquiry.questions, start=1)
    ]
    return "\n".join(lines) or "(none: answer what the message is about)"


def _pressure(inquiry: Inquiry) -> str:
    if inquiry.pressure is Pressure.NONE:
        return ""
    return "The customer is under time pressure: give the way out in the first sentence."


def _promises(context: Context) -> str:
    """Those to this customer that are late or due; private, like all that is on record of them."""
    known = [f for f in context.of_kind(FactKind.PROMISE) if context.may_tell(f)]
    due = [f for f in known if _is_due(f, context)]
    return "\n".join(f"{line(fact)}{' LATE' if fact.data.get('late') == 'yes' else ''}" for fact in due)


def _is_due(fact: Fact, context: Context) -> bool:
    return fact.data.get("late") == "yes" or fact.data.get("due", "")[:10] == f"{context.now:%Y-%m-%d}"
