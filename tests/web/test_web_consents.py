"""Consent on the pages: proposed on the conversation, decided with a tap, kept on the customer."""

import re
from datetime import timedelta

import pytest
from tests_web import post, signed_in

from assistant.core.consent import Regime, Scope, Way
from assistant.core.roles import Role
from assistant.core.states import OptOutState
from assistant.core.touches import TouchKind
from assistant.pipeline import consents
from assistant.records import Conversation, Customer, OptOut, Store, Teammate, Touch
from assistant.records.consent import LIKELY
from assistant.web.shown.leave import WORDS


@pytest.fixture
def proposed(parts, world, clock):
    with parts.services.sessions.begin() as session:
        row = OptOut(
            store_id=world.store, customer_id=world.tom, conversation_id=world.conversation, way=Way.EMAIL,
            scope=Scope.COMMERCIAL, state=OptOutState.PROPOSED, words="Take me off your list!",
            how="an e-mail", said_at=clock(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def row(parts, key=None):
    with parts.services.sessions() as session:
        return session.query(OptOut).order_by(OptOut.id.desc()).first()


def link(parts, world):
    with parts.services.sessions() as session:
        url = consents.link(parts.services, session.get_one(Customer, world.tom))
    return "/leave/" + url.rpartition("/")[2]


def test_the_conversation_asks_whether_it_is_so(dana, world, proposed):
    text = dana.get(f"/conversations/{world.conversation}").text
    assert "They ask not to be written to: e-mail." in text and "Take me off your list!" in text
    assert ">Yes</button>" in text and "No, not that" in text and "Something else" in text


def test_what_is_only_likely_is_asked_as_that(dana, world, proposed, parts):
    with parts.services.sessions.begin() as session:
        session.get_one(OptOut, proposed).how = f"an e-mail{LIKELY}"
    text = dana.get(f"/conversations/{world.conversation}").text
    assert "They may be asking to stop: e-mail." in text and "which may mean something else" in text


def test_one_question_stands_there_at_a_time_and_a_yes_answers_both(dana, world, parts, clock):
    with parts.services.sessions.begin() as session:
        talk = session.get_one(Conversation, world.conversation)
        talk.needs_no_answer()
        session.add(
            OptOut(
                store_id=world.store, customer_id=world.tom, conversation_id=talk.id,
                message_id=talk.newest_inbound.id, way=Way.EMAIL, scope=Scope.COMMERCIAL,
                state=OptOutState.PROPOSED, words="unsubscribe", how="an e-mail", said_at=clock(),
            )
        )  # fmt: skip
    path = f"/conversations/{world.conversation}"
    assert dana.get(path).text.count("Is that so?") == 1
    post(dana, f"/opt-outs/{row(parts).id}/confirmation", what="email/commercial")
    text = dana.get(path).text
    assert "Is that so?" not in text and "asked to be left alone" in text


def test_what_another_proposal_covers_is_not_asked_as_well(dana, world, proposed, parts, clock):
    with parts.services.sessions.begin() as session:
        session.add(
            OptOut(
                store_id=world.store, customer_id=world.tom, conversation_id=world.conversation, way=Way.ALL,
                scope=Scope.ALL, state=OptOutState.PROPOSED, words="Never write to me again!",
                how="an e-mail", said_at=clock(),
            )
        )  # fmt: skip
    text = dana.get(f"/conversations/{world.conversation}").text
    assert "Never write to me again!" in text and "They ask not to be written to: everything." in text
    assert text.count("They ask not to be written to:") == 1
    post(dana, f"/opt-outs/{row(parts).id}/confirmation", what="all/all")
    with parts.services.sessions() as session:
        assert {one.state for one in session.query(OptOut)} == {OptOutState.CONFIRMED}


def test_a_reason_to_write_waits_for_that_decision(dana, world, proposed, parts, clock):
    with parts.services.sessions.begin() as session:
        session.get_one(Conversation, world.conversation).needs_no_answer()
        given = {"store_id": world.store, "customer_id": world.tom, "owner_id": world.dana}
        times = {"made_at": clock(), "from_at": clock(), "best_before": clock() + timedelta(days=12)}
        for kind in (TouchKind.SETTLED_IN, TouchKind.NO_NEWS):
            session.add(Touch(kind=kind, matter=kind, reason=f"about {kind}", **given, **times))
    for path in ("/today", "/touches"):
        rows = re.findall(r'<div class="row row--acts touch".*?\n</div>', dana.get(path).text, re.S)
        (offer,) = [one for one in rows if "about settled" in one]
        (service,) = [one for one in rows if "about no" in one]
        assert "Waits for a decision" in offer and ">Write</button>" not in offer
        assert f"/conversations/{world.conversation}#leaving-{proposed}" in offer
        assert ">Write</button>" in service
    assert f'id="leaving-{proposed}"' in dana.get(f"/conversations/{world.conversation}").text
    post(dana, f"/opt-outs/{proposed}/dismissal")
    assert "Waits for a decision" not in dana.get("/touches").text


def test_one_tap_confirms_it_and_the_customer_shows_who_said_it(dana, world, proposed, parts):
    path = f"/opt-outs/{proposed}/confirmation"
    answer = post(dana, path, what="email/commercial", to=f"/conversations/{world.conversation}")
    assert answer.location == f"/conversations/{world.conversation}"
    page = dana.get(f"/customers/{world.tom}").text
    assert "Take me off your list!" in page and "kept by Dana Ruiz" in page
    assert "asked to be left alone" in page
    assert "They ask not to be written to" not in dana.get(f"/conversations/{world.conversation}").text


def test_it_is_corrected_with_the_same_tap(dana, world, proposed, parts):
    post(dana, f"/opt-outs/{proposed}/confirmation", what="all/all")
    assert (row(parts).way, row(parts).scope) == (Way.ALL, Scope.ALL)


@pytest.mark.parametrize("what", ["", "everything", "chat/all"])
def test_what_is_no_choice_changes_nothing(dana, world, proposed, parts, what):
    post(dana, f"/opt-outs/{proposed}/confirmation", what=what)
    post(dana, f"/customers/{world.tom}/opt-outs", text="no more", what=what)
    assert row(parts).state is OptOutState.PROPOSED


def test_no_they_did_not_mean_that(dana, world, proposed, parts):
    post(dana, f"/opt-outs/{proposed}/dismissal")
    assert row(parts).state is OptOutState.DISMISSED
    assert "not meant, says Dana Ruiz" in dana.get(f"/customers/{world.tom}").text


def test_a_call_is_entered_by_hand_and_they_come_back_with_a_reason(dana, world, parts):
    post(
        dana, f"/customers/{world.tom}/opt-outs", text="on the phone: no more calls", what="phone/commercial"
    )
    assert (row(parts).way, row(parts).state) == (Way.PHONE, OptOutState.CONFIRMED)
    post(dana, f"/opt-outs/{row(parts).id}/withdrawal", why="")
    assert row(parts).state is OptOutState.CONFIRMED
    post(dana, f"/opt-outs/{row(parts).id}/withdrawal", why="he called about the Outback")
    assert "came back · Dana Ruiz: he called about the Outback" in dana.get(f"/customers/{world.tom}").text


def test_a_consent_shows_since_when_and_until_when(dana, world, parts):
    with parts.services.sessions.begin() as session:
        session.get_one(Store, world.store).regime = Regime.CASL
    post(dana, f"/customers/{world.tom}/consents", text="on the contract", since="2026-01-31")
    assert "they agreed, since Jan 31, 2026" in dana.get(f"/customers/{world.tom}").text
    post(dana, f"/customers/{world.tom}/consents", text="", since="2026-02-01")
    assert "Feb 1, 2026" not in dana.get(f"/customers/{world.tom}").text


def test_another_stores_teammate_finds_nothing(app, world, proposed, parts):
    mallory = signed_in(app, "mallory@lakeside.example")
    for path in (f"/opt-outs/{proposed}/confirmation", f"/customers/{world.tom}/opt-outs"):
        assert post(mallory, path, what="email/commercial", text="x").status_code == 404
    assert row(parts).state is OptOutState.PROPOSED


def test_an_address_of_somebody_else_is_no_address_of_theirs(dana, world, parts):
    with parts.services.sessions() as session:
        other = session.query(Customer).filter(Customer.id != world.tom).first()
        key = other.identities[0].id if other and other.identities else 999_999
    post(dana, f"/customers/{world.tom}/consents", text="yes", identity=key)
    assert "they agreed" not in dana.get(f"/customers/{world.tom}").text


# the link


def test_a_look_at_the_link_changes_nothing_and_tells_nothing(app, world, parts):
    page = app.test_client().get(link(parts, world))
    assert page.status_code == 200 and "Northgate Subaru" in page.text and "t…@mail.example" in page.text
    assert "Tom" not in page.text and "Becker" not in page.text
    assert len(re.findall("<button", page.text)) == 1
    assert "<script" not in page.text and "Set-Cookie" not in page.headers
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert row(parts) is None


def test_the_page_speaks_the_customers_language(app, world, parts):
    with parts.services.sessions.begin() as session:
        session.get_one(Customer, world.tom).language = "es-MX"
    ann = app.test_client()
    page = ann.get(link(parts, world)).text
    assert '<html lang="es">' in page and "Quitarme de la lista" in page and "No more" not in page
    assert "no envía más ofertas, saludos ni encuestas a <span" in page
    done = ann.post(link(parts, world)).text
    assert "Listo. Ya no está en la lista." in done and "Word on" not in done
    with parts.services.sessions() as session:
        tom = session.get_one(Customer, world.tom)
        assert "Para no recibir más" in consents.footer(
            parts.services, session.get_one(Store, world.store), tom
        )


def test_both_languages_of_the_page_say_as_much():
    assert WORDS["en"].keys() == WORDS["es"].keys()
    for key, text in WORDS["en"].items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", WORDS["es"][key]))


def test_a_press_needs_no_sign_in_and_holds_at_once(app, world, parts, dana):
    page = app.test_client().post(link(parts, world))
    assert page.status_code == 200 and "Done. You are off the list." in page.text
    assert "What still comes" in page.text and "Changed your mind?" in page.text
    assert "such as a car in the shop" in page.text and "<button" not in page.text
    again = app.test_client().get(link(parts, world))
    assert "off the list already" in again.text and "<button" not in again.text
    assert (row(parts).state, row(parts).decided_by_id) == (OptOutState.CONFIRMED, None)
    assert "the link in a mail" in dana.get(f"/customers/{world.tom}").text


def test_whoever_wants_nothing_at_all_is_told_that_only_answers_come(app, world, parts, dana):
    post(dana, f"/customers/{world.tom}/opt-outs", text="never write again", what="all/all")
    page = app.test_client().post(link(parts, world)).text
    assert "writes nothing more to you" in page and "unless you ask us something" in page
    assert "such as a car in the shop" not in page
    assert len(words_left(parts)) == 1


def words_left(parts):
    with parts.services.sessions() as session:
        return [one.words for one in session.query(OptOut)]


def test_a_mail_program_presses_by_itself_once(app, world, parts):
    for _ in range(2):
        answer = app.test_client().post(
            link(parts, world), data={"List-Unsubscribe": "One-Click"}, headers={"Origin": "null"}
        )
        assert answer.status_code == 200
    with parts.services.sessions() as session:
        assert session.query(OptOut).count() == 1


def test_the_link_works_for_years(app, world, parts, clock):
    path = link(parts, world)
    clock.forward(days=900)
    assert app.test_client().post(path).status_code == 200 and row(parts) is not None


@pytest.mark.parametrize("token", ["x", "A" * 32, "1", "é" * 32])
def test_a_link_that_is_none_of_ours_says_what_to_do(app, world, parts, token):
    for method in ("get", "post"):
        page = getattr(app.test_client(), method)(f"/leave/{token}")
        assert page.status_code == 404 and "stop" in page.text
    assert row(parts) is None


# settings


def test_an_admin_sets_the_law_and_the_link(robin, world, parts):
    with parts.services.sessions.begin() as session:
        session.get_one(Teammate, world.robin).role = Role.ADMIN
    path = f"/settings/consent/{world.store}"
    post(robin, path, regime="casl", share_link="https://reviews.example/northgate")
    for wrong in ({"regime": "none", "share_link": ""}, {"regime": "gdpr", "share_link": "javascript:x"}):
        post(robin, path, **wrong)
    with parts.services.sessions() as session:
        store = session.get_one(Store, world.store)
        assert (store.regime, store.share_link) == (Regime.CASL, "https://reviews.example/northgate")
    assert "https://reviews.example/northgate" in robin.get("/settings/consent").text


def test_the_feedback_page_passes_our_token_on(app, world):
    page = app.test_client().get("/feedback/northgate?about=abc").text
    assert '<input type="hidden" name="about" value="abc">' in page
    assert "about" not in app.test_client().get("/feedback/northgate").text.partition("<form")[2][:120]
