"""The model drafter: asks a language model for a proposal, believes nothing, lets it repair once.

It raises DrafterFailed where the model gives nothing usable in time; the composer's draft is there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.core.checks.finding import Finding, Severity
from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.errors import DrafterFailed
from assistant.core.inquiry import Inquiry
from assistant.core.masking import Sees
from assistant.core.ports import Now, Purse
from assistant.core.variation import Variation
from assistant.drafters.asking import manners, prompting, reading, veil, verifying
from assistant.drafters.asking.chat import Reply
from assistant.drafters.asking.leaving_out import no_room_for
from assistant.drafters.asking.patience import Asking, Line, OnCall
from assistant.drafters.asking.prompting import Asked, Model
from assistant.drafters.asking.reading import Unusable
from assistant.drafters.asking.server import OPENAI, Server
from assistant.drafters.asking.soundness import (
    Language,
    echoes,
    instructions_of,
    labelled,
    refuses,
    sound,
    told,
)
from assistant.drafters.asking.veil import Veil
from assistant.prompts import Prompt, Prompts
from assistant.settings import Settings
from assistant.tools import outward
from assistant.tools.tokens import Tokens

SMALL_WINDOW = 3000  # tokens; below it the short prompt without JSON is used
LEAST_FOR_REPAIR = 0.25  # of the time, else the first draft stands
SAID_BACK = 600  # characters of an answer that could not be used; more of it would only lead on
TRUNCATED = ("it was cut off: write it shorter", "it was longer than there is room for, and was cut off")
NO_TOOLS = (
    "it calls a tool, and there is none: write the reply itself",
    "it calls a tool, and there is none",
)
Check = Callable[[Proposal, Inquiry, Context], tuple[Finding, ...]]


@dataclass(frozen=True)
class Judged:
    """One round: a proposal with what is wrong with it, or (proposal None) why there is none.

    `faults` are for the model, `told` is for a person.
    """

    proposal: Proposal | None
    faults: tuple[str, ...] = ()
    answer: str = ""
    told: str = ""

    @property
    def said_back(self) -> str:
        """What the model is shown of its answer: all of a reply to mend, the head of what is none."""
        return self.answer if self.proposal else head(self.answer)


class ModelDrafter:
    """Safe to share between threads. `check` finds what must be repaired; `on_call` keeps the records."""

    def __init__(
        self,
        server: Server,
        *,
        prompts: Prompts,
        tokens: Tokens,
        clock: Now,
        check: Check | None = None,
        on_call: OnCall | None = None,
        purse: Purse | None = None,
        language_of: Language | None = None,
        prompt: str = "",
    ) -> None:
        self.server = server
        self.line = Line(server, clock=clock, count=tokens.count, on_call=on_call, purse=purse)
        self._tokens, self._check, self._language_of = tokens, check, language_of
        self._prompts = prompts
        small = server.size == "small" or (not server.size and server.context_tokens < SMALL_WINDOW)
        self._prompt = prompts.get(prompt or ("reply-small" if small else "reply"))
        self._repair = prompts.get("repair")
        also = [prompts.get(name) for under in ("shapes", "ways") for name in prompts.names(under)]
        self._instructions = instructions_of(self._prompt, self._repair, *also)
        self._may_call = False

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        prompts: Prompts,
        clock: Now,
        check: Check | None = None,
        on_call: OnCall | None = None,
        purse: Purse | None = None,
        language_of: Language | None = None,
    ) -> "ModelDrafter | None":
        """The drafter that the settings name; None where they name no model."""
        if not settings.model:
            return None
        return cls(
            server_of(settings),
            prompts=prompts,
            tokens=Tokens(settings.model),
            clock=clock,
            check=check,
            on_call=on_call,
            purse=purse,
            language_of=language_of,
        )

    def draft(self, inquiry: Inquiry, context: Context, variation: Variation | None = None) -> Proposal:
        deadline = time.monotonic() + self.server.seconds
        self._guard()
        if veil.sees(context, self.server.host) is Sees.NOTHING:
            raise DrafterFailed("this store shows nothing to a model")
        hung = Veil.of(context, self.server.host)
        asked = self._asked(inquiry, context, hung, variation)
        first = self._round(asked, inquiry, context, deadline, hung)
        if not first.faults:
            return _given(first, asked)
        second = self._repaired(first, asked, inquiry, context, hung, deadline=deadline)
        return _given(second if second.proposal else first, asked)

    def close(self) -> None:
        self.line.close()

    def _guard(self) -> None:
        """The setting names this host itself, so it may be this machine or one beside it."""
        if not self._may_call:
            try:
                outward.checked(self.server.base_url, allowed=[self.server.host])
            except outward.OutwardRefused as refused:
                raise DrafterFailed(f"the model's address is not called: {refused}") from None
            self._may_call = True

    def _asked(self, inquiry: Inquiry, context: Context, hung: Veil, variation: Variation | None) -> Asked:
        """The prompt behind the veil; `facts` are the facts themselves again."""
        told, known = hung.over(inquiry, context)
        if variation is not None:
            variation = replace(variation, text=hung.text(variation.text))
        asked = prompting.asked(
            self._prompt,
            self._prompts,
            told,
            known,
            model=Model(self.server, self._tokens.count, self._tokens.first),
            variation=variation,
        )
        facts = veil.facts_as_given(asked.facts, context)
        return replace(asked, messages=hung.told(asked.messages), facts=facts)

    def _repaired(
        self,
        first: Judged,
        asked: Asked,
        inquiry: Inquiry,
        context: Context,
        hung: Veil,
        *,
        deadline: float,
    ) -> Judged:
        """The one repair round; the first draft stands where there is no time or the server fails."""
        if deadline - time.monotonic() < self.server.seconds * LEAST_FOR_REPAIR:
            return first
        faults = self._repair.render(faults=prompting.faults_in_words(first.faults))
        said = {"role": "assistant", "content": first.said_back or "(nothing)"}
        more = hung.messages((said, {"role": "user", "content": faults}))
        again = replace(asked, messages=(*asked.messages, *more))
        try:
            return self._round(again, inquiry, context, deadline, hung, repair=True)
        except DrafterFailed as again_failed:
            if first.proposal is None:
                raise DrafterFailed(f"{_useless(first)}; asked once more, {again_failed}") from None
            return first

    def _round(
        self,
        asked: Asked,
        inquiry: Inquiry,
        context: Context,
        deadline: float,
        hung: Veil,
        *,
        repair: bool = False,
    ) -> Judged:
        asking = Asking(
            asked.messages,
            reading.SCHEMA,
            self._prompt.name,
            self._prompt.digest,
            repair,
            plain=self._plain,
            whose=context.whose,
        )
        reply = self.line.ask(asking, deadline)
        if reply.refusal or reply.finish == "content_filter" or refuses(reply.text):
            raise DrafterFailed("the model refused to write this reply")
        try:
            proposal = self._proposal(reply, asked, inquiry, context, hung)
        except Unusable as unusable:
            return Judged(None, (str(unusable),), reply.text, unusable.told)
        findings = self._check(proposal, inquiry, context) if self._check else ()
        blocking = tuple(_in_words(f, proposal.text) for f in findings if f.severity is Severity.BLOCK)
        return Judged(proposal, blocking, reply.text)

    @property
    def _plain(self) -> bool:
        return _is_plain(self._prompt)

    def _proposal(
        self, reply: Reply, asked: Asked, inquiry: Inquiry, context: Context, hung: Veil
    ) -> Proposal:
        """What the answer holds, verified; Unusable where it holds no reply."""
        if reply.called:
            raise Unusable(*NO_TOOLS)
        if reply.finish == "length":
            raise Unusable(*TRUNCATED)
        said = hung.lifted(reading.read_plain(reply.text) if self._plain else reading.read_json(reply.text))
        if told(said.text, self._instructions) or labelled(said.text, asked.facts):
            raise Unusable("it repeats its instructions instead of answering")
        if echoes(said.text, inquiry.text):
            raise Unusable("it says back what the customer wrote")
        sound(said.text, language=inquiry.language, language_of=self._language_of)
        text = manners.letter(said.text, context, inquiry.language)
        return verifying.proposal(said, text, inquiry, context, facts=asked.facts, claims=not self._plain)


def server_of(settings: Settings) -> Server:
    return Server(
        model=settings.model,
        base_url=settings.model_base_url or OPENAI,
        key=settings.model_key.get_secret_value(),
        seconds=settings.model_seconds,
        context_tokens=settings.model_context_tokens,
        at_once=settings.model_at_once,
        price=price_of(settings),
        size=settings.model_size,
    )


def price_of(settings: Settings) -> tuple[float, float] | None:
    """Dollars for a million tokens in and out; one that is not named costs what the other does."""
    named = [one for one in (settings.model_price_in, settings.model_price_out) if one is not None]
    return (named[0], named[-1]) if named else None


def _is_plain(prompt: Prompt) -> bool:
    """Whether the prompt's header says that it returns plain text."""
    return "plain text" in str(prompt.meta.get("returns", ""))


def _given(judged: Judged, asked: Asked) -> Proposal:
    """The proposal with notes for the teammate; DrafterFailed where there is none."""
    if judged.proposal is None:
        raise DrafterFailed(_useless(judged))
    notes: list[str] = []
    if judged.faults:
        notes.append("The model's draft still breaks a rule after one repair.")
    if asked.left_out:
        notes.append(no_room_for(asked.left_out))
    return replace(judged.proposal, notes=tuple(notes))


def _useless(judged: Judged) -> str:
    return f"its answer could not be used: {judged.told}"


def head(answer: str) -> str:
    """The first lines of an answer."""
    kept = answer[:SAID_BACK]
    return kept if len(answer) <= SAID_BACK else f"{kept[: max(kept.rfind(chr(10)), 0)] or kept} (...)"


def _in_words(finding: Finding, text: str) -> str:
    """A finding for the model: where, why, and a better wording where one is known."""
    where = text[finding.start : finding.end]
    better = f' Better: "{finding.better}"' if finding.better else ""
    return f"{f'{where!r}: ' if where else ''}{finding.why} ({finding.rule}).{better}"
