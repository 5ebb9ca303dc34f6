"""What can be done that the audit log keeps, and how a person reads it: "Sam approved a reply"."""

from collections.abc import Mapping
from enum import StrEnum


class Did(StrEnum):
    """Kept as these words; a word that was ever written is never given another meaning."""

    APPROVED = "approved"
    OVERRULED = "overruled"
    UNDID = "undid"
    EDITED = "edited"
    SIGNED = "signed"
    DISCARDED = "discarded"
    CHOSE = "chose"
    VOUCHED = "vouched"
    MARKED = "marked"
    REDRAFTED = "redrafted"
    ASKED_TO_HAND_OVER = "asked to hand over"
    TOOK_OVER = "took over"
    GAVE_BACK = "gave back"
    HANDOFF_LAPSED = "handoff not taken"
    TAKEN_CARE = "said that it was taken care of"
    BROUGHT_BACK = "brought back"
    TOLD_AWAY = "said who is away"
    ENDED_AWAY = "ended an absence"
    LENT = "handed over for an absence"
    TOOK_AGAIN = "took again after an absence"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    LOGGED_A_CALL = "logged a call"
    NOTED = "noted"
    WANTS_ANSWER = "wants an answer"
    NEEDS_NO_ANSWER = "needs no answer"
    WAS_ANSWERED = "was answered"
    SETTLED = "settled a delivery"
    SAW_NOTICES = "saw notices"
    CHANGED_TELLING = "changed how they are told"
    KEPT_PROMISE = "kept a promise"
    RENEWED_PROMISE = "renewed a promise"
    BROKE_PROMISE = "said that a promise was not kept"
    RELEASED_PROMISE = "released a promise"
    ADDED_PROMISE = "added a promise"
    DISMISSED_PROMISE = "said that no promise was made"
    WAITS_OUTSIDE = "waits for somebody outside"
    ASKED_OUTSIDE = "asked somebody outside again"
    HEARD_OUTSIDE = "heard from somebody outside"
    DROPPED_OUTSIDE = "waits for nobody outside any more"
    MOVED_OUTSIDE = "asks somebody outside again later"
    ASKED_COLLEAGUE = "asked a colleague"
    ANSWERED_COLLEAGUE = "answered a colleague"
    WITHDREW_ASK = "withdrew a question"
    MOVED_ASK = "gave a question more time"
    WROTE_FIRST = "had a touch written"
    PUT_TOUCH_OFF = "put a touch off"
    DROPPED_TOUCH = "dropped a touch for ever"
    TOOK_NEVER_BACK = "took a never back"
    REMEMBERED_DATE = "remembered a date"
    FORGOT_DATE = "forgot a date"
    CONFIRMED_OPT_OUT = "confirmed an opt-out"
    DISMISSED_OPT_OUT = "dismissed an opt-out"
    ENTERED_OPT_OUT = "entered an opt-out"
    WITHDREW_OPT_OUT = "withdrew an opt-out"
    ENTERED_CONSENT = "entered a consent"
    LEFT_BY_LINK = "opted out by the link"
    ADDED_KNOWLEDGE = "added knowledge"
    CHANGED_KNOWLEDGE = "changed knowledge"
    CONFIRMED_KNOWLEDGE = "confirmed knowledge"
    DELETED_KNOWLEDGE = "deleted knowledge"
    MARKED_EXAMPLE = "marked an example"
    DROPPED_EXAMPLE = "dropped an example"
    CHANGED_VOICE = "changed a habit"
    DELETED_VOICE = "deleted a habit"
    MERGED = "merged two customers"
    PARTED = "parted merged customers"
    TOLD_APART = "told two customers apart"
    READ_AGAIN = "read again"
    REFILED = "filed by hand"
    LEFT_ASIDE = "left aside"
    IMPORTED = "imported"
    SAW_CUSTOMER = "saw a customer"
    SAW_CONVERSATION = "saw a conversation"
    SAW_ORIGINAL = "saw an original"
    SAW_ATTACHMENT = "saw an attachment"
    SAW_LEDGER = "saw a ledger entry"
    SAW_AUDIT = "saw the audit log"
    SEARCHED = "searched customers"
    SAW_LIST = "saw a list of customers"
    EXPORTED_CUSTOMER = "exported a customer"
    EXPORTED_AUDIT = "exported the audit log"
    ERASED = "erased a customer"
    CHANGED_SETTINGS = "changed settings"
    NEW_ADDRESS = "made a new address"
    SET_MAILBOX = "set a mailbox"
    ENDED_MAILBOX = "ended a mailbox"
    COUNTED_MAILBOX = "had a mailbox counted"
    DELETED_ORIGINALS = "deleted originals"
    DELETED_ORIGINAL = "deleted an original"
    MADE_STORE = "made a store"
    ADDED_TEAMMATE = "added a teammate"
    SET_PASSWORD = "set a password"
    ASKED_FOR_RESET = "asked for a new password"
    CHOSE_PASSWORD = "chose a password by link"
    CHANGED_PASSWORD = "changed the password"
    USED_RECOVERY_CODE = "used a recovery code"
    SECOND_FACTOR_ON = "switched a second factor on"
    SECOND_FACTOR_OFF = "switched a second factor off"
    NEW_CODES = "made new recovery codes"
    MADE_LINK = "made a recovery link"
    INVITED = "invited a teammate"
    SENT_LINK = "sent a new link"
    CHANGED_TEAMMATE = "changed a teammate"
    CHANGED_ROLE = "changed a role"
    DEACTIVATED = "deactivated a teammate"
    REACTIVATED = "reactivated a teammate"
    ENDED_SIGN_IN = "ended a sign-in"
    ENDED_OTHERS = "ended all other sign-ins"
    ENDED_THEIRS = "ended a teammate's sign-ins"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    FAILED_SIGN_IN = "failed sign-in"


D = Did
WORDS: Mapping[str, str] = {
    D.APPROVED: "approved a reply",
    D.OVERRULED: "overruled a check",
    D.UNDID: "took a reply back",
    D.EDITED: "edited a draft",
    D.SIGNED: "signed a draft",
    D.DISCARDED: "discarded a draft",
    D.CHOSE: "chose another draft",
    D.VOUCHED: "vouched for a statement",
    D.MARKED: "marked a question as answered",
    D.REDRAFTED: "asked for another draft",
    D.ASKED_TO_HAND_OVER: "asked somebody to take over",
    D.TOOK_OVER: "took over",
    D.GAVE_BACK: "gave a handoff back",
    D.HANDOFF_LAPSED: "gave back a handoff that nobody took",
    D.TAKEN_CARE: "said that what was handed over was taken care of",
    D.BROUGHT_BACK: "brought back what was handed over",
    D.TOLD_AWAY: "entered an absence",
    D.ENDED_AWAY: "ended an absence",
    D.LENT: "handed over what somebody had who is away",
    D.TOOK_AGAIN: "took again what they had before an absence",
    D.ASSIGNED: "assigned a conversation",
    D.CLOSED: "closed a conversation",
    D.REOPENED: "opened a conversation again",
    D.SNOOZED: "snoozed a conversation",
    D.LOGGED_A_CALL: "logged a call",
    D.NOTED: "wrote a note",
    D.WANTS_ANSWER: "said that it wants an answer",
    D.NEEDS_NO_ANSWER: "said that it needs no answer",
    D.WAS_ANSWERED: "said that the last reply answered it",
    D.SETTLED: "settled an uncertain delivery",
    D.SAW_NOTICES: "marked notices as seen",
    D.CHANGED_TELLING: "changed when they are told",
    D.KEPT_PROMISE: "kept a promise",
    D.RENEWED_PROMISE: "renewed a promise",
    D.BROKE_PROMISE: "said that a promise was not kept",
    D.RELEASED_PROMISE: "released a promise",
    D.ADDED_PROMISE: "wrote a promise down",
    D.DISMISSED_PROMISE: "said that no promise was made",
    D.WAITS_OUTSIDE: "noted whom we wait for",
    D.ASKED_OUTSIDE: "asked again whom we wait for",
    D.HEARD_OUTSIDE: "noted what came from whom we waited for",
    D.DROPPED_OUTSIDE: "stopped waiting for somebody outside",
    D.MOVED_OUTSIDE: "put off asking somebody outside again",
    D.ASKED_COLLEAGUE: "asked a colleague",
    D.ANSWERED_COLLEAGUE: "answered a colleague's question",
    D.WITHDREW_ASK: "took a question to a colleague back",
    D.MOVED_ASK: "gave a question to a colleague more time",
    D.WROTE_FIRST: "began to write first",
    D.PUT_TOUCH_OFF: "put a reason to write off",
    D.DROPPED_TOUCH: "said never to a reason to write",
    D.TOOK_NEVER_BACK: "took a never to a reason to write back",
    D.REMEMBERED_DATE: "noted a date to remember",
    D.FORGOT_DATE: "took a date to remember out",
    D.CONFIRMED_OPT_OUT: "confirmed that somebody wants no more mail",
    D.DISMISSED_OPT_OUT: "said that somebody did not ask to be left alone",
    D.ENTERED_OPT_OUT: "noted that somebody wants no more mail",
    D.WITHDREW_OPT_OUT: "noted that somebody may be written to again",
    D.ENTERED_CONSENT: "noted a consent",
    D.LEFT_BY_LINK: "was asked by the customer's own link for no more mail",
    D.ADDED_KNOWLEDGE: "added to what the store knows",
    D.CHANGED_KNOWLEDGE: "changed what the store knows",
    D.CONFIRMED_KNOWLEDGE: "confirmed what the store knows",
    D.DELETED_KNOWLEDGE: "deleted from what the store knows",
    D.MARKED_EXAMPLE: "marked a reply as an example",
    D.DROPPED_EXAMPLE: "took an example down",
    D.CHANGED_VOICE: "changed a habit of their voice",
    D.DELETED_VOICE: "deleted a habit of their voice",
    D.MERGED: "said that two customers are the same",
    D.PARTED: "took back that two customers are the same",
    D.TOLD_APART: "said that two customers are not the same",
    D.READ_AGAIN: "had an entry read again",
    D.REFILED: "filed by hand what was set aside",
    D.LEFT_ASIDE: "left aside what was set aside",
    D.IMPORTED: "imported a file",
    D.SAW_CUSTOMER: "looked at a customer",
    D.SAW_CONVERSATION: "looked at a conversation",
    D.SAW_ORIGINAL: "looked at an original",
    D.SAW_ATTACHMENT: "opened an attachment",
    D.SAW_LEDGER: "looked at a ledger entry",
    D.SAW_AUDIT: "looked at the audit log",
    D.SEARCHED: "searched customers",
    D.SAW_LIST: "looked at a list of customers",
    D.EXPORTED_CUSTOMER: "exported a customer",
    D.EXPORTED_AUDIT: "exported the audit log",
    D.ERASED: "erased a customer",
    D.CHANGED_SETTINGS: "changed settings",
    D.NEW_ADDRESS: "made a new address for an inbox",
    D.SET_MAILBOX: "set from where mail is collected",
    D.ENDED_MAILBOX: "ended the collecting of mail",
    D.COUNTED_MAILBOX: "had a mailbox counted again",
    D.DELETED_ORIGINALS: "deleted originals by the store's rule",
    D.DELETED_ORIGINAL: "deleted an original that was set aside",
    D.MADE_STORE: "made a store",
    D.ADDED_TEAMMATE: "added a teammate",
    D.SET_PASSWORD: "set a password",
    D.ASKED_FOR_RESET: "a new password was asked for",
    D.CHOSE_PASSWORD: "chose a password by a link",
    D.CHANGED_PASSWORD: "changed the password",
    D.USED_RECOVERY_CODE: "used a recovery code",
    D.SECOND_FACTOR_ON: "switched a second factor on",
    D.SECOND_FACTOR_OFF: "switched a second factor off",
    D.NEW_CODES: "made new recovery codes",
    D.MADE_LINK: "made a recovery link",
    D.INVITED: "invited a teammate",
    D.SENT_LINK: "sent a new link",
    D.CHANGED_TEAMMATE: "changed a teammate",
    D.CHANGED_ROLE: "changed a teammate's role",
    D.DEACTIVATED: "deactivated a teammate",
    D.REACTIVATED: "let a teammate come back",
    D.ENDED_SIGN_IN: "signed out a browser",
    D.ENDED_OTHERS: "signed out all other browsers",
    D.ENDED_THEIRS: "signed a teammate out everywhere",
    D.SIGNED_IN: "signed in",
    D.SIGNED_OUT: "signed out",
    D.FAILED_SIGN_IN: "a sign-in failed",
}

SAW = frozenset(
    {
        *(D.SAW_CUSTOMER, D.SAW_CONVERSATION, D.SAW_ORIGINAL, D.SAW_ATTACHMENT, D.SAW_LEDGER),
        *(D.SAW_AUDIT, D.SEARCHED, D.SAW_LIST),
    }
)
LISTS = frozenset({D.SEARCHED, D.SAW_LIST})
"""Their `about` holds the ids of the customers that were shown, as `customers`."""
TOOK_OUT = frozenset(
    {D.EXPORTED_CUSTOMER, D.EXPORTED_AUDIT, D.ERASED, D.DELETED_ORIGINALS, D.DELETED_ORIGINAL}
)
DOOR = frozenset(
    {
        *(D.SIGNED_IN, D.SIGNED_OUT, D.FAILED_SIGN_IN, D.ASKED_FOR_RESET, D.CHOSE_PASSWORD),
        *(D.CHANGED_PASSWORD, D.USED_RECOVERY_CODE, D.ENDED_SIGN_IN, D.ENDED_OTHERS, D.ENDED_THEIRS),
    }
)
GROUPS: Mapping[str, frozenset[Did]] = {
    "changed": frozenset(Did) - SAW - TOOK_OUT - DOOR,
    "saw": SAW,
    "took out": TOOK_OUT,
    "door": DOOR,
}
"""What a filter offers as a whole; every deed is in exactly one."""


def in_words(what: str) -> str:
    """What a person reads; a word that this program does not know is its own."""
    return WORDS.get(what, what)


def network_of(address: str) -> str:
    """The network that an address belongs to, /24 or /48: enough to see "not from here", no more."""
    if ":" in address:
        head = address.partition("%")[0].split("::")[0].split(":")
        return ":".join([*head[:3], ":"]) + "/48" if len(head) >= 3 else "::/48"
    parts = address.split(".")
    return f"{'.'.join(parts[:3])}.0/24" if len(parts) == 4 else ""
