"""A mail server says that an address is dead: it is known, shown and told, until they show a sign of life."""

from assistant.core.notice import Why
from assistant.core.post import News, Report
from assistant.core.states import DeliveryState
from assistant.pipeline import reported
from assistant.records import Conversation, Customer, Delivery, Identity, Notice
from assistant.web.shown.conversation import dead

TEXT = "Hi,\n\nYes, it is here.\n\nSam Whitfield · 555-0142"
GONE = "there is no such mailbox"


def back(sent, *, recipient="dana@mail.example", status="5.1.1"):
    return (
        "From: MAILER-DAEMON@mail.example\nTo: sales@northgate.example\nSubject: Undelivered Mail\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nNot delivered.\n\n--b\nContent-Type: message/delivery-status"
        f"\n\nReporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; {recipient}\nAction: failed\n"
        f"Status: {status}\n\n--b\nContent-Type: message/rfc822\n\n"
        f"Message-ID: {sent['Message-ID']}\nSubject: x\n\nhello\n\n--b--\n"
    ).encode()


def answered(cast, **promised):
    cast.writes("Is the van here?")
    cast.approves(text=TEXT, overrule="x", **promised)
    cast.works()
    (sent,) = cast.outbox()
    return sent


def address(cast):
    return next(one for one in cast.all(Identity) if one.value == "dana@mail.example")


def told(cast):
    return {one.teammate_id for one in cast.all(Notice) if one.why is Why.CAME_BACK}


def test_it_is_known_to_be_dead_until_they_write_from_it(cast):
    cast.arrives(back(answered(cast)))
    assert (address(cast).dead_why, address(cast).dead_at) == (GONE, cast.clock())
    assert told(cast) == {cast.sam.id}
    cast.writes("It works again. Is it still there?")
    assert (address(cast).dead_why, address(cast).dead_at) == ("", None)


def test_a_full_mailbox_is_no_dead_one(cast):
    cast.arrives(back(answered(cast), status="5.2.2"))
    assert cast.all(Delivery)[0].state is DeliveryState.FAILED
    assert address(cast).dead_at is None


def test_a_report_of_another_address_than_the_mail_went_to_proves_nothing(cast):
    sent = answered(cast)
    with cast.services.sessions.begin() as session:
        customer = session.get_one(Customer, cast.dana_id)
        customer.claims("email", "ann@mail.example", "claimed", cast.clock())
    cast.arrives(back(sent, recipient="ann@mail.example"))
    assert all(one.dead_at is None for one in cast.all(Identity))


def test_a_forged_report_that_names_no_mail_of_ours_proves_nothing(cast):
    cast.writes("Is the van here?")
    cast.arrives(back({"Message-ID": f"<rb.{'0' * 32}@northgate.example>"}))
    assert address(cast).dead_at is None


def test_a_mail_service_that_says_so_is_believed_and_so_is_an_arrival(cast):
    answered(cast)

    def reports(news, reason=""):
        with cast.services.sessions.begin() as session:
            one = Report(news, cast.all(Delivery)[0].message_id, recipient="dana@mail.example", reason=reason)
            reported.report(cast.services, session, [one], cast.clock())

    reports(News.FAILED, "550 5.1.1 no such user here")
    assert address(cast).dead_why == GONE
    cast.approves(text=TEXT, overrule="x")
    cast.works()
    with cast.services.sessions.begin() as session:
        arrived = Report(News.DELIVERED, cast.all(Delivery)[-1].message_id)
        reported.report(cast.services, session, [arrived], cast.clock())
    assert address(cast).dead_why == ""


def test_the_next_draft_to_it_says_so_before_it_is_approved(cast):
    cast.arrives(back(answered(cast)))
    with cast.services.sessions() as session:
        assert dead(session.get_one(Conversation, cast.conversation().id)) == GONE
