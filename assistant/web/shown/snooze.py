"""What a conversation can be snoozed for, until when it sleeps, and why it came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.states import AskState, ConversationState
from assistant.core.waking import UNTIL_WORDS, WOKE_WORDS, Until, latest
from assistant.records import Ask, Conversation
from assistant.web.shown.customer import PromiseLine
from assistant.web.shown.times import Telling, Told

OFFERED = (
    (Until.MESSAGE, "until they write"),
    (Until.ASK, "until a colleague answers"),
    (Until.RECORD, "until the part or a record of theirs is in"),
    (Until.PROMISE, "until a promise here is nearly due"),
)


@dataclass(frozen=True)
class Wait:
    words: str
    value: str


@dataclass(frozen=True)
class Snooze:
    """`or_when` follows the time until which it sleeps; `woke` is empty where nothing was snoozed."""

    waits: tuple[Wait, ...]
    latest: str
    or_when: str
    woke: str
    woke_at: Told | None


def snooze(
    conversation: Conversation, asks: Sequence[Ask], promises: Sequence[PromiseLine], tell: Telling
) -> Snooze:
    """Offered is only what can happen here."""
    impossible = set()
    if not any(one.state is AskState.OPEN for one in asks):
        impossible.add(Until.ASK)
    if not any(one.conversation_id == conversation.id for one in promises):
        impossible.add(Until.PROMISE)
    sleeps = conversation.state is ConversationState.SNOOZED and conversation.snoozed_for
    back = conversation.state is ConversationState.WAITING and conversation.woke
    return Snooze(
        waits=tuple(Wait(words, until.value) for until, words in OFFERED if until not in impossible),
        latest=tell.field(latest(tell.hours, tell.now)),
        or_when=UNTIL_WORDS[conversation.snoozed_for] if sleeps and conversation.snoozed_for else "",
        woke=WOKE_WORDS[conversation.woke] if back and conversation.woke else "",
        woke_at=tell.moment(conversation.woke_at) if back and conversation.woke_at else None,
    )
