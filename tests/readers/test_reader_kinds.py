"""What kind of inquiry a turn is, how pressing it is, what it blames and praises."""

import pytest

from assistant.core.inquiry import Kind, Pressure, Question, Topic
from assistant.core.lead import Lead, LeadCustomer, LeadVehicle

KINDS = [
    ("Is the 2022 Outback still there?", "question"),
    ("How much are new tires for a CR-V mounted?", "service"),
    ("Can I bring my Outback in Thursday for an oil change?", "service"),
    ("It makes a grinding noise when braking", "service"),
    ("Is my Jeep ready yet?", "status"),
    ("Any update on my truck?", "status"),
    ("Still waiting on my plates, it has been six weeks", "status"),
    ("Thanks, ok", "thanks"),
    ("Thank you so much Luis!", "thanks"),
    ("Perfect, see you then", "thanks"),
    ("Great, I'll let you know", "thanks"),
    ("ok thx 👍", "thanks"),
    ("Gracias, muy amable", "thanks"),
    ("Thanks, and is it still there?", "question"),
    ("You lied to me about the price and charged me twice. I am never coming back.", "complaint"),
    ("Your service desk scratched my door and nobody called me.", "complaint"),
    ("This is unacceptable. Third time back for the same problem.", "complaint"),
    ("I was told $340 and the bill was $612. Nobody called to ask. I want the difference back.", "complaint"),
    ("Someone hit my mirror in your lot during service!!! Who is going to pay for this?", "complaint"),
    ("My car still isn't ready", "status"),
    ("Your mechanic is a genius. Fixed in ten minutes what two other shops could not.", "feedback"),
    ("Pésimo servicio, nadie me llamó y mi carro sigue igual.", "complaint"),
    ("Luis was great, he made everything easy and my wife loves her new Forester.", "feedback"),
    ("We help dealerships like yours generate more leads. Open to a quick 15 minute call?", "not-an-inquiry"),
    (
        "Your website could rank higher on Google. Our SEO agency helps dealers grow traffic.",
        "not-an-inquiry",
    ),
    ("I am out of the office until Monday with limited access to email.", "not-an-inquiry"),
    ("Invoice attached. Amount due $410.22, payment terms net 30. Remit to our office.", "not-an-inquiry"),
    ("New arrivals! Shop now and save up to 40%. Unsubscribe | View in browser", "not-an-inquiry"),
    ("STOP", "not-an-inquiry"),
    ("I'm not sure what to say about all this", "question"),
    ("hello", "question"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS, ids=[text for text, _ in KINDS])
def test_the_kind_is_read_from_what_they_wrote(read, text, expected):
    assert read(text).kind.value == expected


def test_what_waits_has_a_question_unless_it_only_tells(read):
    for text, expected in KINDS:
        if expected in ("question", "service", "status"):
            assert read(text).questions or text == "hello", text


def test_a_machine_that_asks_something_is_a_customer_waiting(read):
    inquiry = read("Is the Outback P1234 still there? Pat", automatic=True)
    assert inquiry.kind is Kind.QUESTION
    assert inquiry.questions


def test_a_machine_that_asks_nothing_needs_no_answer(read):
    assert read("Your message was received.", automatic=True).kind is Kind.NOT_AN_INQUIRY


def test_an_absence_note_that_asks_about_their_car_waits(read):
    text = "I am out of the office until Monday. But can you tell me if my car is ready?"
    assert read(text, automatic=True).kind is Kind.STATUS


def test_thanks_that_leave_an_older_question_open_still_wait(read):
    older = (Question("Does the rack fit?", Topic.PARTS),)
    assert read("ok thanks", older_questions=older).kind is Kind.QUESTION


@pytest.mark.parametrize(
    ("stars", "kind"), [(1, "complaint"), (2, "complaint"), (4, "feedback"), (5, "feedback")]
)
def test_stars_decide_what_plain_words_do_not(read, stars, kind):
    assert read("Bought a car here in May.", rating=stars).kind.value == kind


def test_harsh_words_are_a_complaint_whatever_the_stars(read):
    text = "Horrible. They lied to me and scratched my car."
    assert read(text, rating=5).kind is Kind.COMPLAINT


def test_a_complaint_names_the_harm_in_the_shortest_clause(read):
    text = "We came in Monday as agreed, and your people scratched the rear door, which my wife saw at home."
    assert read(text, rating=1).harm == "your people scratched the rear door"


def test_praise_names_the_person(read):
    text = "Everything was quick. Luis was patient with my mother. We will be back."
    assert read(text, rating=5).praise == "Luis was patient with my mother"


def test_mixed_feedback_keeps_its_harm(read):
    inquiry = read(
        "Luis was great and very helpful, love the car, but nobody called me about the plates.", rating=4
    )
    assert inquiry.kind is Kind.FEEDBACK
    assert inquiry.praise == "Luis was great"
    assert inquiry.harm == "nobody called me about the plates"


PRESSING = [
    ("Flight tomorrow 6 am and the battery is dead", "now", "Flight tomorrow 6 am"),
    ("A tow truck left me at your lot, what now?", "now", "A tow truck left me at your lot"),
    ("I'm stranded on I-95 with two kids", "now", "I'm stranded on I-95 with two kids"),
    ("I need it today, please", "now", "I need it today"),
    ("My wife is in labor and the car won't start", "now", "My wife is in labor"),
    ("Can it be done before my trip Friday?", "soon", "Can it be done before my trip Friday"),
    ("Es urgente, mi carro no arranca", "now", "Es urgente"),
    ("Could you look at the brakes? No rush, whenever you can.", "none", ""),
    ("Is it still there?", "none", ""),
]


@pytest.mark.parametrize(("text", "level", "reason"), PRESSING, ids=[text for text, _, _ in PRESSING])
def test_pressure_is_named_in_their_words(read, text, level, reason):
    inquiry = read(text)
    assert (inquiry.pressure, inquiry.pressure_reason) == (Pressure(level), reason)


OUTBACK = LeadVehicle("buy", "used", "2022", "Subaru", "Outback", stock="P1234")


def test_a_lead_without_words_asks_for_its_vehicle(read):
    lead = Lead(LeadCustomer("Pat"), (OUTBACK,), comments="")
    inquiry = read("", lead=lead, automatic=True)
    assert inquiry.kind is Kind.LEAD
    assert [(q.text, q.topic) for q in inquiry.questions] == [
        ("availability of 2022 Subaru Outback P1234", Topic.AVAILABILITY)
    ]
    assert inquiry.vehicles[0].stock == "P1234"


def test_a_leads_comments_are_its_questions(read):
    comments = "Is the price firm? I have a 2015 CR-V to trade."
    lead = Lead(LeadCustomer("Pat"), (OUTBACK,), comments=comments)
    inquiry = read(comments, lead=lead)
    assert [question.text for question in inquiry.questions] == ["Is the price firm?"]
    assert [(vehicle.model, vehicle.own) for vehicle in inquiry.vehicles] == [
        ("Outback", False),
        ("CR-V", True),
    ]
