"""Who writes to a SQLite file next: first come, first served."""

import threading
from functools import partial

from tests_help import until

from assistant.records.turns import Turns


def in_line(turns, many):
    return len(turns._line) == many


def test_whoever_came_first_writes_first():
    turns, order, threads = Turns(patience=30), [], []

    def write(name):
        with turns.taken():
            order.append(name)

    with turns.taken():
        for name in "abcde":
            thread = threading.Thread(target=write, args=(name,))
            thread.start()
            threads.append(thread)
            until(partial(in_line, turns, len(threads) + 1))
    for thread in threads:
        thread.join(30)
    assert order == [*"abcde"]


def test_a_writer_that_never_ends_makes_nobody_wait_for_ever():
    """The database itself then says that it is locked, in words that are known."""
    turns, went = Turns(patience=0.05), []

    def write():
        with turns.taken():
            went.append(True)

    with turns.taken():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(30)
    assert went == [True]


def test_a_turn_is_given_back_whatever_happened_in_it():
    turns = Turns(patience=30)
    try:
        with turns.taken():
            raise OSError
    except OSError:
        pass
    with turns.taken():
        assert len(turns._line) == 1
    assert not turns._line


def test_on_sqlite_writers_take_turns_and_on_postgresql_the_server_sees_to_it(parts):
    sqlite = parts.services.settings.database_url.startswith("sqlite")
    assert (parts.services.sessions.turns is not None) == sqlite
