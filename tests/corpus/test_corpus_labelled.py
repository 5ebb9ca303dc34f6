"""Two hundred turns that a person labelled: kind, number of questions, topics; printed, with a floor each.

A star stands for any topic; a question mark after a topic for a question that may be found or not
(something told that waits for an answer but asks nothing in words).
"""

from collections import Counter

import labelled
import pytest
from labelled import Label

from assistant.core.inquiry import Inquiry
from assistant.readers.rules import RulesReader

READER = RulesReader()
FLOORS = {"kind": 0.90, "count": 0.88, "precision": 0.90, "recall": 0.92, "topic": 0.88}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not labelled.CORPORA.is_dir(), reason="the shared corpora are not here"),
]


def read(label: Label) -> Inquiry:
    turn = labelled.turn_at(label.file, label.place)
    assert labelled.digest(turn) == label.digest, f"{label.file}:{label.place} is another text now"
    return READER.read(turn)


def scores(part: str) -> dict[str, float]:
    """Shares between 0 and 1, over the labels of one part."""
    right, seen = Counter(), Counter()
    for label in labelled.labels():
        if label.part != part:
            continue
        inquiry = read(label)
        asked = [question.topic.value for question in inquiry.questions]
        due = [topic for topic in label.questions if not topic.endswith("?")]
        hits = min(len(asked), len(label.questions))
        seen.update(kind=1, count=1, precision=len(asked), recall=len(due))
        right.update(
            kind=inquiry.kind.value in label.kind.split("/"),
            count=len(due) <= len(asked) <= len(label.questions),
            precision=hits,
            recall=min(len(asked), len(due)),
        )
        for topic in set(due) - {"*"}:
            seen["topic"] += 1
            right["topic"] += topic in asked
    return {name: right[name] / seen[name] for name in seen}


@pytest.mark.parametrize("part", ["first", "second"])
def test_what_a_person_labelled_is_understood(part):
    found = scores(part)
    print(part, " ".join(f"{name} {share:.3f} (floor {FLOORS[name]})" for name, share in found.items()))
    assert {name for name, share in found.items() if share < FLOORS[name]} == set()


def test_no_text_of_any_corpus_breaks_a_rule():
    """Without the net of `read`: whatever can be a turn is understood by the rules themselves."""
    broken, seen = [], 0
    for file, place, turn in labelled.every_turn():
        seen += 1
        try:
            inquiry = READER._read(turn)
        except Exception as error:
            broken.append(f"{file}:{place} {error!r}")
            continue
        words = turn.text if inquiry.text == turn.text else inquiry.text
        found = (*inquiry.questions, *inquiry.requests, *inquiry.offers, *inquiry.reminders)
        broken += [
            f"{file}:{place} offsets"
            for one in found
            if one.start >= 0
            and words[one.start : one.end] != getattr(one, "words", getattr(one, "text", ""))
        ]
    print(f"{seen} turns read")
    assert broken == []
    assert seen > 15_000
