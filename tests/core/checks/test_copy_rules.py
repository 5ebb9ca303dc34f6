"""not-a-copy: a letter that somebody else had about another matter is no answer to this one."""

from datetime import timedelta

import pytest
from desk import NOW, findings, letter

from assistant.core.context import Copy

ALIKE = [0.7, 0.71, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.99, 1.0]
APART = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.69]
TEXT = letter("The Outback is here, with two keys and a clean title, and it drives well on any road.")


def compared(likeness):
    sent = Copy(likeness=likeness, at=NOW - timedelta(days=2))
    return findings(TEXT, "not-a-copy", copies=(sent,))


@pytest.mark.parametrize("likeness", ALIKE)
def test_nearly_the_same_letter_warns(likeness):
    (found,) = compared(likeness)
    assert found.severity == "warn"
    assert "somebody else" in found.why


@pytest.mark.parametrize("likeness", APART)
def test_a_letter_of_its_own_passes(likeness):
    assert not compared(likeness)


EXAMPLES = {"not-a-copy": (ALIKE, APART)}
