"""What mail services report of our mails moves a delivery forward, once, and never back."""

import itertools
import random
from dataclasses import replace

import pytest
from posts import KEY, as_json, event, path, postmark
from tests_machines import site

from assistant.channels.mailgun import Mailgun
from assistant.core.message import Channel
from assistant.core.outcome import Accepted, Deferred, Unsure
from assistant.core.post import News, Report
from assistant.core.states import ConversationState, DeliveryState, DraftState, OptOutState
from assistant.pipeline import reported, send
from assistant.records import Conversation, Delivery, Draft, Message, OptOut

THEIRS = "b7bc2f4a-e38e-4336-af7d-e6c392c2f817"


class Service:
    """A gateway that ends as told, and counts what it was given."""

    def __init__(self, *outcomes):
        self.outcomes, self.given, self.listed = list(outcomes), [], None

    def send(self, message):
        self.given.append(message.message_id)
        return self.outcomes.pop(0)

    def sent(self, message_id):
        return self.listed


@pytest.fixture
def service(cast):
    made = Service()
    cast.services.gateways[Channel.EMAIL] = made
    return made


@pytest.fixture
def client(cast):
    cast.services = replace(cast.services, sources={**cast.services.sources, "mailgun": Mailgun((KEY,))})
    return site(cast).test_client()


def approved(cast, service, *outcomes):
    """An approved reply that was handed over as often as there are outcomes; its delivery's id."""
    service.outcomes = list(outcomes)
    cast.writes("Is the blue van still there?")
    delivery = cast.approves(text="Yes, it is. Come by any time.").delivery_id
    for _ in outcomes:
        cast.works()
        cast.clock.forward(minutes=1)
    return delivery


def delivery(cast):
    return cast.all(Delivery)[-1]


def reports(cast, news, **given):
    """`news` of the newest delivery, by our id."""
    with cast.services.sessions.begin() as session:
        given.setdefault("ours", delivery(cast).message_id)
        return reported.report(cast.services, session, [Report(news, **given)], cast.clock())


def test_mailgun_says_that_it_arrived(client, cast, service):
    approved(cast, service, Accepted("<x@mg>"))
    told = event(cast, "delivered", delivery(cast).message_id, recipient="dana@mail.example")
    assert as_json(client, path(cast, "mailgun", "events"), told).status_code == 200
    assert delivery(cast).state is DeliveryState.SENT and delivery(cast).delivered_at == cast.clock()


@pytest.mark.parametrize("service_name", ["mailgun", "postmark"])
def test_what_comes_back_waits_again_with_its_text(client, cast, service, service_name):
    approved(cast, service, Accepted(THEIRS))
    if service_name == "mailgun":
        told = event(
            cast, "failed", delivery(cast).message_id, severity="permanent", recipient="dana@mail.example",
            **{"delivery-status": {"code": 550, "message": "5.1.1 no such user"}},
        )  # fmt: skip
    else:
        told = {
            "RecordType": "Bounce", "Type": "HardBounce", "MessageID": THEIRS,
            "Email": "dana@mail.example", "Details": "550 5.1.1 no such user",
        }  # fmt: skip
    for _ in range(2):
        assert as_json(client, path(cast, service_name, "events"), told).status_code == 200
    assert delivery(cast).state is DeliveryState.FAILED
    assert "dana@mail.example" in delivery(cast).reason and "no such user" in delivery(cast).reason
    assert cast.conversation().state is ConversationState.WAITING
    back = [d for d in cast.all(Draft) if d.notes and "came back" in d.notes[0]]
    assert [(d.state, d.text) for d in back] == [
        (DraftState.AWAITING_REVIEW, "Yes, it is. Come by any time.")
    ]


def test_a_delay_is_told_until_it_arrives(cast, service):
    approved(cast, service, Accepted(THEIRS))
    reports(cast, News.DELAYED, reason="451 try later")
    assert "451 try later" in delivery(cast).reason and delivery(cast).state is DeliveryState.SENT
    reports(cast, News.DELIVERED)
    reports(cast, News.DELAYED, reason="451 try later")  # late
    assert delivery(cast).reason == ""


def test_a_spam_report_proposes_an_opt_out_once(client, cast, service):
    approved(cast, service, Accepted(THEIRS))
    told = {"RecordType": "SpamComplaint", "Metadata": {"rightback": delivery(cast).message_id.strip("<>")}}
    for _ in range(2):
        as_json(client, path(cast, "postmark", "events"), told)
    [row] = cast.all(OptOut)
    assert (row.state, row.customer_id) == (OptOutState.PROPOSED, cast.dana_id)
    assert "spam" in row.words and delivery(cast).state is DeliveryState.SENT


@pytest.mark.parametrize("kind", ["opened", "clicked", "unsubscribed", "accepted", "", "Unheard of"])
def test_what_says_nothing_of_a_delivery_changes_nothing(client, cast, service, kind):
    approved(cast, service, Accepted(THEIRS))
    before = vars(delivery(cast)).copy()
    assert (
        as_json(
            client, path(cast, "mailgun", "events"), event(cast, kind, delivery(cast).message_id)
        ).status_code
        == 200
    )
    told = {"RecordType": kind or "Open", "MessageID": THEIRS}
    assert as_json(client, path(cast, "postmark", "events"), told).status_code == 200
    after = vars(delivery(cast))
    assert {k: v for k, v in after.items() if k[0] != "_"} == {k: v for k, v in before.items() if k[0] != "_"}


@pytest.mark.parametrize("kind", ["AutoResponder", "ChallengeVerification", "AddressChange"])
def test_an_answer_of_a_machine_is_no_bounce(client, cast, service, kind):
    approved(cast, service, Accepted(THEIRS))
    as_json(
        client, path(cast, "postmark", "events"), {"RecordType": "Bounce", "Type": kind, "MessageID": THEIRS}
    )
    assert delivery(cast).state is DeliveryState.SENT


def test_news_of_mails_that_are_not_ours_is_nothing(cast, service):
    approved(cast, service, Accepted(THEIRS))
    for ours, theirs in (("<other@x>", ""), ("", ""), ("", "other"), ("<>", "@"), ("", "'; --")):
        assert reports(cast, News.FAILED, ours=ours, theirs=theirs) == 0
    assert delivery(cast).state is DeliveryState.SENT


def test_in_any_order_and_any_number_the_end_is_the_same(cast, service):
    """A bounce is the end, whatever comes before or after; a complaint proposes once."""
    news = [News.DELIVERED, News.DELAYED, News.FAILED, News.COMPLAINT]
    orders = random.Random(7).sample(list(itertools.permutations(news * 2, 6)), 6)
    for order in orders:
        approved(cast, service, Accepted(THEIRS))
        for one in (*order, *news):
            reports(cast, one)
        assert delivery(cast).state is DeliveryState.FAILED
        back = [d for d in cast.all(Draft) if d.text == "Yes, it is. Come by any time." and d.notes]
        assert len(back) == 1
        with cast.services.sessions.begin() as session:
            for row in session.query(Draft).filter(Draft.id == back[0].id):
                row.notes = []
    assert len({row.conversation_id for row in cast.all(OptOut)}) == len(cast.all(OptOut))


def test_an_unsure_one_that_arrived_did_leave(cast, service):
    approved(cast, service, Unsure("the line broke"))
    assert delivery(cast).state is DeliveryState.UNCERTAIN
    reports(cast, News.DELIVERED)
    assert delivery(cast).state is DeliveryState.SENT and delivery(cast).delivered_at
    assert cast.all(Draft)[0].state is DraftState.SENT


def test_one_that_was_to_be_tried_again_and_arrived_is_not_sent_twice(cast, service):
    approved(cast, service, Deferred("500"))
    assert delivery(cast).state is DeliveryState.QUEUED
    reports(cast, News.DELIVERED, theirs=THEIRS)
    cast.clock.forward(hours=5)
    cast.works()
    assert len(service.given) == 1
    assert (delivery(cast).state, delivery(cast).provider_id) == (DeliveryState.SENT, THEIRS)


def test_before_another_try_the_service_is_asked_whether_it_has_it(cast, service):
    service.listed = True
    approved(cast, service, Deferred("500"))
    cast.clock.forward(hours=1)
    cast.works()
    assert len(service.given) == 1 and delivery(cast).state is DeliveryState.SENT


def test_an_unsure_one_is_looked_for_and_never_sent_again(cast, service):
    approved(cast, service, Unsure("the line broke"))
    cast.clock.forward(minutes=3)
    cast.works()
    assert delivery(cast).state is DeliveryState.UNCERTAIN
    service.listed = True
    cast.clock.forward(minutes=30)
    cast.works()
    assert delivery(cast).state is DeliveryState.SENT and len(service.given) == 1


def test_it_is_not_looked_for_for_ever(cast, service):
    approved(cast, service, Unsure("the line broke"))
    for _ in range(12):
        cast.clock.forward(hours=1)
        cast.works()
    key = ("send", delivery(cast).id)
    with cast.services.sessions() as session:
        assert key not in cast.services.jobs.pending(session)
    assert delivery(cast).state is DeliveryState.UNCERTAIN and len(service.given) == 1


def test_how_long_the_service_wants_to_be_left_alone_is_kept(cast, service):
    approved(cast, service, Deferred("429", 3600))
    assert (delivery(cast).send_after - cast.clock()).total_seconds() > 3000


@pytest.mark.parametrize("named", ["<THEIRS>", "<THEIRS@mtasv.net>", "<THEIRS@eu-west-1.amazonses.com>"])
def test_an_answer_that_names_the_id_of_the_service_finds_the_thread(cast, service, named):
    approved(cast, service, Accepted(THEIRS))
    talk = cast.conversation().id
    cast.writes("Great, thanks.", In_Reply_To=named.replace("THEIRS", THEIRS), subject="Other words")
    assert cast.conversation().id == talk
    assert len(cast.all(Conversation)) == 1


def test_a_stranger_who_names_it_does_not(cast, service):
    approved(cast, service, Accepted(THEIRS))
    cast.writes("Hello", sender="mallory@evil.example", In_Reply_To=f"<{THEIRS}@mtasv.net>")
    assert len(cast.all(Conversation)) == 2


def test_a_report_while_it_is_being_sent_is_not_undone_by_the_answer(cast, service):
    """The event may be here before the service's own answer is."""
    cast.writes("Is the blue van still there?")

    class Racing(Service):
        def send(self, message):
            reports(cast, News.FAILED, ours=message.message_id, reason="550 no such user")
            return super().send(message)

    cast.services.gateways[Channel.EMAIL] = Racing(Accepted(THEIRS))
    key = cast.approves(text="Yes, it is.").delivery_id
    send.send(cast.services, key, cast.clock())
    assert delivery(cast).state is DeliveryState.FAILED
    assert [m.text for m in cast.all(Message) if not m.inbound] == ["Yes, it is."]


def test_postmark_events_need_no_mail(client, cast):
    assert (
        as_json(client, path(cast, "postmark", "events"), postmark(RecordType="Delivery")).status_code == 200
    )
