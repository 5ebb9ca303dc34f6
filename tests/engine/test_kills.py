"""Twenty times kill -9 at random moments under load: nothing lost, nothing doubled, nothing unapproved.

On SQLite the one process; on PostgreSQL web, workers, SMTP listener and every database connection. What is
asked of the counts stands in bench/tally.py, and test_tally.py tries it.
"""

import pytest

from assistant.bench import kills

pytestmark = [pytest.mark.kills, pytest.mark.xdist_group("kills")]


def test_twenty_kills_lose_nothing_and_double_nothing(database):
    counted = kills.run(20, database=database)
    assert sum(count for name, count in counted.items() if name.startswith("killed")) == 20
    assert not counted["against"], counted["against"]
    assert counted["ok"]
