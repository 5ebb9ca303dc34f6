"""Every state and every allowed change, in tables."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from assistant.core.errors import IllegalTransition


class InboundState(StrEnum):
    """The ledger: seen = filed + known already + set aside (+ received: not looked at yet)."""

    RECEIVED = "received"
    FILED = "filed"
    KNOWN = "known"
    SET_ASIDE = "set-aside"


class ConversationState(StrEnum):
    WAITING = "waiting"  # the customer waits: the clock runs
    NO_ANSWER_NEEDED = "no-answer-needed"  # proposed; a person's tap clears or corrects it
    ANSWERED = "answered"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class DraftState(StrEnum):
    WRITTEN = "written"  # beside the leading one
    AWAITING_REVIEW = "awaiting-review"
    APPROVED = "approved"
    SENT = "sent"
    DISCARDED = "discarded"


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    UNDONE = "undone"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    RENEWED = "renewed"
    BROKEN = "broken"
    RELEASED = "released"


class SlotState(StrEnum):
    FREE = "free"
    HELD = "held"
    BOOKED = "booked"


class HandoffState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"  # not taken in time: back to the giver, and up


class HintState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"  # a promise was made of it
    DISMISSED = "dismissed"


class OutsideState(StrEnum):
    OPEN = "open"
    HEARD = "heard"
    DROPPED = "dropped"


class AskState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class DigestState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # nothing was left to tell, or it was quiet by then
    FAILED = "failed"
    UNCERTAIN = "uncertain"  # it may have left; never sent again


class TouchState(StrEnum):
    PROPOSED = "proposed"
    DRAFTED = "drafted"
    SENT = "sent"
    CALLED = "called"  # told by phone instead
    NOT_NOW = "not-now"  # until a day
    NEVER = "never"  # for this customer
    LAPSED = "lapsed"  # past its best-before


class OptOutState(StrEnum):
    PROPOSED = "proposed"  # read out of their words; counts as said until a person decides
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"  # they did not mean that
    WITHDRAWN = "withdrawn"  # they came back


class LikenessState(StrEnum):
    """Whether two customers of one store are the same person: only a person says so."""

    PROPOSED = "proposed"
    MERGED = "merged"
    DIFFERENT = "different"  # not the same, or not any more: not proposed again


class JobState(StrEnum):
    DUE = "due"
    CLAIMED = "claimed"
    DONE = "done"
    SET_ASIDE = "set-aside"


_I, _C, _D = InboundState, ConversationState, DraftState
_V, _P, _S = DeliveryState, PromiseState, SlotState
_H, _A, _J = HandoffState, AskState, JobState
_N, _O, _L = HintState, OutsideState, OptOutState
_T, _K = TouchState, LikenessState
Table = Mapping[StrEnum, frozenset[StrEnum]]

# One table a kind: members of different kinds may share a word, and equal words are equal keys.
CHANGES: Mapping[type[StrEnum], Table] = {
    _I: {
        _I.RECEIVED: frozenset({_I.FILED, _I.KNOWN, _I.SET_ASIDE}),
        _I.SET_ASIDE: frozenset({_I.FILED, _I.KNOWN, _I.RECEIVED}),  # read again after an upgrade
        _I.FILED: frozenset(),
        _I.KNOWN: frozenset(),
    },
    _C: {
        _C.WAITING: frozenset({_C.ANSWERED, _C.CLOSED, _C.SNOOZED, _C.NO_ANSWER_NEEDED}),
        _C.NO_ANSWER_NEEDED: frozenset({_C.WAITING, _C.CLOSED, _C.ANSWERED}),
        _C.ANSWERED: frozenset({_C.WAITING, _C.CLOSED, _C.NO_ANSWER_NEEDED}),
        _C.SNOOZED: frozenset({_C.WAITING, _C.ANSWERED, _C.CLOSED}),
        _C.CLOSED: frozenset({_C.WAITING, _C.NO_ANSWER_NEEDED, _C.ANSWERED}),
    },
    _D: {
        _D.WRITTEN: frozenset({_D.AWAITING_REVIEW, _D.DISCARDED}),
        _D.AWAITING_REVIEW: frozenset({_D.APPROVED, _D.DISCARDED, _D.WRITTEN}),
        _D.APPROVED: frozenset({_D.SENT, _D.AWAITING_REVIEW}),  # back by undo or failure
        _D.SENT: frozenset(),
        _D.DISCARDED: frozenset({_D.AWAITING_REVIEW}),  # fetched back
    },
    _V: {
        _V.QUEUED: frozenset({_V.SENDING, _V.UNDONE, _V.FAILED}),
        _V.SENDING: frozenset({_V.SENT, _V.QUEUED, _V.FAILED, _V.UNCERTAIN}),
        _V.UNCERTAIN: frozenset({_V.SENT, _V.FAILED}),  # by a person who looked
        _V.SENT: frozenset({_V.FAILED}),  # a bounce came back
        _V.FAILED: frozenset(),
        _V.UNDONE: frozenset(),
    },
    _P: {
        _P.OPEN: frozenset({_P.KEPT, _P.RENEWED, _P.BROKEN, _P.RELEASED}),
        _P.KEPT: frozenset(),
        _P.RENEWED: frozenset(),  # a new one took its place
        _P.BROKEN: frozenset(),
        _P.RELEASED: frozenset(),
    },
    _S: {
        _S.FREE: frozenset({_S.HELD, _S.BOOKED}),
        _S.HELD: frozenset({_S.FREE, _S.BOOKED}),
        _S.BOOKED: frozenset({_S.FREE}),
    },
    _H: {
        _H.ASKED: frozenset({_H.ACCEPTED, _H.DECLINED, _H.LAPSED}),
        _H.ACCEPTED: frozenset(),
        _H.DECLINED: frozenset(),
        _H.LAPSED: frozenset(),  # asked anew, it is another one
    },
    _A: {
        _A.OPEN: frozenset({_A.ANSWERED, _A.WITHDRAWN}),
        _A.ANSWERED: frozenset(),
        _A.WITHDRAWN: frozenset(),
    },
    _N: {
        _N.OPEN: frozenset({_N.TAKEN, _N.DISMISSED}),
        _N.TAKEN: frozenset(),
        _N.DISMISSED: frozenset(),
    },
    _O: {
        _O.OPEN: frozenset({_O.HEARD, _O.DROPPED}),
        _O.HEARD: frozenset(),
        _O.DROPPED: frozenset(),
    },
    DigestState: {
        DigestState.QUEUED: frozenset({DigestState.SENDING, DigestState.DROPPED, DigestState.FAILED}),
        DigestState.SENDING: frozenset(
            {DigestState.SENT, DigestState.QUEUED, DigestState.FAILED, DigestState.UNCERTAIN}
        ),
        DigestState.SENT: frozenset({DigestState.FAILED}),  # it came back
        DigestState.UNCERTAIN: frozenset({DigestState.FAILED}),
        DigestState.DROPPED: frozenset(),
        DigestState.FAILED: frozenset(),
    },
    _T: {
        _T.PROPOSED: frozenset({_T.DRAFTED, _T.CALLED, _T.NOT_NOW, _T.NEVER, _T.LAPSED}),
        _T.NOT_NOW: frozenset({_T.SENT, _T.DRAFTED, _T.CALLED, _T.NOT_NOW, _T.NEVER, _T.LAPSED}),
        _T.DRAFTED: frozenset({_T.SENT, _T.CALLED, _T.NOT_NOW, _T.NEVER, _T.LAPSED}),
        _T.SENT: frozenset(),
        _T.CALLED: frozenset(),
        _T.NEVER: frozenset({_T.LAPSED}),  # somebody took it back
        _T.LAPSED: frozenset({_T.SENT}),  # its draft was on its way, or fetched back
    },
    _L: {
        _L.PROPOSED: frozenset({_L.CONFIRMED, _L.DISMISSED}),
        _L.CONFIRMED: frozenset({_L.WITHDRAWN}),
        _L.DISMISSED: frozenset({_L.CONFIRMED}),  # they did, after all
        _L.WITHDRAWN: frozenset(),
    },
    _K: {
        _K.PROPOSED: frozenset({_K.MERGED, _K.DIFFERENT}),
        _K.MERGED: frozenset({_K.DIFFERENT}),  # undone
        _K.DIFFERENT: frozenset({_K.MERGED}),  # they are, after all
    },
    _J: {
        _J.DUE: frozenset({_J.CLAIMED}),
        _J.CLAIMED: frozenset({_J.DONE, _J.DUE, _J.SET_ASIDE}),
        _J.DONE: frozenset({_J.DUE}),
        _J.SET_ASIDE: frozenset({_J.DUE}),
    },
}

State = TypeVar("State", bound=StrEnum)


def changed(now: State, to: State) -> State:
    """`to`, if the table allows the change; IllegalTransition otherwise."""
    if to not in CHANGES[type(now)][now]:
        raise IllegalTransition(f"a {type(now).__name__} that is {now} cannot become {to}")
    return to
