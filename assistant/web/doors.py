"""Every door of the web application and what it takes to open it: an action of the role table.

An endpoint in neither list opens for nobody. The rows behind a door are of the teammate's stores only.
"""

from assistant.core.roles import Action

# Blueprints where nothing rests on a cookie of ours: other sites may post there, without a form token.
STRANGERS = frozenset({"hooks", "feedback", "chat"})
OPEN = STRANGERS | {"sign_in", "links", "health", "metrics"}  # blueprints: for everybody
OPEN_ENDPOINTS = frozenset({"static", "look.asset"})

ACTIONS = {
    "account.page": Action.OWN_ACCOUNT,
    "account.password": Action.OWN_ACCOUNT,
    "account.end": Action.OWN_ACCOUNT,
    "account.end_others": Action.OWN_ACCOUNT,
    "account.proof": Action.OWN_ACCOUNT,
    "account.prove": Action.OWN_ACCOUNT,
    "second_factor.page": Action.OWN_ACCOUNT,
    "second_factor.start": Action.OWN_ACCOUNT,
    "second_factor.switch_on": Action.OWN_ACCOUNT,
    "second_factor.switch_off": Action.OWN_ACCOUNT,
    "second_factor.codes": Action.OWN_ACCOUNT,
    "today.root": Action.READ_DESK,
    "today.page": Action.READ_DESK,
    "today.latest": Action.READ_DESK,
    "live.listen": Action.READ_DESK,
    "promises.listed": Action.READ_DESK,
    "promises.keep": Action.KEEP_PROMISE,
    "promises.renew": Action.KEEP_PROMISE,
    "promises.release": Action.KEEP_PROMISE,
    "promises.break_": Action.KEEP_PROMISE,
    "promises.tell": Action.KEEP_PROMISE,
    "clock.page": Action.READ_DESK,
    "clock.policy": Action.EDIT_STORE,
    "clock.change": Action.EDIT_STORE,
    "conversations.page": Action.READ_CONVERSATION,
    "conversations.latest": Action.READ_CONVERSATION,
    "originals.page": Action.READ_CONVERSATION,
    "originals.html": Action.READ_CONVERSATION,
    "originals.raw": Action.READ_CONVERSATION,
    "originals.attachment": Action.READ_CONVERSATION,
    "handoffs.ask": Action.TEND_CONVERSATION,
    "handoffs.answer": Action.TEND_CONVERSATION,
    "handoffs.care": Action.TEND_CONVERSATION,
    "away.page": Action.READ_DESK,
    "away.enter": Action.TEND_CONVERSATION,  # for others: ASSIGN, asked there
    "away.end": Action.TEND_CONVERSATION,  # as above
    "away.take_again": Action.TEND_CONVERSATION,  # as above
    "deeds.assign": Action.TEND_CONVERSATION,  # to others: ASSIGN, asked there
    "deeds.snooze": Action.TEND_CONVERSATION,
    "deeds.close": Action.TEND_CONVERSATION,
    "deeds.reopen": Action.TEND_CONVERSATION,
    "deeds.log_call": Action.TEND_CONVERSATION,
    "deeds.add_note": Action.TEND_CONVERSATION,
    "deeds.needs_answer": Action.TEND_CONVERSATION,
    "deeds.was_answered": Action.TEND_CONVERSATION,
    "deeds.settle": Action.ANSWER,
    "drafts.approve": Action.ANSWER,
    "drafts.undo": Action.ANSWER,
    "drafts.check": Action.ANSWER,
    "drafts.save": Action.ANSWER,
    "drafts.discard": Action.ANSWER,
    "drafts.lead": Action.ANSWER,
    "drafts.sign": Action.ANSWER,
    "drafts.vouch": Action.ANSWER,
    "drafts.answered": Action.ANSWER,
    "drafts.reword": Action.ANSWER,
    "drafts.redraft": Action.ANSWER,
    "drafts.vary": Action.ANSWER,
    "asks.find_out": Action.ANSWER,
    "asks.of_draft": Action.ANSWER,
    "asks.of_conversation": Action.TEND_CONVERSATION,
    "asks.answer": Action.TEND_CONVERSATION,
    "asks.withdraw": Action.TEND_CONVERSATION,
    "heard.take": Action.KEEP_PROMISE,
    "heard.dismiss": Action.KEEP_PROMISE,
    "heard.add": Action.KEEP_PROMISE,
    "heard.wait_for": Action.TEND_CONVERSATION,
    "heard.asked_again": Action.TEND_CONVERSATION,
    "heard.answered": Action.TEND_CONVERSATION,
    "heard.drop": Action.TEND_CONVERSATION,
    "knowledge.listed": Action.READ_KNOWLEDGE,
    "knowledge.blank": Action.EDIT_STORE,
    "knowledge.add": Action.EDIT_STORE,
    "knowledge.page": Action.EDIT_STORE,
    "knowledge.change": Action.EDIT_STORE,
    "knowledge.confirm": Action.READ_KNOWLEDGE,  # its owner, or who may edit: asked there
    "knowledge.delete": Action.EDIT_STORE,
    "knowledge.rule": Action.EDIT_STORE,
    "importing.take": Action.EDIT_STORE,
    "examples.listed": Action.READ_KNOWLEDGE,
    "examples.mark": Action.ANSWER,
    "examples.drop": Action.READ_KNOWLEDGE,  # who marked it, or who may edit: asked there
    "voice.page": Action.KEEP_VOICE,
    "voice.change": Action.KEEP_VOICE,  # one's own, and a manager the store's: asked there
    "voice.switch_on": Action.KEEP_VOICE,
    "voice.switch_off": Action.KEEP_VOICE,
    "voice.delete": Action.KEEP_VOICE,
    "customers.found": Action.READ_CUSTOMER,
    "customers.page": Action.READ_CUSTOMER,
    "ledger.listed": Action.READ_LEDGER,
    "ledger.page": Action.READ_LEDGER,
    "ledger.raw": Action.READ_LEDGER,
    "ledger.read_again": Action.READ_LEDGER,
    "ledger.delete": Action.ERASE_CUSTOMER,
    "audit.listed": Action.READ_AUDIT,
    "audit.export": Action.READ_AUDIT,
    "exporting.export": Action.EXPORT_CUSTOMER,
    "erasing.page": Action.ERASE_CUSTOMER,
    "erasing.press": Action.ERASE_CUSTOMER,
    "settings.page": Action.READ_SETTINGS,
    "settings.new_address": Action.CHANGE_SETTINGS,
    "budget.change": Action.CHANGE_SETTINGS,
    "privacy.page": Action.READ_SETTINGS,
    "privacy.change": Action.SET_PRIVACY,
    "teammates.listed": Action.MANAGE_TEAMMATES,
    "teammates.blank": Action.MANAGE_TEAMMATES,
    "teammates.invite": Action.MANAGE_TEAMMATES,
    "teammates.page": Action.MANAGE_TEAMMATES,
    "teammates.change": Action.MANAGE_TEAMMATES,
    "teammates.send_link": Action.MANAGE_TEAMMATES,
    "teammates.deactivate": Action.MANAGE_TEAMMATES,
    "teammates.reactivate": Action.MANAGE_TEAMMATES,
    "teammates.end_sign_ins": Action.MANAGE_TEAMMATES,
    "teammates.drop_second_factor": Action.MANAGE_TEAMMATES,
}


def is_open(endpoint: str | None) -> bool:
    """Whether nobody needs to be signed in for it."""
    return bool(endpoint) and (endpoint in OPEN_ENDPOINTS or str(endpoint).partition(".")[0] in OPEN)
