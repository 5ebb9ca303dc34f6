"""What a public page may truthfully say: opening hours, and what a manager wrote as the store's policy."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.core.clock import moment_in_words, time_in_words
from assistant.records import Inbox, Store


@dataclass(frozen=True)
class Presence:
    """`hours` is empty where none are known, `policy` where the store has written none."""

    open: bool
    hours: str
    policy: str

    @property
    def line(self) -> str:
        return " ".join(part for part in (self.hours, self.policy) if part)


def presence(store: Store, now: datetime) -> Presence:
    """The policy may use {opens}, {closes} and {answer_by}; without one no time of an answer is named."""
    hours = store.hours()
    local = hours.local(now)
    is_open = hours.is_open(now)
    following = next(hours.spans(now), None)
    if following is None:
        return Presence(open=False, hours="", policy=store.presence.strip())
    opens, closes = (_in_words(at, local) for at in following)
    said = f"Open until {time_in_words(following[1])}." if is_open else f"Closed until {opens}."
    answer_by = hours.after(now, timedelta(minutes=store.answer_minutes))
    policy = store.presence.strip()
    for name, words in (
        ("opens", "now" if is_open else opens),
        ("closes", closes),
        ("answer_by", _in_words(answer_by, local)),
    ):
        policy = policy.replace("{" + name + "}", words)
    return Presence(open=is_open, hours=said, policy=policy)


def _in_words(moment: datetime, local: datetime) -> str:
    """ "10:15 am" today, else with its day; after "by", "until", "at"."""
    if moment.astimezone(local.tzinfo).date() == local.date():
        return time_in_words(moment.astimezone(local.tzinfo))
    return moment_in_words(moment, local)


def reader_of(inbox: Inbox, owner_name: str) -> str:
    """Who reads what arrives here; true for known customers too, who come to their own teammate."""
    return (
        f"{owner_name} or a colleague at {inbox.store.name}"
        if owner_name
        else f"A person at {inbox.store.name}"
    )
