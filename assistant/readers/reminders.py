"""A promise of ours, as the customer reminds us of it."""

from assistant.core.inquiry import Reminder
from assistant.readers.clauses import clause, when_of
from assistant.readers.reading import Reading
from assistant.readers.sentences import Sentence
from assistant.readers.words import Hit, keys

MOST = 4  # of one turn
OWN = keys("i we im were ill id")  # what they themselves were to do is no promise of ours
RECEIVE = keys("get receive hear have be getting told promised assured")
OTHERS = keys(
    "wife husband son daughter mom mother dad father friend insurance adjuster bank lender union doctor kid"
    " boss neighbor brother sister who it commercial ad website article internet"
)


def reminders(reading: Reading) -> tuple[Reminder, ...]:
    """Each once, in the order of the text."""
    found: dict[int, Reminder] = {}
    for sentence in reading.sentences:
        for hit in sentence.of("promised"):
            if _is_ours(sentence, hit):
                start, end = clause(reading, sentence, hit.first, hit.last)
                named = when_of(reading, sentence, start, end)
                found.setdefault(start, Reminder(reading.text[start:end], start, end, named))
    return tuple(found[start] for start in sorted(found))[:MOST]


def _is_ours(sentence: Sentence, hit: Hit) -> bool:
    words = sentence.words
    before = [word.key for word in words[max(hit.first - 3, 0) : hit.first + 1]]
    if not OTHERS.isdisjoint(before):
        return False
    subject = words[hit.first - 1].key if hit.first else ""
    if subject in OWN and words[hit.first].key == "promised":
        return False
    if words[hit.first].key in OWN or subject in OWN:
        after = {word.key for word in words[hit.first : hit.last + 2]}
        return not RECEIVE.isdisjoint(after)
    return True
