"""Habits: what was learned of how a teammate writes, as far as it counts for one letter."""

from assistant.core.inquiry import Inquiry
from assistant.core.voice.lesson import Habit, Learned, Voice
from assistant.records import Conversation, Preference, Session, Teammate

ONE_ALONE = (Habit.GREETING, Habit.CONTRACTIONS)  # their own before the store's, the newest first


def of(session: Session, conversation: Conversation, inquiry: Inquiry, signer: Teammate) -> Voice:
    """What was learned and is switched on, for this kind of letter to this customer."""
    found = list[Habit]()
    voice: Voice = ()
    for row in session.scalars(Preference.speaking(signer.id, conversation.store_id)):
        reach = row.reach()
        covers = reach is not None and reach.covers(inquiry.kind, conversation.customer_id)
        counts = covers and row.sort is not Learned.FACT  # a fact belongs into what the store knows
        if counts and not (row.habit in ONE_ALONE and row.habit in found):
            found.append(row.habit)
            voice = (*voice, row.lesson)
    return voice
