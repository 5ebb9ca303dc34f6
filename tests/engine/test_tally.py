"""What makes the kill bench say no: each way to lose, double or skip something."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.bench import tally
from assistant.bench.load import SMTP, WEBHOOK, Load, Relay
from assistant.bench.person import Person
from assistant.core.message import Channel
from assistant.core.outcome import Deferred, Refused, Unsure
from assistant.pipeline import send
from assistant.records import Delivery, Draft

TEXT = "Hi,\n\nYes.\n\nSam Whitfield · 555-0142"
GOOD = {**dict.fromkeys(tally.WRONG, 0), **dict.fromkeys(tally.NEEDED, 1), "still running": []}


def test_a_run_in_which_all_came_and_went_is_ok():
    assert tally.verdict(GOOD) == {"against": [], "ok": True}


@pytest.mark.parametrize("name", tally.WRONG)
def test_whatever_went_wrong_speaks_against_it(name):
    assert tally.verdict({**GOOD, name: 1}) == {"against": [name], "ok": False}


@pytest.mark.parametrize("name", tally.NEEDED)
def test_whatever_did_not_happen_speaks_against_it(name):
    assert tally.verdict({**GOOD, name: 0}) == {"against": [f"no {name}"], "ok": False}


def test_a_kill_that_never_met_a_sending_is_missed_where_it_is_not_named():
    without = {name: value for name, value in GOOD.items() if name != "killed: while sending"}
    assert not tally.verdict(without)["ok"]


@pytest.fixture
def outside(cast):
    """What the outside saw of one mail each way, answered, approved and taken by the relay."""
    seen = Outside()
    for entry, number in ((WEBHOOK, 1), (SMTP, 2)):
        cast.writes("Is the van here?", sender=f"C <c{number}@x.example>", message_id=f"<{number}@x>")
        seen.load.acknowledged[entry].add(f"<{number}@x>")
    for draft in cast.all(Draft):
        cast.approves(draft, text=TEXT, overrule="As agreed.")
        seen.person.approved.add(draft.id)
    return seen


class Outside:
    def __init__(self):
        self.load, self.relay = Load(None, ""), Relay()
        self.person, self.blows = Person("", None, None), []

    def takes(self, delivery):
        self.relay.taken[delivery.message_id] += 1
        self.relay.texts[delivery.message_id] = delivery.text

    def verdict(self, cast):
        found = tally.counted(cast.services, self.load, self.person, self.relay, self.blows)
        return tally.verdict({**found, "still running": [], "killed: while sending": 1})["against"]


@pytest.fixture
def sent(cast, outside):
    cast.works()
    with cast.services.sessions() as session:
        for delivery in session.query(Delivery).all():
            delivery.text = delivery.approval.text
            outside.takes(delivery)
    return outside


def test_what_was_acknowledged_approved_and_sent_is_ok(cast, sent):
    assert sent.verdict(cast) == []


def test_a_lost_mail_is_seen(cast, sent):
    sent.load.acknowledged[SMTP].add("<3@x>")
    assert sent.verdict(cast) == ["lost"]


def test_a_mail_refused_for_good_is_seen(cast, sent):
    assert not sent.load._taken(SMTP, b"", lambda raw: 451) and sent.verdict(cast) == []
    assert not sent.load._taken(SMTP, b"", lambda raw: 550)
    assert sent.verdict(cast) == ["refused for good"]


def test_a_mail_sent_twice_is_seen(cast, sent):
    sent.relay.taken[cast.all(Delivery)[0].message_id] += 1
    assert sent.verdict(cast) == ["sent twice"]


def test_other_words_and_what_nobody_approved_are_seen(cast, sent):
    sent.relay.texts[cast.all(Delivery)[0].message_id] = "Something else"
    sent.relay.taken["<nobody@x>"] += 1
    assert sent.verdict(cast) == ["sent unapproved", "other words than approved"]


def test_an_approval_that_was_answered_and_is_not_there_is_seen(cast, sent):
    sent.person.approved.add(4711)
    assert sent.verdict(cast) == ["approvals lost"]


def test_a_mail_said_to_be_sent_that_no_relay_took_is_seen(cast, sent):
    del sent.relay.taken[cast.all(Delivery)[0].message_id]
    assert sent.verdict(cast) == ["said to be sent, not taken"]


def test_nobody_who_approves_is_seen(cast):
    cast.writes("Is the van here?", message_id="<1@x>")
    seen = Outside()
    seen.load.acknowledged = {WEBHOOK: {"<1@x>"}, SMTP: {"<1@x>"}}
    assert seen.verdict(cast) == ["no approvals answered with success", "no sent"]


class Relaying:
    """A gateway that always ends in one way."""

    def __init__(self, outcome):
        self.outcome = outcome

    def send(self, message):
        return self.outcome

    def sent(self, message_id):
        return None


@pytest.mark.parametrize("outcome", [Refused("550 no"), Deferred("451 later")])
def test_a_relay_that_takes_nothing_is_seen(cast, outside, outcome):
    relayed(cast, outcome)
    assert outside.verdict(cast) == ["approved, not ended", "no sent"]


def test_uncertain_is_right_only_where_a_blow_fell(cast, outside, clock):
    relayed(cast, Unsure("The line broke."))
    before, after = clock() - timedelta(seconds=9), clock() + timedelta(seconds=9)
    outside.relay.taken = {d.message_id: 1 for d in cast.all(Delivery)}
    assert outside.verdict(cast) == ["uncertain without a blow"]
    outside.blows = [(before, before), (after, after)]
    assert outside.verdict(cast) == ["uncertain without a blow"]
    outside.blows = [(before, after)]
    assert outside.verdict(cast) == []


def relayed(cast, outcome):
    services = replace(cast.services, gateways=dict.fromkeys(Channel, Relaying(outcome)))
    for delivery in cast.all(Delivery):
        send.send(services, delivery.id, cast.clock())
