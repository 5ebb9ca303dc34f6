"""Twenty times kill -9 at random moments under load: nothing lost, nothing doubled, nothing unapproved."""

import pytest

from assistant.bench import kills

pytestmark = [pytest.mark.kills, pytest.mark.xdist_group("kills")]


def test_twenty_kills_lose_nothing_and_double_nothing():
    counted = kills.run(20)
    assert counted["kills"] == 20
    assert counted["acknowledged"] > 20
    assert counted["ok"], counted
