"""The drafter without a model: states nothing that is not a fact, and is there at once."""

from collections.abc import Callable

from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry
from assistant.core.touches import Occasion
from assistant.core.variation import Variation, Way
from assistant.drafters.composing import handed, persons, shapes, turns, unasked, varying
from assistant.drafters.composing.heard import with_heard
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.news import news
from assistant.drafters.composing.parts import ENGLISH, MissingPart, Parts, languages
from assistant.drafters.composing.said import proposal
from assistant.drafters.composing.tongue.chosen import tongue
from assistant.drafters.composing.tongue.english import English
from assistant.drafters.composing.tongue.port import Tongue
from assistant.prompts import Prompts

Shape = Callable[[Matter], shapes.Reply]


class Composer:
    """core.ports.Drafter; the same inquiry and the same facts give the same text."""

    def __init__(self, prompts: Prompts) -> None:
        self.prompts, self.languages = prompts, languages(prompts)

    def draft(self, inquiry: Inquiry, context: Context, variation: Variation | None = None) -> Proposal:
        return self._shaped(shapes.reply, inquiry, context, variation)

    def news(self, inquiry: Inquiry, context: Context) -> Proposal:
        """We write first, about the one promise among the facts; `inquiry` only says in which language."""
        return self._shaped(news, inquiry, context, None)

    def handed(self, inquiry: Inquiry, context: Context) -> Proposal:
        """We tell them who takes over: the one teammate among the facts; each question is theirs then."""
        return self._shaped(handed.handed, inquiry, context, None)

    def introduces(self, inquiry: Inquiry, context: Context) -> Proposal:
        """We write first, after a sale: the one teammate among the facts looks after the one car sold."""
        return self._shaped(handed.introduces, inquiry, context, None)

    def blank(self, inquiry: Inquiry, context: Context) -> tuple[str, Proposal]:
        """A subject, a greeting and a signature: a person writes what stands between."""
        subjects: list[str] = []

        def shape(matter: Matter) -> shapes.Reply:
            subjects.append(matter.say("own-subject", store=context.store.name))
            return []

        proposal = self._shaped(shape, inquiry, context, None)
        return subjects[-1], proposal

    def first(self, inquiry: Inquiry, context: Context, occasion: Occasion) -> tuple[str, Proposal]:
        """We write first, for this reason: subject and letter; `inquiry` says of what kind and language."""
        subjects: list[str] = []

        def shape(matter: Matter) -> shapes.Reply:
            subjects.append(unasked.subject(matter, occasion))
            return unasked.letter(matter, occasion)

        proposal = self._shaped(shape, inquiry, context, None)
        return subjects[-1], proposal

    def _shaped(
        self, shape: Shape, inquiry: Inquiry, context: Context, variation: Variation | None
    ) -> Proposal:
        theirs = (
            tongue(inquiry.language, self.prompts, inquiry.text)
            if inquiry.language in self.languages
            else None
        )
        if theirs is None or inquiry.language == ENGLISH:
            return self._drafted(shape, inquiry, context, variation, ENGLISH, English())
        try:
            return self._drafted(shape, inquiry, context, variation, inquiry.language, theirs)
        except MissingPart:  # never half a letter in one language and half in another
            return self._drafted(shape, inquiry, context, variation, ENGLISH, English())

    def _drafted(
        self,
        shape: Shape,
        inquiry: Inquiry,
        context: Context,
        variation: Variation | None,
        language: str,
        words: Tongue,
    ) -> Proposal:
        parts = Parts(self.prompts, language)
        if variation and variation.way is Way.OTHER_OPTIONS:
            context = varying.with_other_offers(Matter(inquiry, context, parts, words), variation.used)
        matter = Matter(inquiry, context, parts, words)
        paragraphs = with_heard(matter, shape(matter))
        if variation:
            paragraphs = varying.varied(matter, paragraphs, variation.way)
        return proposal(
            paragraphs,
            opening=self._opening(matter),
            closing=self._closing(matter, paragraphs),
            joint=" " if matter.chat else "\n\n",
            who=context.signer.name,
            questions=len(inquiry.questions),
            notes=self._notes(matter, language),
        )

    def ways(self, inquiry: Inquiry, context: Context, drafted: Proposal) -> tuple[Way, ...]:
        """In which ways it could write otherwise than `drafted`; what would change nothing is none."""
        used = frozenset(citation.fact for citation in drafted.citations)
        found = []
        for way in (Way.SHORTER, Way.WARMER, Way.OTHER_OPTIONS):
            variation = Variation(way, drafted.text, used)
            other = self.draft(inquiry, context, variation)
            cited = {citation.fact for citation in other.citations}
            if other.text != drafted.text and (
                way is not Way.OTHER_OPTIONS or varying.offers(variation, context.facts, cited)
            ):
                found.append(way)
        return tuple(found)

    def _opening(self, matter: Matter) -> str:
        whom = matter.context.recipient
        name = matter.tongue.greeted(whom.first_name, whom.name, matter.inquiry.text)
        if matter.chat:
            spoken = any(not line.from_customer for line in matter.context.thread)
            return "" if spoken or turns.short(matter) else matter.say("chat-greeting", name=name)
        if turns.short(matter) and name:
            return ""
        titled = persons.titled(matter.context.recipient.name, matter.inquiry.text)
        return matter.say("greeting", name=titled or name, formal=bool(titled))

    def _closing(self, matter: Matter, paragraphs: shapes.Reply) -> str:
        if matter.chat:
            return ""
        signature = matter.context.signer.signature
        if turns.short(matter):
            return signature
        return f"{matter.say('closing', mood=shapes.mood(matter, paragraphs))}\n{signature}"

    def _notes(self, matter: Matter, language: str) -> tuple[str, ...]:
        wrote = matter.inquiry.language
        if wrote != language:
            return (f"They write in another language ({wrote}); this draft is in English.",)
        left = [fact.text for fact in matter.left_out or matter.unread if _told(matter, fact)]
        if not left:
            return ()
        return (f"Our records say this in English only, so the draft leaves it out: {' · '.join(left[:4])}",)


def _told(matter: Matter, fact: Fact) -> bool:
    """Notes for colleagues are not for them, unless a letter speaks of what one says."""
    return fact in matter.left_out or fact.kind is not FactKind.NOTE
