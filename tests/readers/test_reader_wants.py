"""What they want done, what they would do, and what we promised them."""

from datetime import date, time

import pytest

THURSDAY = date(2026, 11, 26)
REQUESTS = [
    ("could you send me photos", "pictures"),
    ("Could someone call me back?", "call"),
    ("Can you give me a call about the Outback", "call"),
    ("please email me the out the door price", "quote"),
    ("Can you get me a payment estimate?", "quote"),
    ("I'd like to test drive the Outback Saturday", "visit"),
    ("I need to schedule an oil change", "visit"),
    ("Can I come in Saturday at 9?", "visit"),
    ("I need to cancel my appointment for tomorrow", "change"),
    ("Please hold it until Saturday", "hold"),
    ("Text me if a used Tacoma comes in", "lookout"),
    ("keep an eye out for a white one", "lookout"),
    ("please stop calling me", "no-contact"),
    ("Can you send me the Carfax?", "papers"),
    ("Would you mind moving my car inside?", "other"),
]


@pytest.mark.parametrize(("text", "kind"), REQUESTS, ids=[case[0] for case in REQUESTS])
def test_a_request_has_its_kind_and_stands_in_the_text(read, text, kind):
    (request,) = read(text).requests
    assert request.kind.value == kind
    assert text[request.start : request.end] == request.words


def test_two_requests_of_one_sentence_are_two(read):
    found = read("Can you text me some pics and call me after 5?").requests
    assert [(request.kind.value, request.words) for request in found] == [
        ("pictures", "Can you text me some pics"),
        ("call", "call me after 5?"),
    ]
    assert found[1].when.earliest == time(17)


QUESTIONS_ONLY = [
    "Is it still there?",
    "Can you tell me if it is still there?",
    "let me know if it's available",
    "Would you take 22k for it?",
    "Do you know when it is ready?",
    "Can I pay with a card?",
]


@pytest.mark.parametrize("text", QUESTIONS_ONLY)
def test_what_only_asks_wants_nothing_done(read, text):
    assert read(text).requests == ()


OFFERS = [
    ("I can come Thursday after 4", "time", "I can come Thursday after 4"),
    ("This afternoon would be OK", "time", "This afternoon would be OK"),
    ("Tuesday around 11 works for me", "time", "Tuesday around 11 works for me"),
    ("You can reach me after 5", "time", "You can reach me after 5"),
    ("I'd take 22k", "price", "I'd take 22k"),
    ("Would you take $22,000 for it?", "price", "Would you take $22,000 for it?"),
    ("I'd pay 21,500 cash if you can do it", "price", "I'd pay 21,500 cash"),
    ("I have a Civic to trade", "trade", "I have a Civic to trade"),
    ("Please hold it, I can put $500 down", "deposit", "I can put $500 down"),
    ("I'll send pictures tonight", "papers", "I'll send pictures tonight"),
]


@pytest.mark.parametrize(("text", "kind", "words"), OFFERS, ids=[case[0] for case in OFFERS])
def test_an_offer_has_its_kind_and_its_words(read, text, kind, words):
    (offer,) = read(text).offers
    assert (offer.kind.value, offer.words) == (kind, words)
    assert text[offer.start : offer.end] == offer.words


def test_an_offered_time_is_a_time(read):
    (offer,) = read("I can come Thursday after 4").offers
    assert (offer.when.day, offer.when.earliest) == (THURSDAY, time(16))


NO_OFFERS = [
    "that doesn't work for me",
    "I can't come Thursday",
    "When can I come in?",
    "You told me it would be ready Wednesday",
    "I'd take it if it were blue",
    "How much is it?",
]


@pytest.mark.parametrize("text", NO_OFFERS)
def test_a_refusal_a_question_and_a_condition_offer_nothing(read, text):
    assert read(text).offers == ()


REMINDERS = [
    ("you said Friday", "you said Friday"),
    ("Dana was going to call me", "Dana was going to call me"),
    ("I'm still waiting for the quote you promised", "I'm still waiting for the quote you promised"),
    ("You told me it would be ready Wednesday, is it?", "You told me it would be ready Wednesday"),
    ("I was supposed to get a call yesterday", "I was supposed to get a call yesterday"),
    ("Luis told me Friday and it's still not done", "Luis told me Friday"),
    ("I was told the part would be in Monday", "I was told the part would be in Monday"),
]


@pytest.mark.parametrize(("text", "words"), REMINDERS, ids=[case[0] for case in REMINDERS])
def test_a_reminder_of_our_promise_is_seen(read, text, words):
    (reminder,) = read(text).reminders
    assert reminder.words == words
    assert text[reminder.start : reminder.end] == words


def test_the_day_that_we_said_is_kept(read):
    (reminder,) = read("you said Friday").reminders
    assert reminder.when.day == date(2026, 11, 27)


NO_REMINDERS = [
    "My wife said she would call you",
    "My insurance told me to ask you",
    "I was supposed to come in at 4",
    "I promise I'll be there",
    "Is it ready?",
    "I was going to come Thursday",
]


@pytest.mark.parametrize("text", NO_REMINDERS)
def test_what_others_said_is_no_promise_of_ours(read, text):
    assert read(text).reminders == ()


SPANISH = [
    ("¿Me pueden mandar fotos?", "requests", "pictures"),
    ("Por favor llámeme después de las 5", "requests", "call"),
    ("Quiero cancelar mi cita del jueves", "requests", "change"),
    ("Puedo pasar el jueves a las 4", "offers", "time"),
    ("Les doy $22,000 por el RAV4", "offers", "price"),
]


@pytest.mark.parametrize(("text", "field", "kind"), SPANISH, ids=[case[0] for case in SPANISH])
def test_spanish_requests_and_offers_are_read(read, text, field, kind):
    (found,) = getattr(read(text), field)
    assert found.kind.value == kind


def test_a_spanish_reminder_is_read(read):
    (reminder,) = read("Me dijeron que estaría listo el viernes").reminders
    assert reminder.when.day == date(2026, 11, 27)
