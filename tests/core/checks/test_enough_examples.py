"""Every rule has its table of examples: at least ten that it finds and ten that it lets pass."""

import pytest
import test_answer_rules as answer
import test_asking_rules as asking
import test_consent_rules as consent
import test_copy_rules as copy
import test_deed_rules as deed
import test_fact_rules as fact
import test_grounded_rules as grounded
import test_language_rules as language
import test_limits_rules as limits
import test_person_rules as person
import test_promise_rules as promise
import test_shape_rules as shape
import test_strangers_rules as strangers
import test_way_rules as way
import test_wording_rules as wording

from assistant.core.checks import RULE_NAMES

FEWEST = 10
EXAMPLES = {  # what it finds, what it lets pass
    "fresh-thread": (shape.IN_PROPORTION, shape.IN_PROPORTION),  # the page decides, not the text
    "right-person": (person.WRONG, person.RIGHT),
    "private": (person.TOLD, person.UNTOLD),
    "safe-links": (person.BAD_LINKS, person.GOOD_LINKS),
    "no-orders": (strangers.OBEYS, strangers.OBEYS_NOBODY),
    "limits": (limits.GRANTED, limits.NOT_GRANTED),
    "no-dead-end": (wording.said(wording.DEAD_ENDS), wording.said(wording.OPEN_ENDS)),
    "answers-every-question": (answer.PAIRS, answer.PAIRS),  # without its answer, and with it
    "grounded": (grounded.INVENTED, grounded.KNOWN),
    "no-invented-deeds": (grounded.DONE + deed.DONE, grounded.TO_DO + deed.UNDONE),
    "dated-promise": (promise.UNDATED, promise.DATED),
    "named-human": (promise.UNSIGNED, promise.SIGNATURES),
    "no-deflection": (wording.said(wording.DEFLECTS), wording.said(wording.STAYS)),
    "no-blame": (wording.said(wording.BLAME), wording.said(wording.NO_BLAME)),
    "complaint-order": (wording.said(wording.DISOWNED), wording.said(wording.OWNED)),
    "no-upsell": (wording.said(wording.OFFERS), wording.said(wording.NO_OFFERS)),
    "no-canned": (wording.said(wording.CANNED), wording.said(wording.FRESH)),
    "narrow-window": (promise.WIDE, promise.NARROW),
    "next-step": (promise.NO_STEP, promise.A_STEP),
    "first-person": (shape.AGENTLESS, shape.SOMEBODY),
    "names-their-thing": (shape.ANY_LETTER, shape.THEIR_LETTER),
    "proportion": (shape.OUT_OF_PROPORTION, shape.IN_PROPORTION),
    **asking.EXAMPLES,
    **consent.EXAMPLES,
    **copy.EXAMPLES,
    **fact.EXAMPLES,
    **language.EXAMPLES,
    **way.EXAMPLES,
}


def test_every_rule_has_a_table_of_examples():
    assert set(EXAMPLES) == set(RULE_NAMES)


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_a_table_has_enough_of_both(rule):
    finds, passes = EXAMPLES[rule]
    assert len(set(finds)) >= FEWEST
    assert len(set(passes)) >= FEWEST
