"""Vary: another draft on demand, beside the one that is there or in its place; never over a touched text.

The drafter that wrote the one that is there writes the other; the model, too, what the composer cannot.
"""

from datetime import datetime

from assistant.core.audit import Did
from assistant.core.draft import Author
from assistant.core.errors import DrafterFailed
from assistant.core.masking import Sees
from assistant.core.states import ConversationState, DraftState
from assistant.core.variation import Variation, Way
from assistant.pipeline import writing
from assistant.pipeline.no_model import no_other
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import Deed, Draft, Message, Session, Teammate, Wish, held

NAMES = {
    Way.SHORTER: "shorter",
    Way.WARMER: "warmer",
    Way.THEIR_LANGUAGE: "in their language",
    Way.OTHER_OPTIONS: "with other options",
}
LANGUAGE_RULE = "their-language"


def offered(services: Services, draft: Draft) -> tuple[Way, ...]:
    """What may be asked for of this draft: what the composer can; with a model all that means something."""
    if draft.unasked:
        return ()  # nobody wrote: there is no message to write another answer to
    own = {Way(way) for way in draft.ways}
    if any(finding.get("rule") == LANGUAGE_RULE for finding in draft.findings):
        language = str(draft.inquiry.get("language", ""))
        if _model_may(services, draft) or language in services.composer.languages:
            own.add(Way.THEIR_LANGUAGE)
    if _model_may(services, draft):
        own |= {Way.SHORTER, Way.WARMER}
        own |= {Way.OTHER_OPTIONS} if any(_is_offer(fact) for fact in draft.facts) else set()
    return tuple(way for way in Way if way in own)


def vary(services: Services, draft_id: int, way: Way, *, by: Teammate, now: datetime) -> bool | None:
    """True: it leads now; False: it stands beside, since what leads was touched; None: the model is at it.

    ValueError, with words for the teammate, where there is no such draft to be had.
    """
    with services.sessions() as session:
        draft = session.get_one(Draft, draft_id)
        if way not in offered(services, draft):
            raise ValueError("There is no other draft of that kind for this message.")
        composer = _by_composer(services, draft, way)
    if composer:
        return _at_once(services, draft_id, way, by, now)
    _wish(services, draft_id, way, by, now)
    return None


def vary_by_model(services: Services, wish_id: int, now: datetime) -> None:
    """The model's other draft; where it gives none, the composer's if it can, and a note that says so."""
    with services.sessions() as session:
        wish = session.get_one(Wish, wish_id)
        draft_id, way, failure = wish.draft_id, wish.way, ""
        if wish.done_at is not None:
            return
        asked, variation = _asked(session, wish.draft, way, now)
        can = way.value in wish.draft.ways
    written = None
    try:
        if services.model is None:
            raise DrafterFailed("no model is set")
        written = writing.write(services, services.model, asked, variation)
    except DrafterFailed as error:
        failure = str(error)
        written = writing.write(services, services.composer, asked, variation) if can else None
    with services.sessions.begin() as session:
        old = held.draft(session, draft_id)
        wish = session.get_one(Wish, wish_id)
        if wish.done_at is not None or old.conversation.erased:
            return
        wish.done_at = services.clock()
        if failure:
            old.notes = [*old.notes, no_other(failure, NAMES[way])]
        if written is not None and _still_asked(old):
            _placed(session, old, asked, written, way, services.clock())
        services.tell_about(session, old.conversation)


def _at_once(services: Services, draft_id: int, way: Way, by: Teammate, now: datetime) -> bool:
    with services.sessions() as session:
        asked, variation = _asked(session, session.get_one(Draft, draft_id), way, now)
    written = writing.write(services, services.composer, asked, variation)
    with services.sessions.begin() as session:
        old = held.draft(session, draft_id)
        leads = _placed(session, old, asked, written, way, now)
        _did(services, session, by, old, now)
        return leads


def _wish(services: Services, draft_id: int, way: Way, by: Teammate, now: datetime) -> None:
    """Once only, however often the button is pressed."""
    with services.sessions.begin() as session:
        draft = held.draft(session, draft_id)
        waiting = session.scalars(Wish.open_for(draft_id).where(Wish.way == way)).first()
        if waiting is None:
            wish = Wish(draft_id=draft_id, teammate_id=by.id, way=way, asked_at=now)
            session.add(wish)
            session.flush()
            services.queue(session, Step.VARY, wish.id, now, now=now)
            _did(services, session, by, draft, now)


def _placed(
    session: Session, old: Draft, asked: writing.Asked, written: writing.Written, way: Way, now: datetime
) -> bool:
    """It takes the lead from an untouched one; else it stands beside. Whether it leads."""
    made = writing.store(session, _answered(old), asked, written, now)
    made.way = way.value
    leading = next((d for d in old.conversation.drafts if d is not made and d.leads()), None)
    if leading is not None and (leading.touched or leading.state is not DraftState.AWAITING_REVIEW):
        return False
    if leading is not None:
        leading.step_back()
    made.lead()
    return True


def _asked(session: Session, draft: Draft, way: Way, now: datetime) -> tuple[writing.Asked, Variation]:
    """What is offered in any draft of this message counts as offered."""
    message = _answered(draft)
    asked = writing.ask(session, message, message.conversation.owner, now)
    drafts = session.scalars(Draft.of_message(message.id))
    used = frozenset(str(cited.get("fact")) for one in drafts for cited in one.citations)
    return asked, Variation(way, draft.text, used)


def _answered(draft: Draft) -> Message:
    if draft.message is None:
        raise ValueError("There is no other draft of that kind for this message.")
    return draft.message


def _by_composer(services: Services, draft: Draft, way: Way) -> bool:
    can = way.value in draft.ways or (
        way is Way.THEIR_LANGUAGE and str(draft.inquiry.get("language", "")) in services.composer.languages
    )
    return can and (draft.drafter is not Author.MODEL or not _model_may(services, draft))


def _model_may(services: Services, draft: Draft) -> bool:
    return services.model is not None and draft.conversation.store.model_sees != Sees.NOTHING


def _is_offer(fact: dict[str, object]) -> bool:
    return str(fact.get("kind")) in ("slot", "stock", "option")


def _still_asked(old: Draft) -> bool:
    """Nothing newer came, and nobody answered meanwhile."""
    newest = old.conversation.newest_inbound
    waits = old.conversation.state in (ConversationState.WAITING, ConversationState.SNOOZED)
    return waits and newest is not None and newest.id == old.message_id


def _did(services: Services, session: Session, by: Teammate, draft: Draft, now: datetime) -> None:
    conversation = draft.conversation
    session.add(Deed.within(conversation, by.id, Did.REDRAFTED, now, draft=draft.id))
    services.tell_about(session, conversation)
