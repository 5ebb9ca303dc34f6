"""The checks, in the order in which they are shown. Each is a pure function of a Reading: the proposal,

the inquiry, the context and the phrase lists, read once; replies.md of the design says what each holds.
A new check is a function that yields Places, and a line in RULES.
"""

from assistant.core.checks.answers import answers_every_question
from assistant.core.checks.commitments import dated_promise, first_person, narrow_window, next_step
from assistant.core.checks.complaint import complaint_order, no_upsell
from assistant.core.checks.copies import not_a_copy
from assistant.core.checks.deeds import no_invented_deeds
from assistant.core.checks.early_survey import no_early_survey
from assistant.core.checks.finding import Finding, Severity
from assistant.core.checks.fresh import fresh_facts
from assistant.core.checks.grounded import grounded
from assistant.core.checks.history import uses_history
from assistant.core.checks.limits import limits
from assistant.core.checks.links import safe_links
from assistant.core.checks.open_promises import open_promises
from assistant.core.checks.orders import no_orders
from assistant.core.checks.permission import permission
from assistant.core.checks.person import right_person
from assistant.core.checks.phrases import Phrases
from assistant.core.checks.pressed import pressure_first
from assistant.core.checks.private import private
from assistant.core.checks.reading import Reading
from assistant.core.checks.refusal import offers_options
from assistant.core.checks.rule import ANSWERED_KINDS, LETTERS, Rule
from assistant.core.checks.shape import fresh_thread, names_their_thing, proportion
from assistant.core.checks.signature import named_human
from assistant.core.checks.tongue import their_language
from assistant.core.checks.twice import asks_nothing_twice
from assistant.core.checks.wording import no_blame, no_canned, no_dead_end, no_deflection
from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.inquiry import Inquiry, Kind

BLOCK, WARN, NOTE = Severity
COMPLAINT = frozenset({Kind.COMPLAINT})
WITH_A_NEXT_STEP = frozenset({Kind.LEAD, Kind.COMPLAINT, Kind.SERVICE})

RULES = (
    Rule("fresh-thread", BLOCK, fresh_thread, typed=BLOCK),
    Rule("right-person", BLOCK, right_person, typed=BLOCK),
    Rule("private", BLOCK, private, typed=BLOCK),
    Rule("permission", BLOCK, permission, typed=BLOCK),
    Rule("safe-links", BLOCK, safe_links, typed=BLOCK),
    Rule("no-orders", BLOCK, no_orders),
    Rule("limits", BLOCK, limits, typed=BLOCK),
    Rule("no-dead-end", BLOCK, no_dead_end, typed=BLOCK),
    Rule("answers-every-question", BLOCK, answers_every_question, kinds=ANSWERED_KINDS),
    Rule("grounded", BLOCK, grounded),
    Rule("no-invented-deeds", BLOCK, no_invented_deeds),
    Rule("dated-promise", BLOCK, dated_promise, channels=LETTERS, turns=False),
    Rule("named-human", BLOCK, named_human, channels=LETTERS, turns=False),
    Rule("no-deflection", BLOCK, no_deflection),
    Rule("no-blame", BLOCK, no_blame),
    Rule("complaint-order", BLOCK, complaint_order, kinds=COMPLAINT, turns=False),
    Rule("no-upsell", BLOCK, no_upsell, kinds=COMPLAINT),
    Rule("no-early-survey", BLOCK, no_early_survey),
    Rule("open-promises", WARN, open_promises, kinds=ANSWERED_KINDS, turns=False),
    Rule("pressure-first", WARN, pressure_first, kinds=ANSWERED_KINDS),
    Rule("fresh-facts", WARN, fresh_facts),
    Rule("asks-nothing-twice", WARN, asks_nothing_twice),
    Rule("offers-options", WARN, offers_options, kinds=ANSWERED_KINDS),
    Rule("their-language", WARN, their_language),
    Rule("not-a-copy", WARN, not_a_copy),
    Rule("no-canned", WARN, no_canned),
    Rule("narrow-window", WARN, narrow_window),
    Rule("next-step", WARN, next_step, kinds=WITH_A_NEXT_STEP, channels=LETTERS, turns=False),
    Rule("first-person", WARN, first_person),
    Rule("names-their-thing", WARN, names_their_thing, kinds=ANSWERED_KINDS, channels=LETTERS, turns=False),
    Rule("proportion", WARN, proportion, turns=True),
    Rule("uses-history", NOTE, uses_history, kinds=ANSWERED_KINDS, channels=LETTERS, turns=False),
)
RULE_NAMES = tuple(rule.name for rule in RULES)


def check(proposal: Proposal, inquiry: Inquiry, context: Context, phrases: Phrases) -> tuple[Finding, ...]:
    """All findings, rule by rule; the same place is named once a rule."""
    return found_in(Reading(proposal, inquiry, context, phrases))


def found_in(reading: Reading) -> tuple[Finding, ...]:
    """As `check`, of what was read already."""
    found = (finding for rule in RULES for finding in rule.findings(reading))
    return tuple({(f.rule, f.start, f.end, f.why): f for f in found}.values())
