"""The embedded engine beside the doors of its own process: it gives way while messages pour in."""

import threading
from datetime import timedelta

from assistant.engine import embedded
from assistant.engine.embedded import Bell, Wake
from assistant.pipeline.steps import Lane, Step


class Silent:
    """A session that takes whatever is added; nothing is committed."""

    def __init__(self):
        self.info = {}


def arrive(wake, monkeypatch, clock, *seconds):
    monkeypatch.setattr(embedded.jobs, "queue", lambda *_, **__: None)
    for moment in seconds:
        monkeypatch.setattr(embedded.time, "monotonic", lambda moment=moment: moment)
        wake.queue(Silent(), Step.FILE, 1, clock(), now=clock() + timedelta(0))


def test_one_message_alone_is_read_at_once(monkeypatch, clock):
    wake = Wake()
    arrive(wake, monkeypatch, clock, 100.0)
    assert not wake.pouring()


def test_messages_one_upon_another_pour_until_there_is_a_pause(monkeypatch, clock):
    wake = Wake()
    arrive(wake, monkeypatch, clock, 100.0, 100.01)
    assert wake.pouring()
    monkeypatch.setattr(embedded.time, "monotonic", lambda: 100.01 + 2 * embedded.POURING_SECONDS)
    assert not wake.pouring()


def test_a_bell_rung_before_somebody_waits_is_heard():
    bell = Bell()
    bell.ring()
    assert bell.wait(seconds=30, seen=0) == 1


def test_at_the_end_everybody_is_woken():
    bell, heard = Bell(), []
    threads = [threading.Thread(target=lambda: heard.append(bell.wait(30, 0))) for _ in range(3)]
    for thread in threads:
        thread.start()
    bell.ring(everybody=True)
    for thread in threads:
        thread.join(30)
    assert heard == [1, 1, 1]


def test_each_lane_has_a_bell():
    assert set(Wake().bells) == set(Lane)
