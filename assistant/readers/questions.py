"""The questions of a turn, one by one, in the customer's own words."""

import re
from collections.abc import Sequence

from assistant.core.inquiry import Question, Topic
from assistant.readers.asked import LEAST, Asked
from assistant.readers.idle import announces, answers_itself, leads_up, rhetorical
from assistant.readers.openers import JOINING, PERSONS, asks_mid_sentence, begins_clause, opens
from assistant.readers.sentences import Sentence
from assistant.readers.spanish import begins as begins_in_spanish
from assistant.readers.topics import topic_of
from assistant.readers.words import Hit, Word, keys

CONDITIONS = keys("if when since for with because as before after given considering once until cuando si")
YOURS = keys("you they people he she")
FIRST_PERSON = keys(
    "i im we were id wed still just really also am are do ive weve well ill so please and but or"
    " would definitely only hi hello hey thanks ok now maybe yes could tambien y pues nomas tengo joven"
)
WISHING = keys("id wed")  # "while I'm at it I'd like to know"
ANYWHERE = keys("wondering was curious any let please lets")
NEGATIONS = keys("not dont didnt never no doesnt wouldnt without isnt")
SUBJECT = keys("i im we id wed ive weve am are was would just really also still definitely very")
GREETINGS = keys("hi hello hey morning afternoon evening night guys team hola buenas buenos dias tardes")
WHETHER = keys("whether si")
NO_CONDITION = keys("so not no yes asi")
SHORT_HEAD = 6  # words before the "and" of a second question
FOLLOWS_UP = keys("and or also what how the")

_LEAD_IN = re.compile(
    r"(?i)\A(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|hola|hallo|bonjour|thanks"
    r"|thank you|ok|okay|great|perfect"
    r"|yes|yeah|cool|awesome|also|and|so|but)\b(?: there| again"
    r"| (?-i:[A-Z])[\w'’-]{1,15}){0,2}[\s,!.:–—-]{1,4}){1,3}"
)
_TAIL = re.compile(
    r"(?i)[\s,.;:!–—-]{1,4}(?:(?:m\w+ )?(?:thanks|gracias)|(?:please and )?thank you|thx|ty)\b[^?]{0,30}\Z"
)


def asked(shown: str, sentences: Sequence[Sentence]) -> list[Asked]:
    """Everything asked in so many words, rhetorical questions and polite closings left out."""
    found: list[Asked] = []
    for index, sentence in enumerate(sentences):
        parts = _parts(shown, sentence)
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if parts and sentence.asks and following and answers_itself(following):
            continue
        found.extend(part for part in parts if not rhetorical(part))
    if len(found) > 1:
        found = [part for part in found if not announces(part)] or found[:1]
    nexts = [*found[1:], None] if found else []
    return [part for part, following in zip(found, nexts, strict=True) if not leads_up(part, following)]


def question(shown: str, part: Asked, topic: Topic | None = None) -> Question:
    """The customer's words from where they ask to where they stop asking."""
    sentence = part.sentence
    whole = part.last == len(sentence.words)
    end = sentence.end if whole and sentence.asks else sentence.words[part.last - 1].end
    start = _inverted_mark(shown, part)
    text = shown[start:end]
    if (tail := _TAIL.search(text)) and len(text[: tail.start()].split()) > 1:
        text = text[: tail.start()]
    text = text.rstrip()
    return Question(text, topic or part.topic, start, start + len(text))


def _inverted_mark(shown: str, part: Asked) -> int:
    """A Spanish question begins with its mark: "¿Y cuánto cuesta?"."""
    mark = shown.rfind("¿", max(part.sentence.start, part.start - 4), part.start)
    return mark if mark >= 0 else part.start


def statement(shown: str, sentence: Sentence, topic: Topic | None = None) -> Question:
    """A sentence that asks by what it says."""
    first = _after_lead_in(sentence)
    return question(shown, Asked(sentence, first, len(sentence.words), direct=False), topic)


RELATIVE = keys("who which whose where")
OF_WORK = (Topic.APPOINTMENT, Topic.SERVICE_PRICE, Topic.OTHER)
POINTS_BACK = keys("and is are it they them for each would do does installed with")


def topics_together(parts: Sequence[Asked]) -> list[Topic]:
    """The topic of each; one that names none ("and the red one?") takes it from what stands before it."""
    topics: list[Topic] = []
    for part in parts:
        topic = part.topic
        if topic is Topic.OTHER:
            topic = topic_of(hit for hit in part.sentence.hits if hit.last <= part.first)
        if topic is Topic.PRICE and topics and topics[-1] is Topic.PARTS and _of_that(part):
            topic = Topic.PARTS
        if topic is Topic.PRICE and topics and topics[-1] in OF_WORK and _after_work(parts, part):
            topic = Topic.SERVICE_PRICE
        if topic is Topic.OTHER and topics and part.sentence.words[part.first].key in FOLLOWS_UP:
            topic = topics[-1]
        topics.append(topic)
    return topics


def _after_work(parts: Sequence[Asked], part: Asked) -> bool:
    """Whether work on a car was spoken of before it: "can you do an inspection, and how much is it"."""
    return any(one.sentence.has("service", "symptom") for one in parts[: parts.index(part) + 1])


def _of_that(part: Asked) -> bool:
    """ "How much", "how much are they": of what was just spoken of."""
    said = [word.key for word in part.sentence.words[part.first : part.last]]
    return said[:2] == ["how", "much"] and (len(said) < 3 or said[2] in POINTS_BACK)


def _parts(shown: str, sentence: Sentence) -> list[Asked]:
    starts = _starts(shown, sentence)
    count = len(sentence.words)
    if not starts:
        return [Asked(sentence, _after_lead_in(sentence), count, direct=True)] if sentence.asks else []
    kept = [starts[0]]
    for start in starts[1:]:
        apart = start[0] - kept[-1][0] + (sentence.words[start[0]].key in WHETHER)
        if apart > LEAST and count - start[0] >= LEAST - (sentence.words[start[0]].key == "donde"):
            kept.append(start)
    first = kept[0][0]
    if first and sentence.asks and sentence.words[lead := _after_lead_in(sentence)].key in CONDITIONS:
        kept[0] = (lead, kept[0][1])
    parts = _headed(sentence, kept[0][0])
    for index, (first, direct) in enumerate(kept):
        last = kept[index + 1][0] if index + 1 < len(kept) else count
        while last < count and last - first > 1 and sentence.words[last - 1].key in JOINING:
            last -= 1
        parts.append(Asked(sentence, first, last, direct))
    return parts


def _headed(sentence: Sentence, first: int) -> list[Asked]:
    """ "Any accidents, and how many owners?": a few words with a topic of their own, before an "and"."""
    words = sentence.words
    if not sentence.asks or not 2 < first + 1 <= SHORT_HEAD + 1 or words[first - 1].key not in JOINING:
        return []
    head = Asked(sentence, 0, first - 1, direct=True)
    bare = PERSONS.isdisjoint(word.key for word in words[: first - 1])
    return [head] if bare and head.topic is not Topic.OTHER else []


def _starts(shown: str, sentence: Sentence) -> list[tuple[int, bool]]:
    """(word, direct) of each place where an asking begins; within one asking only its beginning."""
    words = sentence.words
    asks = _ask_hits(shown, sentence)
    closed = {at for hit in sentence.of("closer") for at in range(hit.first, hit.last)}
    starts: list[tuple[int, bool]] = []
    for at in range(len(words)):
        new = begins_clause(shown, words, at) or at in _after_polite(sentence)
        if starts and at and words[at - 1].key == "or" and len(words) - at <= LEAST + 1:
            continue  # "… or is that extra": the other half of the same question
        if at and not sentence.asks and words[at].key in RELATIVE and _after_a_comma(shown, words, at):
            continue  # "Boris, who is a Great Dane"
        free = not starts and at not in closed
        if (
            (new and at not in closed and opens(words, at, marked=sentence.asks))
            or (at and not closed and (free or new) and asks_mid_sentence(words, at))
            or (at and new and _conditional(words, at))
            or begins_in_spanish(shown, words, at, new=new, started=bool(starts), marked=sentence.asks)
        ):
            starts.append((at, True))
        elif starts and words[at].key in WHETHER and _joined(words, at):
            starts.append((at, False))
        elif at in asks and (free or new or begins_clause(shown, words, _subject(shown, words, at))):
            starts.append((_subject(shown, words, at), False))
    return starts


def _after_a_comma(shown: str, words: Sequence[Word], at: int) -> bool:
    return shown[words[at - 1].end : words[at].start].strip() == ","


def _conditional(words: Sequence[Word], at: int) -> bool:
    """ "…, and if my husband hates it can we return it": the condition begins the next question."""
    if words[at].key != "if" or words[at - 1].key not in JOINING or words[at + 1 : at + 2] == []:
        return False
    if at + 1 < len(words) and words[at + 1].key in NO_CONDITION:
        return False
    return any(asks_mid_sentence(words, later) for later in range(at + 3, min(at + 10, len(words))))


def _joined(words: Sequence[Word], at: int) -> bool:
    """ "how much it costs and whether I can come": the second half of what they want to know."""
    following = words[at + 1].key if at + 1 < len(words) else ""
    return words[at - 1].key in JOINING and following not in NO_CONDITION


def _subject(shown: str, words: Sequence[Word], at: int) -> int:
    """Back to the "I" of "I am really interested in"."""
    while at and words[at - 1].key in SUBJECT and not begins_clause(shown, words, at):
        at -= 1
    return at


def _ask_hits(shown: str, sentence: Sentence) -> set[int]:
    """First words of the phrases that ask, those of a polite closing or of somebody else left out."""
    words = sentence.words
    closers = sentence.of("closer")
    found = set()
    for hit in sentence.of("ask"):
        if any(
            closer.first <= hit.first < closer.last or hit.first <= closer.first < hit.last
            for closer in closers
        ):
            continue
        before = words[hit.first - 1].key if hit.first else ""
        if words[hit.first].key == "wants" and not _others_ask(words, hit):
            continue  # what somebody else would like
        if before in NEGATIONS or _of_others(words, hit.first):
            continue
        if (
            before in FIRST_PERSON
            or _others_ask(words, hit)
            or (words[hit.first].key in WISHING and words[hit.last - 1].key == "know")
            or words[hit.first].key in ANYWHERE
            or begins_clause(shown, words, hit.first)
        ):
            found.add(hit.first)
    return found


def _others_ask(words: Sequence[Word], hit: Hit) -> bool:
    """ "my wife wants to know": somebody beside them asks."""
    return [word.key for word in words[hit.first : hit.last]][:3] == ["wants", "to", "know"]


def _of_others(words: Sequence[Word], at: int) -> bool:
    """ "If you are looking for a truck": what others look for is no wish of theirs."""
    return words[at].key in ("looking", "interested", "want") and any(
        word.key in YOURS for word in words[max(at - 2, 0) : at]
    )


def _after_polite(sentence: Sentence) -> set[int]:
    """Words right after "hi", "ok thanks": a clause begins there without a comma."""
    greeted = {at + 1 for at, word in enumerate(sentence.words[:3]) if word.key in GREETINGS}
    return greeted | {hit.last for hit in sentence.of("thanks", "ack") if hit.first < 3}


def _after_lead_in(sentence: Sentence) -> int:
    lead = _LEAD_IN.match(sentence.text)
    if lead is None:
        return 0
    after = sentence.start + lead.end()
    return next((index for index, word in enumerate(sentence.words) if word.start >= after), 0)
