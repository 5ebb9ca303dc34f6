"""The drafter without a model: states nothing that is not a fact, and is there at once."""

from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.inquiry import Inquiry
from assistant.drafters.composing import shapes, turns
from assistant.drafters.composing.matter import Matter
from assistant.drafters.composing.parts import Parts, languages
from assistant.drafters.composing.said import proposal
from assistant.prompts import Prompts


class Composer:
    """core.ports.Drafter; the same inquiry and the same facts give the same text."""

    def __init__(self, prompts: Prompts) -> None:
        self.prompts, self.languages = prompts, languages(prompts)

    def draft(self, inquiry: Inquiry, context: Context) -> Proposal:
        language = inquiry.language if inquiry.language in self.languages else "en"
        matter = Matter(inquiry, context, Parts(self.prompts, language))
        paragraphs = shapes.reply(matter)
        return proposal(
            paragraphs,
            opening=self._opening(matter),
            closing=self._closing(matter, paragraphs),
            joint=" " if matter.chat else "\n\n",
            who=context.signer.name,
            questions=len(inquiry.questions),
            notes=self._notes(inquiry, language),
        )

    def _opening(self, matter: Matter) -> str:
        name = matter.context.recipient.first_name
        if matter.chat:
            spoken = any(not line.from_customer for line in matter.context.thread)
            return "" if spoken or turns.short(matter) else matter.say("chat-greeting", name=name)
        return "" if turns.short(matter) and name else matter.say("greeting", name=name)

    def _closing(self, matter: Matter, paragraphs: shapes.Reply) -> str:
        if matter.chat:
            return ""
        signature = matter.context.signer.signature
        if turns.short(matter):
            return signature
        return f"{matter.say('closing', mood=shapes.mood(matter, paragraphs))}\n{signature}"

    def _notes(self, inquiry: Inquiry, language: str) -> tuple[str, ...]:
        if inquiry.language == language:
            return ()
        return (f"They write in another language ({inquiry.language}); this draft is in English.",)
