"""Which sentence of a reply answers each question, or says who will find out by when."""

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from assistant.core.business_words import FITTING_CLAIMS, OFFERED_BACK, TOLD_BY_KIND, speaks_of
from assistant.core.claims import Claim, ClaimKind, claims
from assistant.core.context import Context
from assistant.core.draft import Answer, AnswerState
from assistant.core.echo import AUXILIARY, nearly_whole, only_echoes, words
from assistant.core.inquiry import Inquiry, Question, Topic
from assistant.core.promise import Commitment, Weight, commitments
from assistant.core.reply import Reply, taken_apart
from assistant.core.sentences import Sentence
from assistant.core.vouched import Told, takes_up, told
from assistant.core.what_happened import asks_what_happened, tells_what_happened
from assistant.core.when import resolve
from assistant.core.words import content, fold, listed

DIRECT = re.compile(
    r"(?:i did|i do|not right now|not at the moment"
    r"|yes|no|yep|yup|sure|absolutely|certainly|definitely|of course|correct|right|exactly"
    r"|unfortunately|sadly|not yet|it (?:is|does|has)"
    r"|we (?:do|can|are|have)|you can|i can|no problem|s[íi]|claro|oui|non|happy to|glad to|done"
    r"|great news|good news)\b"
)
YES_NO = re.compile(
    r"(?:and |so |also |but |hi,? |hello,? )*(?:(?:is|are|was|were|do|does|did|can|could|will|would"
    r"|have|has|had|should)(?:n't)?|may|any|can't|won't)\b"
    r"|(?:y |hola,? )*¿?(?:todav[íi]a |a[úu]n |ya |me |se |le )*(?:es|est[áa]n?|son|tienen?|hay"
    r"|puedo|pueden?|aceptan"
    r"|hacen|abren|trae|viene|incluye|atienden|prestan|llevan|trabajan)\b"
    r"|¿?(?:y |tambi[ée]n |quisiera saber |quiero saber |no s[ée] )*si \w"
)
WHEN = re.compile(r"(?:and |so |but )*(?:when|how (?:long|soon)|by when|what day|cu[áa]ndo)\b")
TIMES = frozenset({ClaimKind.TIME, ClaimKind.DATE, ClaimKind.DURATION})
ALIKE = tuple(
    frozenset(content(words))
    for words in (
        "pay cost price charge free",
        "truck pickup",
        "brakes pads rotors",
        "sell owner moves",
        "email mail message wrote",
        "cancel refund",
        "ready finished done",
        "broken fix repair",
        "wifi wi-fi internet",
        "table desk",
        "sit wait waiting",
        "mileage gallon mpg gas",
        "accident owner history report past",
        "covered coverage warranty part",
        "drive stay leave standing",
        "send fetch tow pick",
        "school home ride",
        "presta prestan prestar",
        "llevar llevan llevarme transporte raite",
        "papeles documentos requisitos licencia comprobante",
        "apartar apartarlo apartamos depósito",
        "regresar regresarlo devolver devolverlo",
        "tarda tardan tiempo lleva",
    )
)  # other words for the same thing
FOR_ALL = re.compile(
    r"\b(?:both|each of (?:them|your)|all (?:three|of (?:them|your|that|it))|everything"
    r"|your (?:other )?questions?|an answer|the rest|the others?"
    r"|ambas|lo dem[áa]s|las dos cosas|una respuesta|lo que me escribi\w*"
    r"|what is under way|what (?:i|we) find|take care of (?:it|that|this)"
    r"|where (?:it|that|this|everything) stands|than guess"
    r"|on (?:that|this)|about (?:that|this|it)|the answers?)\b"
)
NOTHING = re.compile(
    r"(?:thanks?|thank you|i (?:appreciate|understand|see)|i'm (?:so |very |really )?sorry|sorry"
    r"|gracias|merci)\b"
)
PERSON = dict.fromkeys(listed("i you we me us"), "i") | dict.fromkeys(listed("my your our"), "my")
OPEN_YES_NO = re.compile(r"\byes or no\b|\b(?:can't|cannot|don't want to) (?:tell|say)\b")
SOME_DAYS = re.compile(
    r"\b(?:couple|few|several|some|next|coming|unos|algunos|pocos|par|pr[óo]ximos)\b.{0,12}"
    r"\b(?:days|weeks|months|d[íi]as|semanas|meses)\b"
)  # no time by which anybody could be held to it
NOBODY: Told = MappingProxyType({})
TAKEN_UP = 2
ECHO, SHARE = 4, 0.8  # words of a question that a sentence takes up, and how many of them
ANSWERED, LONE = 2.0, 1.0  # scores that suffice: among several questions, for a single one


@dataclass(frozen=True)
class Linked:
    """A question, what became of it, and the sentence that did it."""

    number: int
    question: Question
    state: AnswerState
    sentence: Sentence | None = None

    @property
    def answer(self) -> Answer:
        return Answer(self.number, self.state, self.sentence.text if self.sentence else "")


def answers(text: str, inquiry: Inquiry, context: Context) -> tuple[Answer, ...]:
    """One Answer a question, in their order; the text alone decides, nobody's claims."""
    reply = taken_apart(text, context.signer.name)
    found = commitments(text, moments=resolve(text, context.now, context.store.hours), within=reply.body)
    return tuple(one.answer for one in linked(reply, inquiry.questions, found, told(context)))


def linked(
    reply: Reply, questions: tuple[Question, ...], found: tuple[Commitment, ...], heard: Told = NOBODY
) -> tuple[Linked, ...]:
    """`found` are the commitments of the reply's body, `heard` what colleagues said to which question."""
    alone = len(questions) == 1
    parts = [part for part in _parts(reply, found) if not _echoes(part, questions)]
    return tuple(
        _vouched(number, question, parts, heard.get(number, ())) or _link(number, question, parts, alone)
        for number, question in enumerate(questions)
    )


def _vouched(number: int, question: Question, parts: list["_Part"], heard: tuple[str, ...]) -> Linked | None:
    """Answered with what a colleague said of this very question."""
    for part in parts:
        if any(takes_up(part.sentence.text, answer) for answer in heard):
            return Linked(number, question, AnswerState.ANSWERED, part.sentence)
    return None


def _parts(reply: Reply, found: tuple[Commitment, ...]) -> list["_Part"]:
    """The sentences of the body with what each claims and commits to."""
    whole = claims(reply.text)
    return [
        _Part(s, tuple(c for c in whole if s.start <= c.start < s.end), _made(s, found)) for s in reply.body
    ]


def _made(sentence: Sentence, found: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    return tuple(one for one in found if one.sentence.start == sentence.start)


@dataclass(frozen=True)
class _Part:
    sentence: Sentence
    claims: tuple[Claim, ...]
    made: tuple[Commitment, ...]

    @property
    def asks(self) -> bool:
        return self.sentence.text.rstrip("\"') ").endswith("?")

    @property
    def waits(self) -> bool:
        """Only says that somebody will look, without a time."""
        owed = [one for one in self.made if one.weight is not Weight.OTHER and not one.waits]
        return bool(owed) and not any(_firm(one) for one in owed)

    @property
    def owns(self) -> bool:
        return any(_firm(one) for one in self.made)


def _firm(one: Commitment) -> bool:
    """Whether it says by when: "within two hours" does, "in the next couple of days" does not."""
    return one.due is not None and SOME_DAYS.search(fold(one.due.text)) is None


def _link(number: int, question: Question, parts: list[_Part], alone: bool) -> Linked:
    if asks_what_happened(question.text):
        return _told(number, question, parts)
    best: tuple[float, _Part | None] = (0, None)
    owner: tuple[float, _Part | None] = (0, None)
    for place, part in enumerate(parts):
        score = _score(question, part) + _nearness(question, parts, place)
        if part.owns and (score >= LONE or FOR_ALL.search(fold(part.sentence.text)) or alone):
            owner = max(owner, (score + 0.1, part), key=lambda pair: pair[0])
        if not part.waits and not _only_asks(question, part):
            best = max(best, (score, part), key=lambda pair: pair[0])
    enough = LONE if alone else ANSWERED
    if owner[1] and owner[0] >= best[0]:
        return Linked(number, question, AnswerState.OWNED, owner[1].sentence)
    if best[1] and best[0] >= enough:
        return Linked(number, question, AnswerState.ANSWERED, best[1].sentence)
    if owner[1]:
        return Linked(number, question, AnswerState.OWNED, owner[1].sentence)
    return Linked(number, question, AnswerState.OPEN)


def _told(number: int, question: Question, parts: list[_Part]) -> Linked:
    """They ask what happened: told, or promised by a time; nothing else answers that."""
    telling = [part for part in parts if tells_what_happened(part.sentence.text)]
    best = min((p for p in telling if not (p.waits or p.asks)), key=lambda one: one.owns, default=None)
    if best is None:
        return Linked(number, question, AnswerState.OPEN)
    return Linked(number, question, AnswerState.OWNED if best.owns else AnswerState.ANSWERED, best.sentence)


def _echoes(part: _Part, questions: tuple[Question, ...]) -> bool:
    return any(only_echoes(question.text, part.sentence.text) for question in questions)


def _only_asks(question: Question, part: _Part) -> bool:
    """A question back answers nothing, save one that offers what was asked for."""
    return part.asks and question.topic not in OFFERED_BACK


def _score(question: Question, part: _Part) -> float:
    """Shared words, words of the topic, and the kind of thing that was asked for."""
    text = fold(part.sentence.text)
    if NOTHING.match(text) and not part.claims and len(text) < 120:
        return 0
    shared = content(question.text) & content(part.sentence.text)
    alike = sum(
        1 for group in ALIKE if group & content(question.text) and group & content(part.sentence.text)
    )
    topic = speaks_of(question.topic, text)
    fitting = FITTING_CLAIMS.get(question.topic, frozenset())
    weight = 2 if question.topic in TOLD_BY_KIND else 1
    fits = any(claim.kind in fitting for claim in part.claims)
    timed = WHEN.match(fold(question.text)) is not None and any(c.kind in TIMES for c in part.claims)
    direct = DIRECT.match(text) is not None and YES_NO.match(fold(question.text)) is not None
    return (
        min(len(shared) + alike, 3)
        + 2 * _echoed(question.text, text)
        + min(topic, 2)
        + (weight if fits else 0)
        + (1 if direct and (shared or topic) else 0)
        + (1 if timed else 0)
    )


def _echoed(question: str, folded: str) -> bool:
    """Whether the sentence takes up the question in its own words: "how many days we will need it"."""
    kept, said = _kept(question), _said(folded)
    shared = sum(word in said for word in kept)
    return (len(kept) >= ECHO and shared >= SHARE * len(kept)) or (len(kept) == ECHO - 1 == shared)


@lru_cache(maxsize=1024)
def _kept(question: str) -> tuple[str, ...]:
    """Its words, whoever says them, without those that only ask."""
    asked = (PERSON.get(word, word) for word in words(question))
    return tuple(word for word in asked if word not in AUXILIARY)


@lru_cache(maxsize=1024)
def _said(folded: str) -> frozenset[str]:
    return frozenset(PERSON.get(word, word) for word in words(folded))


def _nearness(question: Question, parts: list[_Part], place: int) -> float:
    """A bare "Yes." or "It is." to a single yes-or-no question."""
    if place < 2 and question.topic is not Topic.OTHER and _direct(parts[place]):
        return 0.5
    return 1.0 if place < 2 and len(parts[place].sentence.text) < 60 and _direct(parts[place]) else 0


def _direct(part: _Part) -> bool:
    return bool(DIRECT.match(fold(part.sentence.text)))


def spoken_to(reply: Reply, question: Question) -> bool:
    """Whether a sentence that asks nothing shares a word, a topic or a kind of figure with it.

    Looser than an answer: a person may answer in words of their own, begin with a plain yes or no, or say
    that yes or no cannot be said from here.
    """
    told = [part for part in _parts(reply, ()) if not part.asks and not _echoes(part, (question,))]
    if YES_NO.match(fold(question.text)) and any(
        _says_yes_or_no(part, place) for place, part in enumerate(told)
    ):
        return True
    return any(_score(question, part) >= LONE or _taken_up(question, part) for part in told)


def _says_yes_or_no(part: _Part, place: int) -> bool:
    return (place == 0 and _direct(part)) or OPEN_YES_NO.search(fold(part.sentence.text)) is not None


def _taken_up(question: Question, part: _Part) -> bool:
    """Two words of the question, small ones too: "How many days he needs I'll ask him"."""
    asked, said = (set(re.findall(r"[^\W_]{3,}", fold(text))) for text in (question.text, part.sentence.text))
    return len((asked & said) - AUXILIARY - set(PERSON)) >= TAKEN_UP


def believed(answer: Answer, linked_to: Linked, reply: Reply, found: tuple[Commitment, ...]) -> bool:
    """Whether a drafter's claim about a question holds: its sentence is in the text and fits."""
    said = answer.sentence.strip()
    sentence = next((s for s in reply.body if said and said in s.text and nearly_whole(said, s.text)), None)
    if sentence is None or only_echoes(linked_to.question.text, sentence.text):
        return False
    if asks_what_happened(linked_to.question.text):
        return linked_to.sentence == sentence and linked_to.state is answer.state
    part = _Part(sentence, tuple(claims(sentence.text)), _made(sentence, found))
    if answer.state is AnswerState.OWNED:
        return part.owns
    fits = _score(linked_to.question, part) + (1 if DIRECT.match(fold(sentence.text)) else 0)
    return answer.state is AnswerState.ANSWERED and not part.waits and fits >= LONE
