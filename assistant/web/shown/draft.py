"""A draft as its card shows it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from assistant.core.checks.finding import Finding, Severity
from assistant.core.draft import Answer, AnswerState, Author, Citation, ProposedPromise
from assistant.core.fact import Fact
from assistant.core.inquiry import Inquiry
from assistant.core.variation import Way
from assistant.pipeline.check import Reviewed
from assistant.pipeline.review import NEVER_OVERRULED, Tick
from assistant.records import Ask, Draft, Teammate
from assistant.records.values import all_from_json, from_json
from assistant.web.shown import marks
from assistant.web.shown.asks import Hole
from assistant.web.shown.asks import hole as hole_of
from assistant.web.shown.times import Telling, Told, age
from assistant.web.shown.wording import Replacement, replacement

VOUCHABLE = frozenset({"grounded", "no-invented-deeds"})
COLUMNS = 52  # of the editor on a desk, about
ORDER = (Severity.BLOCK, Severity.WARN, Severity.NOTE)
WRITERS = {
    Author.COMPOSER: "Written from what is on record",
    Author.MODEL: "Written by the model",
    Author.PERSON: "Changed by hand",
}
WAYS = {
    Way.SHORTER: ("Shorter", "fold-vertical"),
    Way.WARMER: ("Warmer", "heart"),
    Way.THEIR_LANGUAGE: ("In their language", "languages"),
    Way.OTHER_OPTIONS: ("Other options", "shuffle"),
}
BESIDE = {
    Way.SHORTER: "shorter",
    Way.WARMER: "warmer",
    Way.THEIR_LANGUAGE: "in their language",
    Way.OTHER_OPTIONS: "with other options",
}


def writer(draft: Draft) -> str:
    """Who wrote it, and in which way where it was asked for."""
    told = WRITERS[draft.author]
    return f"{told}, {BESIDE[Way(draft.way)]}" if draft.way and not draft.touched else told


@dataclass(frozen=True)
class Chip:
    """A question of the customer, and what became of it in the text."""

    number: int
    text: str
    state: str
    sentence: str
    by_hand: bool
    older: bool
    hole: Hole | None = None
    accepts: bool = False

    @property
    def spoken(self) -> str:
        return {"answered": "answered", "owned": "somebody finds out", "open": "not answered yet"}[self.state]


@dataclass(frozen=True)
class FindingShown:
    number: int
    rule: str
    severity: str
    why: str
    quote: str
    nth: int
    better: str
    put: Replacement | None  # what "Use this" does; None where the wording is only shown
    vouchable: bool

    @property
    def spoken(self) -> str:
        return {"block": "Stops the sending", "warn": "Look at this", "note": "Perhaps"}[self.severity]


@dataclass(frozen=True)
class PromiseShown:
    """A commitment that the text makes, as the form offers it; `due` is None where nobody said a time.

    `closed` says why nobody could keep it then.
    """

    number: int
    what: str
    sentence: str
    who_id: int
    due: Told | None
    field: str
    ticked: bool = True
    why: str = ""
    closed: str = ""


@dataclass(frozen=True)
class Source:
    """A fact that the text rests on, with the sentences that do."""

    id: str
    text: str
    source: str
    age: str
    private: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ReviewShown:
    """What the checks say of a text, ready for the card and for its live update."""

    chips: tuple[Chip, ...]
    findings: tuple[FindingShown, ...]
    promises: tuple[PromiseShown, ...]
    sources: tuple[Source, ...]
    marks: tuple[marks.Mark, ...]
    never: frozenset[str] = NEVER_OVERRULED

    @property
    def blocking(self) -> bool:
        return any(f.severity == Severity.BLOCK for f in self.findings)

    @property
    def overrulable(self) -> bool:
        """Whether a written reason may let it pass: not where a rule protects somebody else."""
        stops = {f.rule for f in self.findings if f.severity == Severity.BLOCK}
        return bool(stops) and not stops & self.never

    @property
    def summary(self) -> str:
        stops = sum(f.severity == Severity.BLOCK for f in self.findings)
        looks = sum(f.severity == Severity.WARN for f in self.findings)
        if stops:
            return f"{stops} to mend" + (f", {looks} to look at" if looks else "")
        return f"{looks} to look at" if looks else "Nothing to mend"


def stored(draft: Draft) -> Reviewed:
    """What the checks said last of the text as it stands."""
    return Reviewed(
        findings=all_from_json(Finding, draft.findings),
        answers=all_from_json(Answer, draft.answers),
        citations=all_from_json(Citation, draft.citations),
        promises=all_from_json(ProposedPromise, draft.promises),
    )


def held_back(found: Reviewed, why: str) -> Reviewed:
    """With what speaks against sending it by now; `why` is empty where nothing does."""
    if not why or any(one.rule == "permission" and one.severity is Severity.BLOCK for one in found.findings):
        return found
    stops = Finding("permission", Severity.BLOCK, 0, 0, why)
    return replace(found, findings=(stops, *found.findings))


def review(
    draft: Draft,
    text: str,
    found: Reviewed,
    *,
    teammates: Iterable[Teammate],
    tell: Telling,
    ticks: Iterable[Tick] = (),
    never: frozenset[str] = NEVER_OVERRULED,
    asks: Iterable[Ask] = (),
    me: Teammate | None = None,
) -> ReviewShown:
    """`ticks` are the promises as the person left them in a press that was stopped.

    `never` are the rules that no reason of who looks at it lifts.
    """
    findings = tuple(sorted(found.findings, key=lambda f: (ORDER.index(f.severity), f.start)))
    left = {tick.what: tick for tick in ticks}
    people = list(teammates)
    return ReviewShown(
        chips=_chips(draft, found.answers, partial(_hole, people, list(asks), me, tell)),
        findings=tuple(_finding(text, f, number) for number, f in enumerate(findings)),
        promises=tuple(
            _promise(p, number, draft, people, tell, left.get(p.what))
            for number, p in enumerate(found.promises)
        ),
        sources=_sources(all_from_json(Fact, draft.facts), found.citations, tell.now),
        marks=marks.of(text, findings, found.answers, found.citations),
        never=never,
    )


def ways(offered: Iterable[Way]) -> tuple[tuple[str, str, str], ...]:
    """Value, words and icon of each button."""
    return tuple((way.value, *WAYS[way]) for way in offered)


def rows(text: str) -> int:
    """How many lines a field needs to show the whole text, where no script can measure it."""
    return 2 + sum(1 + len(line) // COLUMNS for line in text.split("\n"))


def inquiry_of(data: Mapping[str, object]) -> Inquiry | None:
    return from_json(Inquiry, data) if data else None


Holes = Callable[[int, Inquiry], Hole | None]


def _chips(draft: Draft, answers: Iterable[Answer], holes: Holes) -> tuple[Chip, ...]:
    inquiry = inquiry_of(draft.inquiry)
    of_question = {answer.question: answer for answer in answers}
    chips = []
    for number, question in enumerate(inquiry.questions if inquiry else ()):
        answer = of_question.get(number, Answer(number, AnswerState.OPEN))
        by_hand = number in draft.answered_by_hand
        state = AnswerState.ANSWERED if by_hand else answer.state
        asks = state is not AnswerState.ANSWERED and not question.accepts
        hole = holes(number, inquiry) if inquiry and asks else None
        found = Chip(number, question.text, state.value, answer.sentence, by_hand, question.older, hole)
        chips.append(replace(found, accepts=question.accepts))
    return tuple(chips)


def _hole(
    people: list[Teammate], asks: list[Ask], me: Teammate | None, tell: Telling, number: int, inquiry: Inquiry
) -> Hole | None:
    if me is None:
        return None
    question, pressure = inquiry.questions[number], inquiry.pressure
    return hole_of(number, question, people=people, asks=asks, me=me, tell=tell, pressure=pressure)


def _finding(text: str, finding: Finding, number: int) -> FindingShown:
    quote, put = marks.quoted(text, finding), replacement(text, finding)
    return FindingShown(
        number=number,
        rule=finding.rule,
        severity=finding.severity.value,
        why=finding.why,
        quote=quote,
        nth=marks.occurrence(text, put.quote, put.start) if put else 0,
        better=finding.better if quote else "",
        put=put,
        vouchable=finding.rule in VOUCHABLE and bool(quote),
    )


def _promise(
    promise: ProposedPromise,
    number: int,
    draft: Draft,
    teammates: list[Teammate],
    tell: Telling,
    tick: Tick | None,
) -> PromiseShown:
    who = next((t.id for t in teammates if t.name == promise.who), 0)
    who = who or next((t.id for t in teammates if t.first_name == promise.who), draft.signer_id)
    due = tick.due if tick else promise.due
    return PromiseShown(
        number=number,
        what=promise.what,
        sentence=promise.sentence,
        who_id=tick.who_id if tick else who,
        due=tell.moment(due) if due else None,
        field=tell.field(due or _next_closing(tell)),
        ticked=tick.ticked if tick else True,
        why=tick.why if tick else "",
        closed=tell.hours.why_not(due) if due else "",
    )


def _next_closing(tell: Telling) -> datetime:
    """When a promise without a time is taken to be due: the end of this business day, or of the next."""
    return next((closes for _, closes in tell.hours.spans(tell.now)), tell.now)


def _sources(facts: Iterable[Fact], citations: Iterable[Citation], now: datetime) -> tuple[Source, ...]:
    """Only what the text rests on, in the order of the text."""
    known = {fact.id: fact for fact in facts}
    sentences: dict[str, list[str]] = {}
    for citation in citations:
        said = sentences.setdefault(citation.fact, [])
        if citation.sentence not in said:
            said.append(citation.sentence)
    return tuple(
        Source(
            key, known[key].text, known[key].source, age(known[key].at, now), known[key].private, tuple(said)
        )
        for key, said in sentences.items()
        if key in known
    )
