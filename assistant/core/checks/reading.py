"""A proposal read once for all rules: taken apart, with its moments, commitments and claims."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from assistant.core.checks.phrases import Phrases
from assistant.core.claims import Claim, claims
from assistant.core.clock import moment_in_words
from assistant.core.context import Context
from assistant.core.draft import Answer, Proposal
from assistant.core.evidence import Evidence
from assistant.core.inquiry import Inquiry, Kind
from assistant.core.message import Channel
from assistant.core.promise import Commitment, commitments
from assistant.core.question_map import Linked, linked
from assistant.core.reply import Reply, taken_apart
from assistant.core.sentences import Sentence
from assistant.core.vouched import told
from assistant.core.when import Moment, resolve

OF_THE_TEXT = frozenset({"reply", "moments", "commitments", "linked", "claims", "evidence"})
SHORT_TURN = 15  # words


@dataclass(frozen=True)
class Reading:
    """What every rule looks at; each part is worked out when first asked for.

    `by_hand` are the numbers of questions that a person marked as answered.
    """

    proposal: Proposal
    inquiry: Inquiry
    context: Context
    phrases: Phrases
    by_hand: frozenset[int] = frozenset()

    def claimed(self, proposal: Proposal) -> "Reading":
        """The same text with other claims about it: what was worked out of the text is kept."""
        other = replace(self, proposal=proposal)
        kept = {name: value for name, value in vars(self).items() if name in OF_THE_TEXT}
        vars(other).update(kept)
        return other

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the text alone says to each question."""
        return tuple(one.answer for one in self.linked)

    @property
    def text(self) -> str:
        return self.proposal.text

    @cached_property
    def reply(self) -> Reply:
        return taken_apart(self.text, self.context.signer.name)

    @cached_property
    def moments(self) -> list[Moment]:
        return resolve(self.text[: self.reply.tail], self.context.now, self.context.store.hours)

    @cached_property
    def next_time(self) -> str:
        """Four business hours from now, on the hour, in words."""
        hours = self.context.store.hours
        now = hours.local(self.context.now)
        due = hours.after(now, timedelta(hours=4)).replace(minute=0, second=0, microsecond=0)
        return moment_in_words(due, now)

    def dated(self, wording: str) -> str:
        """A better wording that leaves a time open, with the next one that can be kept."""
        return re.sub(r"\bby \.\.\.$", f"by {self.next_time}", wording)

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        return commitments(self.text, moments=self.moments, within=self.reply.body)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Those of the body."""
        begin, end = self.reply.greeting[1], self.reply.tail
        return tuple(claim for claim in claims(self.text) if begin <= claim.start < end)

    @cached_property
    def linked(self) -> tuple[Linked, ...]:
        return linked(self.reply, self.inquiry.questions, self.commitments, told(self.context))

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence.of(self.context, "\n".join([self.inquiry.text, *self._asked]))

    @property
    def _asked(self) -> list[str]:
        return [question.text for question in self.inquiry.questions]

    @cached_property
    def is_short_turn(self) -> bool:
        """A line in a chat, or "4:15 works" in a running exchange."""
        if self.context.channel is Channel.CHAT:
            return True
        first = self.inquiry.kind in (Kind.LEAD, Kind.COMPLAINT) and not self.context.thread
        lines = [line for line in self.text.splitlines() if line.strip()]
        return not first and len(lines) <= 2 and 0 < self.reply.words <= SHORT_TURN

    def body(self, start: int) -> bool:
        """Whether a place stands between greeting and signature."""
        return self.reply.greeting[1] <= start < self.reply.tail

    def sentence_at(self, start: int) -> Sentence | None:
        return next((s for s in self.reply.body if s.start <= start < s.end), None)
