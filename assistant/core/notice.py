"""Why a teammate is told something, and how a person reads it: never with a customer's words in it."""

from collections.abc import Mapping
from enum import StrEnum


class Why(StrEnum):
    """Kept as these words; a word that was ever written is never given another meaning."""

    PROMISE_SOON = "promise due soon"
    PROMISE_LATE = "promise late"
    PROMISE_OF_YOURS_LATE = "promise of a teammate late"  # to whoever leads
    OUTSIDE_DUE = "somebody outside has not answered"
    CLOCK_AT_RISK = "answer due soon"
    CLOCK_LATE = "answer late"
    ESCALATED = "answer late, brought up"  # to whoever leads
    ASSIGNED = "yours now"
    HANDOFF_ASKED = "asked to take over"
    HANDOFF_LATE = "handoff not taken"
    HANDOFF_ENDED = "handoff answered"
    TAKEN_CARE = "was it taken care of"
    BROUGHT_BACK = "handoff brought back"
    STANDS_IN = "stands in"
    TAKEN_AGAIN = "taken again after an absence"
    ASKED = "asked by a colleague"
    ASK_SOON = "question of a colleague due soon"
    ASK_LATE = "question to a colleague late"
    ASK_ANSWERED = "colleague answered"
    COMPLAINT = "complaint after a satisfaction question"
    WOKE = "snooze over"
    CAME_BACK = "answer came back undelivered"


W = Why
WORDS: Mapping[Why, str] = {
    W.PROMISE_SOON: "A promise of yours is due soon.",
    W.PROMISE_LATE: "A promise of yours is past its time.",
    W.PROMISE_OF_YOURS_LATE: "A promise of a teammate is past its time.",
    W.OUTSIDE_DUE: "It is time to ask again whom you wait for.",
    W.CLOCK_AT_RISK: "The time to answer is nearly up.",
    W.CLOCK_LATE: "The time to answer is over.",
    W.ESCALATED: "A customer waits too long; nobody has answered.",
    W.ASSIGNED: "This customer is yours now.",
    W.HANDOFF_ASKED: "You are asked to take over.",
    W.HANDOFF_LATE: "A handoff was not taken in time.",
    W.HANDOFF_ENDED: "A handoff was answered or taken back.",
    W.TAKEN_CARE: "You handed this over: was it taken care of?",
    W.BROUGHT_BACK: "What was handed over was not taken care of; it went back.",
    W.STANDS_IN: "A colleague is away; this is yours meanwhile.",
    W.TAKEN_AGAIN: "A colleague is back and has taken this again.",
    W.ASKED: "A colleague asks you something.",
    W.ASK_SOON: "A colleague waits for your answer; it is due soon.",
    W.ASK_LATE: "A question to a colleague is past its time.",
    W.ASK_ANSWERED: "A colleague has answered you.",
    W.COMPLAINT: "An unhappy answer to a satisfaction question.",
    W.WOKE: "What you put aside is back.",
    W.CAME_BACK: "An answer came back: the customer has not got it.",
}

# What may break the quiet hours of whoever leads, where they have switched that on.
URGENT = frozenset({W.ESCALATED})
# Over as soon as the customer is answered.
CLOCKS = frozenset({W.CLOCK_AT_RISK, W.CLOCK_LATE, W.ESCALATED})
