"""The mail of what waits unseen: once, to whoever has not seen it, without a word of a customer."""

from email.message import EmailMessage

import pytest
from test_erase import ada, erases  # noqa: F401  # a fixture

from assistant.core.message import Channel
from assistant.core.notice import Why
from assistant.core.outcome import Accepted, Deferred, Refused, Unsure
from assistant.core.reach import Way
from assistant.core.states import ConversationState, DigestState
from assistant.pipeline import care, digest, reached, seeing, team
from assistant.pipeline.notifying import notify
from assistant.pipeline.reached import Chosen
from assistant.pipeline.sweep import sweep
from assistant.records import Conversation, Digest, Notice

WORDS = "My private question about the divorce and the red van"


class Gateway:
    """Answers as told."""

    def __init__(self, *outcomes):
        self.outcomes, self.seen, self.left = list(outcomes), [], None

    def send(self, message):
        self.seen.append(message)
        outcome = self.outcomes.pop(0) if self.outcomes else Accepted()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def sent(self, message_id):
        return self.left


@pytest.fixture
def gateway(parts):
    made = Gateway()
    parts.services.gateways[Channel.EMAIL] = made
    return made


@pytest.fixture
def waiting(cast):
    """Dana asked, and no clock of hers runs: what is told is what the test tells."""
    cast.writes(WORDS, subject="The red van")
    is_answered(cast)
    return cast.conversation()


def is_answered(cast):
    with cast.services.sessions.begin() as session:
        session.get_one(Conversation, cast.conversation().id).answered()


def tells(cast, conversation, why=Why.PROMISE_SOON, who=None, matter="promise:1"):
    with cast.services.sessions.begin() as session:
        row = session.get_one(Conversation, conversation.id)
        notify(
            cast.services, session, row, teammate_id=(who or cast.sam).id, why=why, matter=matter,
            now=cast.clock(),
        )  # fmt: skip


def passes(cast, **delta):
    cast.clock.forward(**delta)
    sweep(cast.services, cast.clock())
    cast.works()


def chooses(cast, who=None, **given):
    usual = {
        "way": Way.NEW, "every_minutes": "15", "own_quiet": False, "quiet_from": "19:00",
        "quiet_until": "08:00", "quiet_days": (), "breaks": False,
    }  # fmt: skip
    reached.choose(cast.services, Chosen(**{**usual, **given}), by=who or cast.sam, now=cast.clock())


def test_after_a_quarter_of_an_hour_unseen_it_is_mailed_once(cast, waiting):
    tells(cast, waiting)
    passes(cast, minutes=14)
    assert cast.outbox() == []
    passes(cast, minutes=1)
    (mail,) = cast.outbox()
    assert mail["To"].addresses[0].addr_spec == "sam@northgate.example"
    assert mail["From"].addresses[0].addr_spec == "sales@northgate.example"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Reply-To"] is None
    assert mail["Subject"] == "1 matter waits for you at Northgate Motors"
    for _ in range(4):
        passes(cast, minutes=30)
    assert len(cast.outbox()) == 1
    assert cast.all(Notice)[0].mailed_at is not None


def test_it_holds_a_name_a_link_and_what_to_do_and_no_word_of_the_customer(cast, waiting):
    tells(cast, waiting)
    passes(cast, minutes=15)
    whole = cast.outbox()[0].as_string()
    assert "Dana Ruiz" in whole and f"/conversations/{waiting.id}" in whole
    assert "A promise of yours is due soon." in whole
    for word in ("divorce", "red van", "private", "dana@mail.example"):
        assert word not in whole


def test_all_that_is_unseen_by_then_is_one_mail_and_one_matter_a_conversation(cast, waiting):
    tells(cast, waiting)
    tells(cast, waiting, Why.ASK_ANSWERED, matter="ask:1")
    cast.writes("Hello", sender="Bo <bo@mail.example>")
    is_answered(cast)
    tells(cast, cast.conversation(), matter="promise:2")
    passes(cast, minutes=15)
    (mail,) = cast.outbox()
    assert mail["Subject"].startswith("2 matters wait")
    assert mail.get_content().count("Dana Ruiz") == 1


def test_what_was_seen_is_mailed_to_nobody(cast, waiting):
    tells(cast, waiting)
    seeing.opened(cast.services, cast.sam, waiting.id, cast.clock())
    passes(cast, minutes=30)
    assert cast.outbox() == [] and cast.all(Digest) == []


def test_what_is_seen_between_the_row_and_the_sending_is_not_mailed(cast, waiting):
    tells(cast, waiting)
    cast.clock.forward(minutes=15)
    sweep(cast.services, cast.clock())
    seeing.opened(cast.services, cast.sam, waiting.id, cast.clock())
    cast.works()
    assert cast.outbox() == []
    assert [one.state for one in cast.all(Digest)] == [DigestState.DROPPED]


def test_who_switched_it_off_is_not_mailed(cast, waiting):
    chooses(cast, way=Way.OFF)
    tells(cast, waiting)
    passes(cast, hours=5)
    assert cast.outbox() == []


def test_what_comes_in_the_quiet_time_comes_in_one_mail_at_its_end(cast, waiting):
    passes(cast, hours=9, minutes=30)  # half past seven in the evening
    tells(cast, waiting)
    passes(cast, hours=3)
    tells(cast, waiting, Why.ASK_ANSWERED, matter="ask:1")
    passes(cast, hours=9, minutes=29)
    assert cast.outbox() == []
    passes(cast, minutes=1)  # eight in the morning
    (mail,) = cast.outbox()
    assert "due soon" in mail.get_content() and "has answered you" in mail.get_content()


def test_an_escalation_breaks_the_quiet_of_a_manager_who_wants_that_and_of_nobody_else(cast, waiting):
    chooses(cast, cast.robin, breaks=True)
    chooses(cast, cast.sam, breaks=True)  # a member: it counts for nothing
    passes(cast, hours=12)
    tells(cast, waiting, Why.ESCALATED, cast.robin)
    tells(cast, waiting, Why.PROMISE_LATE, cast.robin)
    tells(cast, waiting, Why.ESCALATED, cast.sam)
    passes(cast, minutes=5)
    (mail,) = cast.outbox()
    assert mail["To"].addresses[0].addr_spec == "robin@northgate.example"
    assert "waits too long" in mail.get_content() and "past its time" not in mail.get_content()


def test_a_relay_that_defers_is_asked_again_and_what_was_seen_meanwhile_is_left_out(cast, waiting, gateway):
    gateway.outcomes = [Deferred("4.2.0 later")]
    tells(cast, waiting)
    cast.writes("Hello", sender="Bo <bo@mail.example>")
    is_answered(cast)
    tells(cast, cast.conversation(), matter="promise:2")
    passes(cast, minutes=15)
    seeing.opened(cast.services, cast.sam, waiting.id, cast.clock())
    passes(cast, seconds=61)
    first, second = gateway.seen
    assert "Dana Ruiz" in first.text and "Dana Ruiz" not in second.text and "Bo" in second.text
    assert first.message_id == second.message_id


def test_a_relay_that_refuses_is_left_alone_for_a_day(cast, waiting, gateway):
    gateway.outcomes = [Refused("5.1.1 no such user")]
    tells(cast, waiting)
    passes(cast, minutes=15)
    for _ in range(5):
        passes(cast, hours=1)
    assert len(gateway.seen) == 1
    passes(cast, hours=20)
    assert len(gateway.seen) == 2


def test_one_that_may_have_left_is_never_sent_again(cast, waiting, gateway):
    gateway.outcomes = [Unsure("the line broke")]
    tells(cast, waiting)
    passes(cast, minutes=15)
    for _ in range(30):
        passes(cast, hours=1)
    assert len(gateway.seen) == 1
    assert [one.state for one in cast.all(Digest)] == [DigestState.UNCERTAIN]


class Killed(BaseException):
    """As a process that ends here."""


@pytest.mark.parametrize(("left", "mails"), [(None, 1), (True, 1), (False, 2)])
def test_who_dies_while_sending_sends_at_most_once(cast, waiting, gateway, left, mails):
    gateway.outcomes, gateway.left = [Killed()], left
    tells(cast, waiting)
    cast.clock.forward(minutes=15)
    sweep(cast.services, cast.clock())
    (row,) = cast.all(Digest)
    with pytest.raises(Killed):
        digest.deliver(cast.services, row.id, cast.clock())
    digest.deliver(cast.services, row.id, cast.clock())  # at once: whoever sends it may be at it still
    assert len(gateway.seen) == 1
    with cast.services.sessions.begin() as session:
        cast.services.jobs.forget(session)
    for _ in range(4):
        passes(cast, minutes=11)
    assert len(gateway.seen) == mails


def test_without_its_job_the_sweep_finds_it(cast, waiting):
    tells(cast, waiting)
    cast.clock.forward(minutes=15)
    sweep(cast.services, cast.clock())
    with cast.services.sessions.begin() as session:
        cast.services.jobs.forget(session)
    passes(cast, seconds=1)
    assert len(cast.outbox()) == 1


def bounce(mail):
    made = EmailMessage()
    made["From"], made["To"] = "Mail Delivery System <MAILER-DAEMON@relay.example>", "sales@northgate.example"
    made["Subject"], made["Auto-Submitted"] = "Undelivered Mail Returned to Sender", "auto-replied"
    made["Return-Path"] = "<>"
    made.set_content(f"<sam@northgate.example>: user unknown\n\nMessage-ID: {mail['Message-ID']}\n")
    return made.as_bytes()


def test_a_bounce_makes_no_loop_and_stands_at_the_account(cast, waiting):
    tells(cast, waiting)
    passes(cast, minutes=15)
    (mail,) = cast.outbox()
    cast.arrives(bounce(mail))
    assert [one.state for one in cast.all(Digest)] == [DigestState.FAILED]
    assert cast.conversation().state is not ConversationState.WAITING
    tells(cast, waiting, Why.PROMISE_LATE)
    for _ in range(6):
        passes(cast, hours=1)
    assert len(cast.outbox()) == 1


def test_who_left_is_mailed_nothing(cast, waiting):
    tells(cast, waiting)
    team.deactivate(cast.services, cast.sam.id, heir_id=cast.robin.id, by=None, now=cast.clock())
    passes(cast, hours=1)
    assert [mail for mail in cast.outbox() if "sam@" in mail["To"]] == []


def test_of_an_erased_customer_nothing_is_mailed(cast, ada, waiting, clock):  # noqa: F811
    tells(cast, waiting)
    erases(cast, ada, cast.dana_id, clock, typed="Dana Ruiz")
    passes(cast, minutes=30)
    assert cast.outbox() == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"every_minutes": "0"}, "minutes"),
        ({"every_minutes": "often"}, "minutes"),
        ({"quiet_from": "late"}, "from when"),
        ({"way": "hourly"}, "how you want"),
        ({"own_quiet": True, "quiet_days": tuple(range(7))}, "one day"),
    ],
)
def test_what_cannot_be_chosen_is_said(cast, given, why):
    with pytest.raises(ValueError, match=why):
        chooses(cast, **given)


def test_no_mail_leaves_before_its_time_however_often_the_sweep_looks(cast, waiting):
    tells(cast, waiting)
    for _ in range(10):
        passes(cast, minutes=1)
    assert cast.all(Digest) == []


def test_once_the_customer_is_answered_nobody_is_told_that_they_wait(cast):
    cast.writes(WORDS)
    passes(cast, minutes=14)
    conversation = cast.conversation()
    tells(cast, conversation, Why.ESCALATED, cast.robin, matter="wait:1")
    care.log_call(cast.services, conversation.id, text="Told her.", spoke=True, by=cast.sam, now=cast.clock())
    passes(cast, hours=1)
    assert [mail for mail in cast.outbox() if mail["Auto-Submitted"]] == []
    assert len(cast.all(Notice)) > 1 and all(one.seen_at for one in cast.all(Notice))
