"""pressure-first: somebody who is pressed for time reads the way out first, the apology after it."""

import re
from collections.abc import Iterator

from assistant.core.checks.complaint import SORRY
from assistant.core.checks.reading import Reading
from assistant.core.checks.rule import Place
from assistant.core.claims import ClaimKind
from assistant.core.draft import AnswerState
from assistant.core.inquiry import Pressure
from assistant.core.sentences import Sentence

NO_WAY = re.compile(  # what "I can" and "I have" may go on with and help nobody
    r" (?:only |well |just )?(?:imagine|understand|see why|hear|tell|appreciate|feel"
    r"|read|received|seen|noted|got)\b"
)
TOLD = (ClaimKind.TIME, ClaimKind.DATE, ClaimKind.DURATION, ClaimKind.AVAILABILITY)


def pressure_first(reading: Reading) -> Iterator[Place]:
    if reading.inquiry.pressure is not Pressure.NOW or not reading.reply.body:
        return
    first = reading.reply.body[0]
    way = _way_out(reading, first)
    sorry = SORRY.search(reading.reply.folded, first.start, first.end)
    if way is None:
        why = "They are pressed for time: begin with the way out, not with this."
        yield Place(first.start, first.end, why)
    elif sorry and sorry.start() < way:
        why = "They are pressed for time: the way out first, the apology after it."
        yield Place(sorry.start(), sorry.end(), why)


def _way_out(reading: Reading, first: Sentence) -> int | None:
    """Where the first sentence begins to say what can be done; None where it does not."""
    folded = reading.reply.folded
    phrases = reading.phrases.find("way-out", folded)
    found = [start for _, start, end in phrases if not NO_WAY.match(folded, end)]
    found += [one.start for one in reading.commitments]
    found += [claim.start for claim in reading.claims if claim.kind in TOLD]
    found += [
        first.start for one in reading.linked if one.state is AnswerState.ANSWERED and one.sentence == first
    ]
    return min((start for start in found if first.start <= start < first.end), default=None)
