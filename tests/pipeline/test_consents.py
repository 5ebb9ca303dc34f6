"""Whoever asks to be left alone is: proposed by the reader, confirmed by a person, honoured everywhere."""

from datetime import timedelta

import pytest

from assistant.core.consent import Basis, Regime, Scope, Way
from assistant.core.message import Channel
from assistant.core.states import ConversationState, DeliveryState, DraftState, OptOutState
from assistant.pipeline import care, consents, opting, review, send
from assistant.records import (
    Consent,
    Customer,
    Deed,
    Delivery,
    Draft,
    IdentityKind,
    OptOut,
    Record,
    RecordKind,
    Store,
    outgoing,
)

STOP = "Please stop e-mailing me.\n\nDana"


def may(cast, *, commercial=True, channel=Channel.EMAIL, customer=None):
    with cast.services.sessions() as session:
        row = session.get_one(Customer, customer or cast.dana_id)
        return consents.allowed(session, row, channel=channel, commercial=commercial, now=cast.clock())


def confirms(cast, way=Way.EMAIL, scope=Scope.COMMERCIAL):
    (row,) = cast.all(OptOut)
    opting.confirm(cast.services, row.id, way=way, scope=scope, by=cast.sam, now=cast.clock())


def follows(cast, regime):
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).regime = regime


def bought(cast, days):
    with cast.services.sessions.begin() as session:
        session.add(
            Record(
                store_id=cast.store_id, customer_id=cast.dana_id, kind=RecordKind.SALE,
                text="Bought an Outback.", at=cast.clock() - timedelta(days=days),
            )
        )  # fmt: skip


# opting out


@pytest.mark.parametrize(
    ("post", "how"),
    [
        (lambda cast: cast.writes(STOP), "an e-mail"),
        (
            lambda cast: cast.posts(
                "chat", Channel.CHAT, visitor="v" * 32, line="1", text="stop emailing me"
            ),
            "the chat",
        ),
        (
            lambda cast: cast.posts(
                "form", Channel.FORM, email="dana@mail.example", message="Take me off your list."
            ),
            "a form",
        ),
        (
            lambda cast: cast.posts(
                "feedback",
                Channel.FORM,
                email="dana@mail.example",
                message="No more surveys, please.",
                rating="3",
            ),
            "a feedback form",
        ),
        (lambda cast: cast.writes("Dejen de mandarme correos."), "an e-mail"),
    ],
)
def test_it_is_heard_in_every_channel_and_counts_until_somebody_decides(cast, post, how):
    post(cast)
    (row,) = cast.all(OptOut)
    assert (row.state, row.way, row.how) == (OptOutState.PROPOSED, Way.EMAIL, how)
    assert "somebody has to say" in may(cast, customer=row.customer_id)
    assert may(cast, customer=row.customer_id, commercial=False) == ""


def test_a_logged_call_and_a_note_are_heard_too(cast):
    cast.writes("Is the Outback still there?")
    talk = cast.conversation().id
    care.log_call(
        cast.services, talk, text="She asked us to stop calling.", spoke=True, by=cast.sam, now=cast.clock()
    )
    care.add_note(cast.services, talk, text="Wants off the mailing list.", by=cast.sam, now=cast.clock())
    assert [(row.way, row.how) for row in cast.all(OptOut)] == [
        (Way.PHONE, "a logged call"),
        (Way.EMAIL, "a note"),
    ]


def test_a_person_confirms_it_and_the_record_says_who(cast):
    cast.writes(STOP)
    confirms(cast)
    (row,) = cast.all(OptOut)
    assert (row.state, row.decided_by_id, row.words) == (
        OptOutState.CONFIRMED,
        cast.sam.id,
        "Please stop e-mailing me.",
    )
    assert may(cast).startswith("They asked on November 23, 2026 not to get offers")
    assert [d.teammate_id for d in cast.all(Deed) if d.what == "confirmed an opt-out"] == [cast.sam.id]


def test_a_person_says_that_they_did_not_mean_that(cast):
    cast.writes(STOP)
    opting.dismiss(cast.services, cast.all(OptOut)[0].id, by=cast.sam, now=cast.clock())
    assert may(cast) == ""


def test_corrected_to_everything_it_stops_word_on_open_matters_but_no_answer(cast):
    cast.writes("Please don't contact me again.\n\nDana")
    assert cast.all(OptOut)[0].scope is Scope.ALL
    assert "somebody has to say first" in may(cast, commercial=False)
    confirms(cast, Way.ALL, Scope.ALL)
    assert "anything but answers" in may(cast, commercial=False)
    cast.clock.forward(hours=1)
    cast.writes("Is the Outback still there?", subject="The Outback")
    assert not [f for f in cast.draft().findings if f["rule"] == "permission"]


def test_it_is_honoured_at_every_address_and_for_whoever_shares_one(cast):
    with cast.services.sessions.begin() as session:
        dana = session.get_one(Customer, cast.dana_id)
        dana.proves(IdentityKind.EMAIL, "dana@work.example", "import", cast.clock())
        kin = Customer(store_id=cast.store_id, name="Tim Ruiz", since=cast.clock())
        session.add(kin)
        kin.proves(IdentityKind.EMAIL, "dana@work.example", "import", cast.clock())
        session.flush()
        kin_id = kin.id
    cast.writes(STOP)
    confirms(cast)
    assert may(cast) and may(cast, customer=kin_id)


def test_saying_it_twice_asks_nobody_twice(cast):
    cast.writes(STOP)
    confirms(cast)
    cast.clock.forward(hours=1)
    cast.writes("I told you to stop emailing me!", subject="Again")
    assert len(cast.all(OptOut)) == 1


def test_only_a_person_with_a_reason_takes_it_back(cast):
    cast.writes(STOP)
    confirms(cast)
    (row,) = cast.all(OptOut)
    with pytest.raises(ValueError, match="how you know"):
        opting.withdraw(cast.services, row.id, why=" ", by=cast.sam, now=cast.clock())
    cast.writes("Thanks, see you Saturday!", subject="Re: A question")
    assert may(cast)
    opting.withdraw(cast.services, row.id, why="she called", by=cast.sam, now=cast.clock())
    assert may(cast) == "" and cast.all(OptOut)[0].ended_why == "she called"


# grounds


def test_casl_counts_two_years_from_a_purchase_and_six_months_from_an_inquiry(cast):
    follows(cast, Regime.CASL)
    assert "Nothing on record" in may(cast)
    bought(cast, days=800)
    assert "ended on" in may(cast)
    cast.writes("Is the Outback still there?")
    assert may(cast) == ""
    cast.clock.forward(days=190)
    assert "by inquiry" in may(cast)


def test_a_wish_to_be_left_alone_is_no_inquiry(cast):
    follows(cast, Regime.CASL)
    cast.writes(STOP)
    opting.dismiss(cast.services, cast.all(OptOut)[0].id, by=cast.sam, now=cast.clock())
    assert "Nothing on record" in may(cast)


def test_an_express_yes_lasts_until_they_say_no(cast):
    follows(cast, Regime.CASL)
    said = {"words": "on the contract", "basis": Basis.EXPRESS, "since": cast.clock(), "identity_id": None}
    opting.agree(cast.services, cast.dana_id, **said, by=cast.sam, now=cast.clock())
    cast.clock.forward(days=2000)
    assert may(cast) == ""
    cast.writes(STOP)
    confirms(cast)
    (row,) = cast.all(OptOut)
    opting.withdraw(cast.services, row.id, why="came back", by=cast.sam, now=cast.clock())
    assert cast.all(Consent)[0].ended_at and "Nothing on record" in may(cast)


def test_consent_to_be_called_is_none_to_be_written_to(cast):
    follows(cast, Regime.GDPR)
    with cast.services.sessions.begin() as session:
        dana = session.get_one(Customer, cast.dana_id)
        phone = dana.proves(IdentityKind.PHONE, "+15550100177", "import", cast.clock())
        session.flush()
        key = phone.id
    said = {"words": "on the phone", "basis": Basis.EXPRESS, "since": cast.clock(), "identity_id": key}
    opting.agree(cast.services, cast.dana_id, **said, by=cast.sam, now=cast.clock())
    assert may(cast, channel=Way.PHONE) == "" and may(cast)


def test_without_a_postal_address_no_offer_leaves(cast):
    with cast.services.sessions.begin() as session:
        session.get_one(Store, cast.store_id).address = ""
    assert may(cast) == consents.NO_ADDRESS and may(cast, commercial=False) == ""


# what nobody asked for


@pytest.fixture
def touch(cast):
    """A draft that nobody asked for, in a matter that Sam has answered."""
    cast.writes("Is the Outback still there?")
    first = cast.approves(overrule="a test")
    send.send(cast.services, first.delivery_id, cast.clock())
    cast.clock.forward(days=1)
    with cast.services.sessions.begin() as session:
        old = session.query(Draft).order_by(Draft.id.desc()).first()
        made = Draft(
            conversation=old.conversation, message_id=old.message_id, signer_id=old.signer_id,
            author=old.author, drafter=old.drafter, written_at=cast.clock(), subject="The Outback",
            text="Hi Dana,\n\nHow is the Outback?\n\nSam Whitfield · Sales · 555-0142", first_text="",
            answered_by_hand=[0],
        )  # fmt: skip
        made.write_first(consents.footer(cast.services, old.conversation.store, old.conversation.customer))
        session.add(made)
    return cast.draft()


def leaves(cast, draft):
    approved = cast.approves(draft, overrule="a test")
    assert isinstance(approved, review.Approved), approved
    send.send(cast.services, approved.delivery_id, cast.clock())
    return cast.outbox()[-1]


def test_what_nobody_asked_for_says_where_we_are_and_how_to_end_it(cast, touch):
    mail = leaves(cast, touch)
    text = mail.get_content()
    with cast.services.sessions() as session:
        link = consents.link(cast.services, session.get_one(Customer, cast.dana_id))
    assert "1 North Gate Road" in text and link in text and "stop" in text
    assert mail["List-Unsubscribe"].strip().startswith(f"<{link}>, <mailto:")
    assert mail["List-Unsubscribe-Post"] is None  # one press needs HTTPS
    first = cast.outbox()[0]
    assert first["List-Unsubscribe"] is None and "/leave/" not in first.get_content()


def test_the_approval_covers_what_stands_below(cast, touch):
    with cast.services.sessions() as session:
        before = review.message_digest(session.get_one(Draft, touch.id))
    with cast.services.sessions.begin() as session:
        session.get_one(Draft, touch.id).footer += "\nanother line"
    with cast.services.sessions() as session:
        assert review.message_digest(session.get_one(Draft, touch.id)) != before


def test_without_a_way_out_it_does_not_leave(cast, touch):
    with cast.services.sessions.begin() as session:
        session.get_one(Draft, touch.id).footer = ""
    stopped = cast.approves(cast.draft(), overrule="a test")
    assert isinstance(stopped, review.Stopped) and "nobody may overrule" in stopped.why


def test_whoever_opted_out_meanwhile_gets_none(cast, touch):
    opting.leave_by_link(cast.services, cast.dana_id, cast.clock())
    stopped = cast.approves(touch, overrule="a test")
    assert isinstance(stopped, review.Stopped)
    assert "permission" in {f.rule for f in stopped.findings}


def test_whoever_opted_out_after_the_approval_gets_none(cast, touch):
    approved = cast.approves(touch, overrule="a test")
    opting.leave_by_link(cast.services, cast.dana_id, cast.clock())
    send.send(cast.services, approved.delivery_id, cast.clock())
    with cast.services.sessions() as session:
        delivery = session.get_one(Delivery, approved.delivery_id)
        assert delivery.state is DeliveryState.FAILED
        assert delivery.reason.startswith("Not sent: they left the list. They asked on")
        draft = delivery.approval.draft
        assert (draft.state, draft.discarded_why) == (DraftState.DISCARDED, "Not sent: they left the list.")
        assert not session.scalars(outgoing.in_trouble([delivery.approval.draft.conversation.store_id])).all()
    assert len(cast.outbox()) == 1


def test_a_no_that_nobody_confirmed_gives_the_letter_back(cast, touch):
    approved = cast.approves(touch, overrule="a test")
    with cast.services.sessions.begin() as session:
        talk = session.get_one(Draft, touch.id).conversation
        opting.propose_complaint(session, talk, cast.clock())
    send.send(cast.services, approved.delivery_id, cast.clock())
    with cast.services.sessions() as session:
        delivery = session.get_one(Delivery, approved.delivery_id)
        assert delivery.state is DeliveryState.FAILED and "somebody has to say first" in delivery.reason
        assert delivery.approval.draft.state is DraftState.AWAITING_REVIEW


def test_what_may_be_a_no_waits_for_an_answer_and_for_a_person(cast):
    cast.writes("Why am I getting these?", subject="Your mails")
    (row,) = cast.all(OptOut)
    assert row.only_likely and row.how == "an e-mail, which may mean something else"
    assert cast.conversation().state is ConversationState.WAITING
    assert "is so" in may(cast)


def test_when_they_write_it_is_an_answer_and_bears_no_way_out(cast, touch):
    cast.writes(
        "Does it have a tow hitch?", subject="Re: A question", In_Reply_To=cast.outbox()[0]["Message-ID"]
    )
    review.save(cast.services, touch.id, touch.text + "\n", by=cast.sam, now=cast.clock())
    with cast.services.sessions() as session:
        draft = session.get_one(Draft, touch.id)
        assert not draft.commercial and "/leave/" not in review.footer_of(draft)


# the link


def test_the_link_says_nothing_and_is_always_the_same(cast):
    with cast.services.sessions() as session:
        dana = session.get_one(Customer, cast.dana_id)
        link = consents.link(cast.services, dana)
        assert link == consents.link(cast.services, dana)
        token = link.rpartition("/")[2]
        assert consents.whose(cast.services, token) == dana.id
        assert consents.whose(cast.services, token[:-1] + ("A" if token[-1] != "A" else "B")) is None
        assert len(token) == 32


def test_a_press_counts_at_once_and_once(cast):
    assert opting.leave_by_link(cast.services, cast.dana_id, cast.clock())
    assert not opting.leave_by_link(cast.services, cast.dana_id, cast.clock())
    (row,) = cast.all(OptOut)
    assert (row.state, row.decided_by_id, row.how) == (OptOutState.CONFIRMED, None, opting.BY_LINK)
    assert may(cast) and may(cast, commercial=False) == ""


def test_a_press_settles_what_was_proposed_too(cast):
    cast.writes(STOP)
    opting.leave_by_link(cast.services, cast.dana_id, cast.clock())
    assert {row.state for row in cast.all(OptOut)} == {OptOutState.CONFIRMED}


def test_whoever_asks_for_nothing_else_wants_no_answer_and_whoever_asks_more_gets_one(cast):
    cast.writes(STOP)
    assert cast.conversation().state is ConversationState.NO_ANSWER_NEEDED and cast.draft() is None
    cast.writes("Take me off your list. When do you open on Saturday?", subject="Two things")
    draft = cast.draft()
    assert "No more offers" in draft.text and "Saturday" in draft.text
    assert not [f for f in draft.findings if f["severity"] == "block"], draft.findings
