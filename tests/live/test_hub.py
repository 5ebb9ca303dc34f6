"""The hub: everyone who listens hears, nobody who does not keep up holds the others."""

import threading

from assistant.core.address import Mailbox
from assistant.core.message import Channel, OutboundMessage
from assistant.core.outcome import Accepted, Refused
from assistant.gateways.chat import ChatGateway
from assistant.live.hub import SLOW, Hub


def line(visitor):
    return OutboundMessage(
        Channel.CHAT, Mailbox("Sam", "sam@northgate.example"), (), None, "", "Hi", visitor=visitor
    )


def test_every_listener_of_a_topic_hears_it_and_no_other():
    hub = Hub()
    with hub.listen(["today:1", "today:2"]) as both, hub.listen(["today:2"]) as second:
        hub.tell("today:1", "change")
        hub.tell("today:2", "change")
        assert [both.next(0), both.next(0), both.next(0)] == [
            ("today:1", "change"),
            ("today:2", "change"),
            None,
        ]
        assert [second.next(0), second.next(0)] == [("today:2", "change"), None]


def test_telling_never_waits_for_a_listener_that_sleeps():
    hub = Hub(at_most=3)
    with hub.listen(["today:1"]) as asleep, hub.listen(["today:1"]) as awake:
        for _ in range(4):
            hub.tell("today:1", "change")
            assert awake.next(0) == ("today:1", "change")
        assert asleep.next(0) == ("", SLOW)
        assert asleep.next(0) is None
        hub.tell("today:1", "change")
        assert asleep.next(0) == ("today:1", "change")


def test_a_closed_listener_is_forgotten_and_woken():
    hub = Hub()
    listener = hub.listen(["today:1"])
    heard = []
    waiting = threading.Thread(target=lambda: heard.extend(listener))
    waiting.start()
    listener.close()
    listener.close()
    waiting.join(3)
    assert not waiting.is_alive() and heard == [] and hub.listening("today:1") == 0


def test_many_threads_tell_and_come_and_go_without_losing_one():
    hub = Hub(at_most=10_000)
    with hub.listen(["today:1"]) as steady:

        def busy():
            for _ in range(200):
                with hub.listen(["today:1"]):
                    hub.tell("today:1", "change")

        threads = [threading.Thread(target=busy) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(1 for _ in iter(lambda: steady.next(0), None)) == 1000
    assert hub.listening("today:1") == 0


def test_a_chat_answer_tells_its_visitors_widget():
    hub = Hub()
    with hub.listen(["visitor:3:abc"]) as widget:
        assert ChatGateway(hub).send(line("3:abc")) == Accepted()
        assert widget.next(0) == ("visitor:3:abc", "line")


def test_a_chat_answer_to_nobody_is_refused_and_one_that_was_kept_is_there():
    assert isinstance(ChatGateway(Hub()).send(line("")), Refused)
    assert ChatGateway(Hub()).sent("<rb.1@northgate.example>") is True
