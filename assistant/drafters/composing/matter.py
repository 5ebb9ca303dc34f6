"""One inquiry with the facts that its answer may use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

from assistant.core.context import Context
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Question, Topic
from assistant.core.message import Channel
from assistant.core.our_words import in_our_words
from assistant.core.words import content
from assistant.drafters.composing import needs, when
from assistant.drafters.composing.parts import Parts
from assistant.drafters.composing.tongue.port import Tongue
from assistant.drafters.composing.tongue.signs import Sign

SERVICE_TOPICS = frozenset({Topic.REPAIR_STATUS, Topic.SERVICE_PRICE, Topic.RECALL})
UNDER_WAY = ("open", "ready", "waiting for parts", "")
PASTED = (FactKind.KNOWLEDGE, FactKind.POLICY, FactKind.OPTION, FactKind.NOTE)
EXACT = re.compile(r"\b(?:exact|free look)\b", re.I)  # belongs to the range of prices before it
ON_A_CHARGE = re.compile(r"\bon an? (?:single |full )?charge\b", re.I)  # of a battery, not of a card
A_FEE = re.compile(
    r"\b(?:an?|any|extra) (?:extra )?charges?(?= for\b)|(?<=you )charge\b", re.I
)  # no wrong one
COSTS = re.compile(r"\bhow much\b|\bcosts?\b|\bprice\b|\bcharge for\b|\$", re.I)
STAYS = re.compile(r"\bwhile (?:i|we) wait\b", re.I)  # how it is to be done, not what our waiting room has
PLUGS = re.compile(r"\bcharge (?=at\b|here\b|there\b|up\b|it\b|my (?:car|ev)\b)", re.I)
COMMON = content(
    "car cars vehicle need needs find one ones new take takes come get give day days week"
    " time long work good know"
    " also much now still have store desk want make first last use out drive son daughter"
)  # words that make no snippet an answer
SHORT_POLICY = 240  # characters
SHOP = re.compile(
    r"\b(service|repair|oil change|brakes?|tires?|noise|grinding|engine|inspection|recall)\b", re.I
)

POINTS = re.compile(r"\b(?:it|that|this|them|those|one|mine|the car)\b", re.I)
UNTELLING = content(
    "service price cost costs fee fees used new order work fit closed free look first range charge use"
    " appointment open closed package dead best"
)  # words of a title or of topics that name no subject
HOW_MANY = re.compile(r"\bhow many\b", re.I)
HOW_MANY_TOLD = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.I)
FEW = 2  # words of a question, each of which may name what it is about
SPEAKS_FOR_ITSELF = (Topic.TRADE_IN, Topic.FINANCE, Topic.RECALL)  # the topic names the subject


def _plain(text: str) -> str:
    text = ON_A_CHARGE.sub(" ", A_FEE.sub("cost", STAYS.sub(" ", text)))
    return PLUGS.sub("charging electric ", text)


@dataclass
class Matter:
    """What is asked and what may be said. `named` grows as cars are named in full."""

    inquiry: Inquiry
    context: Context
    parts: Parts
    tongue: Tongue
    named: set[str] = field(default_factory=set)
    priced: dict[str, str] = field(default_factory=dict)  # how the price of a car was said, by its fact
    renewed: bool = False  # a late promise has been given a new time, by which they hear
    near: list[Fact] = field(default_factory=list)  # cars offered instead of one that is not to be had
    left_out: list[Fact] = field(default_factory=list)  # used, but not in its words: those are of English

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Private ones only where they may be told, sentences only in the language of the letter."""
        kept = (fact for fact in self.context.facts if fact not in self.unread)
        return tuple(fact for fact in kept if self.context.may_tell(fact))

    @cached_property
    def unread(self) -> tuple[Fact, ...]:
        """What the store wrote in another language than the letter's."""
        pasted = (fact for fact in self.context.facts if fact.kind in PASTED)
        return tuple(fact for fact in pasted if not self.tongue.reads(fact.text))

    @cached_property
    def repairs(self) -> list[Fact]:
        """Those under way: the car is with us."""
        return [fact for fact in self.of(FactKind.REPAIR) if fact.data.get("status") in UNDER_WAY]

    def of(self, *kinds: FactKind) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds]

    @property
    def now(self) -> datetime:
        return self.context.now

    @property
    def chat(self) -> bool:
        return self.context.channel is Channel.CHAT

    @cached_property
    def due(self) -> datetime:
        """When an answer that must be found out is promised."""
        return when.answer_due(self.context.store.hours, self.now, self.inquiry.pressure, chat=self.chat)

    @cached_property
    def figure_due(self) -> datetime:
        return when.figure_due(self.context.store.hours, self.now, self.inquiry.pressure)

    def say(self, part: str, /, **values: object) -> str:
        return self.tongue.tidy(self.parts.say(part, **values))

    def phrase(self, part: str, /, **values: object) -> str:
        return self.tongue.tidy(self.parts.phrase(part, **values))

    def by(self, due: datetime) -> str:
        return self.tongue.by(due, self.now)

    def at(self, moment: datetime) -> str:
        return self.tongue.at(moment, self.now)

    def day(self, day: date) -> str:
        """As it stands in a sentence: "on Thursday", "today"."""
        return self.tongue.on(self.tongue.day(day, self.now.date()))

    def shows(self, sign: Sign, english: re.Pattern[str], text: str) -> "re.Match[str] | None":
        return self.tongue.signs.get(sign, english).search(text)

    def signals(self, sign: Sign, text: str) -> bool:
        """For signs that only another language than the records' has a pattern for."""
        pattern = self.tongue.signs.get(sign)
        return bool(pattern and pattern.search(text))

    def asked(self, *topics: Topic) -> list[tuple[int, Question]]:
        return [(i, q) for i, q in enumerate(self.inquiry.questions) if q.topic in topics]

    @cached_property
    def words(self) -> str:
        """Everything the customer says this time."""
        return "\n".join([self.inquiry.text, *(q.text for q in self.inquiry.questions)])

    @cached_property
    def department(self) -> str:
        """Whose free times are wanted."""
        kind = self.inquiry.kind
        own = self.context.signer.department
        stocked = [m for m in self.inquiry.vehicles if not m.own and m.model]
        if stocked and self.asked(Topic.FINANCE) and not self.asked(*SERVICE_TOPICS):
            return "sales"  # whoever's desk it reached
        if own == "sales" and (self.asks_after_my_promise or self.complains_of_a_sale):
            return "sales"
        if kind is Kind.LEAD or (own == "sales" and self.asked(Topic.AVAILABILITY, Topic.TRADE_IN)):
            return "sales"
        if (
            kind in (Kind.SERVICE, Kind.STATUS)
            or self.asked(*SERVICE_TOPICS)
            or self.shows(Sign.SHOP, SHOP, self.words)
        ):
            return "service"
        return "service" if own == "service" or kind is Kind.COMPLAINT else "sales"

    @property
    def asks_after_my_promise(self) -> bool:
        """They name no work to be done, and the writer owes them a word."""
        mine = [f for f in self.of(FactKind.PROMISE) if f.data.get("who") == self.context.signer.name]
        return bool(mine) and all(q.topic is Topic.OTHER for q in self.inquiry.questions)

    @property
    def complains_of_a_sale(self) -> bool:
        stocked = [m for m in self.inquiry.vehicles if not m.own and m.model]
        return self.inquiry.kind is Kind.COMPLAINT and bool(stocked) and not self.of(FactKind.OWNED)

    def colleague(self, department: str) -> Fact | None:
        """Somebody of that department; None where it is the signer's own or nobody is known."""
        if department == self.context.signer.department:
            return None
        found = [f for f in self.of(FactKind.TEAMMATE) if f.data.get("department") == department]
        return found[0] if found else None

    def knows(self, question: Question, *, topic: bool = True, floor: int = 1) -> Fact | None:
        """The snippet that answers: words of its title or topics stand in the question, or its topic does."""
        asked = content(in_our_words(_plain(question.text))) - COMMON
        before = self.inquiry.text[: question.end] if question.start >= 0 else self.words
        whole = content(in_our_words(_plain(before)))
        points = POINTS.search(question.text) is not None and len(asked - UNTELLING) < 2
        best: tuple[float, Fact] | None = None
        for fact in self.of(FactKind.KNOWLEDGE, FactKind.POLICY):
            labels = fact.data.get("topics", "")
            subject = content(f"{fact.data.get('title', '')} {labels}") - COMMON - UNTELLING
            said = asked & content(fact.text) - UNTELLING
            head = content(fact.data.get("title", "")) - UNTELLING - COMMON
            named = subject & asked or ((head and head <= whole and points) or (subject & whole and said))
            if HOW_MANY.search(question.text) and not HOW_MANY_TOLD.search(fact.text):
                continue  # a count that it does not hold
            if subject & asked and self._aside(fact, asked):
                continue
            if not named and question.topic not in SPEAKS_FOR_ITSELF:
                continue  # it shares a word with them, and is about something else
            shared = 2 * len(asked & content(f"{fact.data.get('title', '')} {labels}"))
            shared += len(asked & content(fact.text))
            shared += 2 * (
                topic and question.topic is not Topic.OTHER and question.topic.value in labels.split()
            )
            shared += 2 * (points and not subject & asked)
            title = content(fact.data.get("title", "")) - COMMON
            shared += 3 * (
                len(title) > 1 and title <= content(self.words) and bool(asked & content(fact.text))
            )
            near = shared + 0.1 * len(content(self.words) & content(f"{fact.data.get('title', '')} {labels}"))
            if shared > floor and (best is None or near > best[0]):
                best = (near, fact)
        return best[1] if best else None

    @staticmethod
    def _aside(fact: Fact, asked: frozenset[str]) -> bool:
        """Whether a longer question names one word of it and no more: "the second key" is no key drop."""
        title = content(fact.data.get("title", "")) - UNTELLING
        met = asked & content(f"{fact.data.get('title', '')} {fact.data.get('topics', '')} {fact.text}")
        return len(met) == 1 and len(title) > 1 and len(asked) > FEW

    def work(self, question: Question) -> Fact | None:
        """A snippet with the price of the work that they speak of."""
        known = self.knows(replace(question, text=self.words), topic=False, floor=4)
        if known is None or "$" not in known.text:
            return None
        title, said = content(known.data.get("title", "")) - UNTELLING, content(in_our_words(self.words))
        labels = content(known.data.get("topics", "")) - UNTELLING
        return known if title <= said or len(labels & said) > 1 else None  # "the change" is no oil change

    def told(self, known: Fact, asked: str) -> str:
        """Of a snippet the sentences that share most words with what is asked, else all of it."""
        if known.kind is FactKind.POLICY and len(known.text) <= SHORT_POLICY:
            return known.text  # its second sentence is the condition of the first
        asked = in_our_words(asked)
        sentences = re.split(r"(?<=[.!?])\s+", known.text.strip())
        if COSTS.search(asked) and any("$" in one for one in sentences):
            sentences = [one for one in sentences if "$" in one or EXACT.search(one)]
        shared = [len(content(asked) & content(one)) for one in sentences]
        best = max(shared)
        kept = [one for one, points in zip(sentences, shared, strict=True) if points == best]
        kept += [
            more for one, more in pairwise(sentences) if one in kept and "$" in one and EXACT.search(more)
        ]
        kept = list(dict.fromkeys(kept))
        leans = any(re.match(r"(?:it|they|this|these|that|then)\b", one, re.I) for one in kept)
        return known.text if leans or not best else " ".join(kept)

    def options(self, words: Iterable[str], at_most: int = 2) -> list[Fact]:
        """What the store may offer in this case; first what meets a need that they speak of."""
        wanted = set(words)
        fitting = [f for f in self.of(FactKind.OPTION) if wanted & set(f.data.get("topics", "").split())]
        fitting.sort(key=lambda f: -needs.met(f.text, self.words))
        return (fitting or [f for f in self.of(FactKind.OPTION) if not f.data.get("topics")])[:at_most]
