"""Who may do what: one table of role and action (product.md, "Who sees what").

Stores are the other half: whatever a role allows, it allows for rows of the teammate's own stores only.
"""

from enum import StrEnum


class Role(StrEnum):
    MEMBER = "member"
    MANAGER = "manager"
    ADMIN = "admin"


class Action(StrEnum):
    """What the pages let people do; each page and each post names one."""

    OWN_ACCOUNT = "look after their own account"
    READ_DESK = "see who waits and what was promised"
    READ_CONVERSATION = "read conversations and their originals"
    ANSWER = "write, approve and send answers"
    TEND_CONVERSATION = "take, hand over, snooze, close and log calls"
    READ_CUSTOMER = "read customers and what is on record of them"
    KEEP_PROMISE = "keep, renew and release promises"
    READ_KNOWLEDGE = "read what the store knows and allows, and the examples"
    KEEP_VOICE = "see, change and delete what was learned of their own way to write"

    ASSIGN = "give conversations to others"
    MERGE_CUSTOMERS = "say that two customers are the same, and take it back"
    OVERRULE_LIMIT = "overrule limits"
    EDIT_STORE = "edit the store's data"
    READ_SETTINGS = "read the settings"
    READ_LEDGER = "read what arrived, have it read again, say where it belongs"
    READ_CHECKUP = "read the check-up"
    READ_AUDIT = "read who did what"
    EXPORT_CUSTOMER = "export all about a customer"

    MANAGE_TEAMMATES = "invite teammates, change roles, deactivate"
    SEE_KEYS = "see the secret addresses of the inboxes"
    CHANGE_SETTINGS = "change the settings"
    ERASE_CUSTOMER = "erase a customer, or an original that was set aside"
    SET_RETENTION = "set how long raw originals are kept"
    SET_PRIVACY = "set what may go to a hosted model"
    READ_METRICS = "read the metrics"


A = Action
OF_MEMBERS = frozenset(
    {
        A.OWN_ACCOUNT,
        A.READ_DESK,
        A.READ_CONVERSATION,
        A.ANSWER,
        A.TEND_CONVERSATION,
        A.READ_CUSTOMER,
        A.KEEP_PROMISE,
        A.READ_KNOWLEDGE,
        A.KEEP_VOICE,
    }
)
OF_MANAGERS = OF_MEMBERS | {
    A.ASSIGN,
    A.MERGE_CUSTOMERS,
    A.OVERRULE_LIMIT,
    A.EDIT_STORE,
    A.READ_SETTINGS,
    A.READ_LEDGER,
    A.READ_CHECKUP,
    A.READ_AUDIT,
    A.EXPORT_CUSTOMER,
}
OF_ADMINS = OF_MANAGERS | {
    A.MANAGE_TEAMMATES,
    A.SEE_KEYS,
    A.CHANGE_SETTINGS,
    A.ERASE_CUSTOMER,
    A.SET_RETENTION,
    A.SET_PRIVACY,
    A.READ_METRICS,
}
TABLE = {Role.MEMBER: OF_MEMBERS, Role.MANAGER: OF_MANAGERS, Role.ADMIN: OF_ADMINS}


def may(role: Role, action: Action) -> bool:
    return action in TABLE[role]
