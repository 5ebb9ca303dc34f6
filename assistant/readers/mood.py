"""Praise and blame: how much of each, and the clause that names it best."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.readers.sentences import Sentence
from assistant.readers.words import Hit, keys

LONGEST_CLAUSE = 220  # characters
_CUT = re.compile(
    r"(?i)\s*[,;:–—()]\s+|\s+[-–—]\s+|\s+(?=(?:but|and|because|although|however|though|so|then|when"
    r"|while|pero|y)\s)|\s+(?:saying|telling me|to say)(?: that)?\s+"
)
_JOINING = re.compile(r"(?i)\A(?:but|and|because|although|however|though|so|then|when|while|pero|y|also)\s+")
_NAME = re.compile(r"(?<![.!?]\s)(?<!\A)\b[A-ZÀ-Ý][a-zà-ÿ]{2,}\b")
_NAME_FIRST = re.compile(
    r"\A(?!He|She|They|The|It|We|You|Our|My|This|That|Very|Great|Every|Staff)[A-Z][a-z]{2,}\s+(?:was"
    r"|is|and|did|made|took|went|helped|has)\b"
)
OWN_WAIT = re.compile(  # for something that is not ours to give
    r"(?i)\bwait(?:ing|ed)? (?:for|on|until) (?:(?:my|our|the|a) )?(?:\w+ )?"
    r"(?:tax|refund check|wife|husband|spouse|partner|son|daughter|pay ?checks?|payday|bonus|settlement"
    r"|raise|divorce"
    r"|insurance|adjuster|bank|credit union|loan approval|lease to end|house|weather)\b"
)
THIN = 0.4  # of the weight of a clause that only points at the harm, or tells what was to be
WHOLE = 20  # words of two clauses told together
_THIN = re.compile(
    r"(?i)(?:it|that|this)(?:'s|’s|s)? (?:has |had )?(?:been|was|is|were|never|isn'?t|wasn'?t)\b|it'?s been\b"
    r"|(?:(?:i|we) (?:was|were)(?: \w+)? told|(?:they|he|she) told (?:me|us)|was told)\b"
)
_LED_BY = re.compile(
    r"(?i)(?:\A|[,.;] )(?P<said>(?:i|we)\b[^,.;]{3,60}?\b(?:at \d{1,2}(?::\d\d)?|"
    r"\d+ (?:hours?|minutes|days|weeks)"
    r"|(?:two|three|four|five|several) (?:hours|days|weeks))) and \Z"
)
KIN = keys(
    "he she dad father mom mother husband wife son daughter brother sister grandma grandpa uncle aunt and who"
)
LESS = keys("less lower under fair right reasonable fine")
SHARES = {"harm": 1.0, "harsh": 0.6, "bad": 0.3}


@dataclass(frozen=True)
class Mood:
    """Counts of words of praise and blame; each place in the text counts once per list."""

    harsh: int
    harm: int
    bad: int
    good: int
    praise: int
    words: int

    @property
    def negative(self) -> float:
        return 2 * self.harsh + self.harm + self.bad

    @property
    def positive(self) -> float:
        return 1.5 * self.good + self.praise


def mood(sentences: Sequence[Sentence]) -> Mood:
    counts = dict.fromkeys(("harsh", "harm", "bad", "good", "praise"), 0)
    for sentence in sentences:
        for label in counts:
            counts[label] += len({hit.first for hit in sentence.of(label) if _counts(sentence, hit)})
    return Mood(**counts, words=sum(len(sentence.words) for sentence in sentences))


def harm(sentences: Sequence[Sentence], *labels: str) -> str:
    """What went wrong, in the shortest clause that names it with some substance; empty where nothing did.

    `labels` are the lists that count; all of them where none is given.
    """
    best, weight = "", 0.0
    for sentence in sentences:
        for first, last, text in _clauses(sentence):
            blame = min(_blame(sentence, first, last, labels or tuple(SHARES)), 4.0)
            found = blame * (THIN if thin(text) else 1.0) - len(text) / 400
            if found > weight:
                best, weight = _with_measure(sentence, text), found
    return best


def thin(text: str) -> bool:
    """Whether it only points at the harm, or tells what was to be."""
    return bool(_THIN.match(text))


def _with_measure(sentence: Sentence, text: str) -> str:
    """Together with the clause before its "and", where that tells when or how long, and who did it."""
    at = sentence.text.find(text)
    before = _LED_BY.search(sentence.text[:at]) if at > 0 else None
    if before is None or len(f"{before['said']} and {text}".split()) > WHOLE:
        return text
    return sentence.text[before.start("said") : at + len(text)]


def _blame(sentence: Sentence, first: int, last: int, labels: tuple[str, ...]) -> float:
    """Weight of the words of blame from `first` to `last`; of two that overlap only the longer."""
    reach: dict[str, int] = {}
    total = 0.0
    for hit in sorted(sentence.of(*labels), key=lambda hit: (hit.first, -hit.size)):
        inside = first <= hit.first < last and hit.first >= reach.get(hit.label, 0)
        if inside and _counts(sentence, hit):
            total += SHARES[hit.label] * (1 + 0.3 * (hit.size - 1))
            reach[hit.label] = hit.last
    return total


def praise(sentences: Sequence[Sentence]) -> str:
    """Whom or what they praise; a clause that names somebody comes first."""
    best, weight = "", 0.0
    for sentence in sentences:
        for first, last, text in _clauses(sentence):
            hits = [
                hit
                for hit in sentence.of("praise", "good")
                if first <= hit.first < last and _counts(sentence, hit)
            ]
            if not any(hit.label == "praise" for hit in hits):
                continue
            named = bool(_NAME.search(text) or _NAME_FIRST.match(text))
            found = min(len({hit.first for hit in hits}), 3) + 3 * named - len(text) / 200
            if found > weight or not best:
                best, weight = text, found
    return best


def _counts(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words mean what they say: not turned round, no part of a praise ("nobody rushed me"),
    no mere courtesy ("great, thanks")."""
    if hit.label in ("harm", "bad") and _of_people(sentence, hit):
        return False
    if _negated(sentence, hit.first, hit.label) or (hit.label == "harm" and _supposed(sentence, hit.first)):
        return False
    if hit.label not in ("good", "praise"):
        return not any(
            said.first <= hit.first < said.last and said.size > 2 for said in sentence.of("praise")
        )
    following = sentence.words[hit.last].key if hit.last < len(sentence.words) else ""
    if sentence.words[hit.first].key in ("best", "perfect") and following in OF_A_DEAL:
        return False
    if hit.first == 0 and hit.size == 1 and sentence.has("ack") and following in AFTER_OK:
        return False
    return not any(
        polite.first <= hit.first < polite.last and polite.size > 1
        for polite in sentence.of("ack", "filler", "thanks", "plain")
    )


def _of_people(sentence: Sentence, hit: Hit) -> bool:
    """ "My dad died in August", "the bill was less than you said": no harm of ours."""
    before = sentence.words[hit.first - 1].key if hit.first else ""
    after = sentence.words[hit.last].key if hit.last < len(sentence.words) else ""
    dead = sentence.words[hit.first].key == "died" and before in KIN
    return dead or (sentence.words[hit.first].key == "bill" and after in LESS)


def _supposed(sentence: Sentence, at: int) -> bool:
    """ "He could've told me it was discontinued": what one might have done, and did not."""
    before = [word.key for word in sentence.words[max(at - 4, 0) : at + 1]]
    return any(
        who in HE and (could in COULD_HAVE or (could in COULD and "have" in before))
        for who, could in pairwise(before)
    )


def _negated(sentence: Sentence, at: int, label: str) -> bool:
    """ "not great", "no problems": the word before turns it round."""
    before = [word.key for word in sentence.words[max(at - 3, 0) : at]]
    if label == "harm" and sentence.words[at].key in WAITS and OWN_WAIT.search(sentence.text):
        return True
    if label == "harsh" and before[-1:] and before[-1] in OFF:
        return True  # "taking off one star"
    if label in ("good", "praise"):
        return any(key in NOT for key in before[-2:])
    if (
        label == "harm"
        and sentence.words[at].key in OWN_DEEDS
        and ("i" in before[-1:] or {"i", "made"} <= set(before))
    ):
        return True
    if label == "harm" and sentence.words[at].key.startswith(
        ("pressur", "pushy", "problem", "issue", "trouble")
    ):
        return any(key in NEVER for key in before[-2:])
    return label == "bad" and any(key in NEVER for key in before)


OF_A_DEAL = keys("price out otd offer deal number time way day rate numbers")
AFTER_OK = frozenset(
    ["", "thank", "thanks", "i", "ill", "ok", "we", "that", "can", "do", "what", "how", "when", "is"]
)
OWN_DEEDS = keys("lost broke damaged scratched dented cracked stalled missed mistake mistakes")
WAITS = keys("waiting waited been refund")
OFF = keys("off minus deduct deducted dock docked drop")
HE = keys("he she")
COULD = keys("could might would")
COULD_HAVE = keys("couldve mightve wouldve")
NOT = keys("not isnt wasnt arent werent dont didnt doesnt never no cant cannot wouldnt hardly less")
NEVER = keys("no not never without havent hasnt didnt any zero few")


def _clauses(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """(first word, after the last word, text) of each clause, and of the whole where it is short."""
    start = 0
    for match in (*_CUT.finditer(sentence.text), None):
        end = match.start() if match else len(sentence.text)
        piece = sentence.text[start:end]
        if match and len(piece.split()) < 3:
            continue
        lead = _JOINING.match(piece)
        begin = start + (lead.end() if lead else 0)
        text = sentence.text[begin:end].strip(" .!?,;:-–—\"'")
        first = _index(sentence, sentence.start + begin)
        last = _index(sentence, sentence.start + end)
        if text and last > first:
            yield first, last, text[:LONGEST_CLAUSE].strip()
        start = match.end() if match else end


def _index(sentence: Sentence, offset: int) -> int:
    return next((i for i, word in enumerate(sentence.words) if word.start >= offset), len(sentence.words))
