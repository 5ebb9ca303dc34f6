"""Voices: a draft said in the voice of who signs it, without breaking a rule that blocks."""

from assistant.core.checks.finding import Severity
from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.inquiry import Inquiry
from assistant.core.voice.speaking import spoken
from assistant.pipeline import check
from assistant.pipeline.services import Services

LANGUAGE_RULE = "their-language"


def in_their_voice(
    services: Services, proposal: Proposal, inquiry: Inquiry, context: Context
) -> tuple[Proposal, check.Reviewed]:
    """Habit by habit; one that would break a rule that blocks is left aside."""
    reviewed = check.reviewed(services, proposal, inquiry, context)
    language = letters_language(inquiry, [finding.rule for finding in reviewed.findings])
    for lesson in context.voice:
        made = spoken(proposal, lesson, context) if lesson.language == language else proposal
        if made == proposal:
            continue
        again = check.reviewed(services, made, inquiry, context)
        if _blocking(again) <= _blocking(reviewed):
            proposal, reviewed = made, again
    return proposal, reviewed


def letters_language(inquiry: Inquiry, rules: list[str]) -> str:
    """Of the letter itself, which is English where a rule says that it is not theirs."""
    return "en" if LANGUAGE_RULE in rules else inquiry.language


def _blocking(reviewed: check.Reviewed) -> set[str]:
    return {one.rule for one in reviewed.findings if one.severity is Severity.BLOCK}
