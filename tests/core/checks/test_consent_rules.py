"""permission, open-promises, no-early-survey: what they let us write, what we owe, what is asked early."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from desk import ASKED, CLAIMED, FACTS, NOW, TOM, fact, findings, letter

from assistant.core import survey
from assistant.core.consent import Basis, Ground, Purpose, Refusal, Regime, Scope, Standing, Way
from assistant.core.draft import Author
from assistant.core.inquiry import Inquiry, Kind, Request, Wanted
from assistant.core.message import Channel

# permission

NO_CALLS = Refusal(Way.PHONE, Scope.COMMERCIAL, date(2026, 11, 3))
NO_OFFERS = Refusal(Way.EMAIL, Scope.COMMERCIAL, date(2026, 11, 3))
NOTHING = Refusal(Way.ALL, Scope.ALL, date(2026, 11, 3))
LEFT = Standing(refusals=(NO_CALLS, NO_OFFERS))
NOT_ALLOWED = [
    "I'll call you tomorrow at 10 am.",
    "I will give you a call by noon on Friday.",
    "Luis will phone you on Friday at 9 am.",
    "I can call you back at 4 pm today.",
    "Let me call you at 4:15.",
    "I'm going to text you the price by 5 pm today.",
    "I'll give you a quick ring at 11 am.",
    "Le llamo mañana a las 10.",
    "Yes, it is here. We also have a special offer on winter tires.",
    "It is here. Check out our new arrivals, too.",
    "It is in stock, and our holiday sale ends on Friday.",
    "Yes. May I tell you about our extended warranty?",
]
ALLOWED = [
    "I'll write to you by 4 pm today.",
    "I will mail you the range by Wednesday at 5 pm.",
    "Yes, the 2022 Outback Touring is here.",
    "You can call me at 555-0142 whenever you like.",
    "I spoke with Luis about it.",
    "The roof rack is called a crossbar set.",
    "I'll send you an e-mail by noon on Friday.",
    "Thursday at 4:15 pm suits us well.",
    "I have taken you off the list: no more offers from us.",
    "I'll find out and write to you by 3 pm today.",
    "The price is $31,450.",
    "If you want to talk, my line is 555-0142.",
]


@pytest.mark.parametrize("text", NOT_ALLOWED)
def test_a_call_or_an_offer_to_somebody_who_asked_for_neither_warns(text):
    assert findings(letter(text), "permission", standing=LEFT)
    assert not findings(letter(text), "permission")


@pytest.mark.parametrize("text", ALLOWED)
def test_an_answer_by_their_own_way_passes(text):
    assert not findings(letter(text), "permission", standing=LEFT)


def test_whoever_asks_for_a_call_is_called():
    asked = replace(ASKED, requests=(Request("call me back", Wanted.CALL),))
    assert not findings(letter("I'll call you at 4 pm today."), "permission", inquiry=asked, standing=LEFT)


UNASKED = [
    ({"standing": Standing(refusals=(NO_OFFERS,))}, "They asked on November 3"),
    ({"standing": Standing(refusals=(NOTHING,))}, "anything but answers"),
    ({"standing": Standing(refusals=(replace(NO_OFFERS, confirmed=False),))}, "somebody has to say"),
    ({"standing": Standing(Regime.CASL)}, "Nothing on record"),
    ({"standing": Standing(Regime.CASL, (Ground(Basis.INQUIRY, date(2026, 5, 1)),))}, "November 1, 2026"),
    ({"lacks": "The store has no postal address."}, "no postal address"),
]


@pytest.mark.parametrize("author", list(Author))
@pytest.mark.parametrize(("given", "why"), UNASKED)
def test_what_nobody_asked_for_is_blocked_without_consent_whoever_wrote_it(given, why, author):
    (found,) = findings(
        letter("How is the Outback?"), "permission", author=author, purpose=Purpose.COMMERCIAL, **given
    )
    assert found.severity == "block" and why in found.why


@pytest.mark.parametrize(
    "standing",
    [
        Standing(),
        Standing(Regime.CASL, (Ground(Basis.PURCHASE, date(2025, 3, 1)),)),
        Standing(Regime.GDPR, (Ground(Basis.EXPRESS, date(2020, 3, 1)),)),
        Standing(refusals=(NO_CALLS,)),
    ],
)
def test_what_nobody_asked_for_passes_with_consent(standing):
    text = letter("How is the Outback?")
    assert not findings(text, "permission", purpose=Purpose.COMMERCIAL, standing=standing)


def test_an_answer_to_whoever_wants_nothing_more_passes_and_a_further_letter_does_not():
    text, given = letter("Yes, it is here."), {"standing": Standing(refusals=(NOTHING,))}
    assert not findings(text, "permission", **given)
    assert not findings("Yes, it is here.", "permission", channel=Channel.CHAT, **given)
    assert findings(text, "permission", purpose=Purpose.SERVICE, **given)[0].severity == "block"


# open-promises


def promise(what, days, **more):
    due = (NOW + timedelta(days=days)).isoformat()
    return fact("promise", f"Dana Ruiz promised: {what}.", what=what, due=due, who="Dana Ruiz", **more)


RANGE = promise("mail the trade-in range for the 2019", -1, state="open", late="yes")
RACK = promise("find out whether the roof rack fits", 0, state="open", late="no")
OWED = (*FACTS, RANGE, RACK)
FORGOTTEN = [
    "Yes, the 2022 Outback Touring is here.",
    "The price is $31,450.",
    "Friday at 4:15 pm is free.",
    "We are open until 6 pm.",
    "An appraisal takes about 20 minutes.",
    "I'll hold it until Saturday at noon.",
    "The RAV4 is sold.",
    "Yes, with the tow hitch, and I'll write to you by 4 pm.",
    "The roof rack fits.",  # and the range?
    "The range for your 2019 in trade is $9,000 to $10,000.",  # and the rack?
    "Luis looks at the brakes on Friday at 9 am.",
]
SPOKEN_OF = [
    "The trade-in range for your 2019 is late, I am sorry. The roof rack fits.",
    "I owe you the trade range for the 2019 and a word on whether the roof rack fits: both by 4 pm today.",
    "You were to hear the range for your trade-in and whether the rack fits the roof. I have both.",
    "I promised you the trade range for the 2019 and whether the roof rack fits: I'll write both by 5 pm.",
    "I said I would find out about the roof rack, and mail the trade range: I'll do so by noon.",
    "The rack fits the roof. The range in trade for the 2019: $9,000 to $10,000.",
    "As promised: the rack fits, and the range for the trade is $9,000 to $10,000.",
    "The roof rack does not fit. For the trade-in the range is $9,000 to $10,000, by mail today.",
    "I am late with the range for your trade-in, and with the roof rack that you asked about.",
    "I should have sent the trade range and found out about the rack on the roof. I'll do so by 4 pm.",
]


@pytest.mark.parametrize("text", FORGOTTEN)
def test_what_is_due_and_not_spoken_of_warns_once(text):
    (found,) = findings(letter(text), "open-promises", facts=OWED)
    assert found.severity == "warn" and "promised them" in found.why


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_what_is_due_and_spoken_of_passes(text):
    assert not findings(letter(text), "open-promises", facts=OWED)


@pytest.mark.parametrize("text", FORGOTTEN)
def test_what_is_not_due_yet_or_ended_warns_nobody(text):
    later = promise("find out whether the roof rack fits", 2, state="open")
    kept = promise("mail the trade-in range", -3, state="kept")
    assert not findings(letter(text), "open-promises", facts=(*FACTS, later, kept))


def test_nothing_is_said_of_promises_to_somebody_who_only_claims():
    assert not findings(letter(FORGOTTEN[0]), "open-promises", facts=OWED, recipient=CLAIMED)
    assert findings(letter(FORGOTTEN[0]), "open-promises", facts=OWED, recipient=TOM)


def test_it_is_said_once_in_a_turn():
    said = ("I am late with the range for your trade-in; and the roof rack fits.",)
    assert not findings(letter("Yes, the Outback is here."), "open-promises", facts=OWED, said_since=said)


def test_a_line_in_a_chat_need_not():
    assert not findings("Yes, it is here.", "open-promises", facts=OWED, channel=Channel.CHAT)


# no-early-survey

EARLY = "Something that we promised them is still open."
SURVEYS = [
    "How did we do?",
    "How was your visit on Tuesday?",
    "How was the service?",
    "Would you rate your experience from one to ten?",
    "On a scale of one to ten, how likely are you to recommend us?",
    "Please take our short survey.",
    "Would you fill out the survey below?",
    "Could you leave us a review?",
    "Were you satisfied with the repair?",
    "How satisfied are you with us?",
    "How did everything go with your visit?",
    "Is there anything we could have done better?",
    "Did we meet your expectations?",
    "Tell us how we did, it takes a minute.",
    "¿Cómo fue su visita?",
    "¿Qué tan satisfecho quedó con el servicio?",
    "Please write a review of your visit.",
    "Did we do it the way you wanted it done?",
    "Did we get everything right?",
    "¿Lo hicimos como usted quería?",
]
NO_SURVEYS = [
    "How is the Outback treating you?",
    "How did the road trip go?",
    "Is Thursday at 4:15 pm good for you?",
    "Are you happy with Friday at 9 am?",
    "Did the noise go away?",
    "Thank you for your feedback.",
    "Thank you for filling out the survey.",
    "I read the review that you wrote.",
    "How does that sound?",
    "Is the car running as it should?",
    "What did we get right?",
    "Would you like me to hold it?",
    "I'll pass your words on to Luis.",
    "The service takes about an hour.",
    "How was the car parked when it was hit?",
    "You rated the visit with two stars, and I want to know what went wrong.",
    "Does the roof rack still rattle?",
    "How are the two of you getting along?",
    "What do you like about it, and what has annoyed you so far?",
]


@pytest.mark.parametrize("text", SURVEYS)
def test_a_satisfaction_question_too_early_blocks_at_its_place(text):
    (found, *_) = findings(letter(text), "no-early-survey", early_survey=EARLY)
    assert found.severity == "block" and found.why == EARLY
    assert letter(text)[found.start : found.end] in text
    assert findings(letter(text), "no-early-survey", early_survey=EARLY, author=Author.PERSON)


@pytest.mark.parametrize("text", SURVEYS)
def test_in_time_it_may_be_asked(text):
    assert not findings(letter(text), "no-early-survey")


@pytest.mark.parametrize("text", NO_SURVEYS)
def test_what_asks_for_no_marks_passes(text):
    assert not findings(letter(text), "no-early-survey", early_survey=EARLY)


@pytest.mark.parametrize(
    ("around", "why"),
    [
        (survey.Around(closed=True), ""),
        (survey.Around(closed=True, asked_days_ago=30), ""),
        (survey.Around(closed=True, asked_days_ago=29), "29 days ago"),
        (survey.Around(closed=True, asked_days_ago=0), "only just"),
        (survey.Around(closed=False), "not closed"),
        (survey.Around(closed=True, promised=True), "promised"),
        (survey.Around(closed=True, waiting=True), "wait for an answer"),
    ],
)
def test_when_it_may_be_asked(around, why):
    assert (why in survey.too_early(around)) if why else survey.too_early(around) == ""


EXAMPLES = {
    "permission": (NOT_ALLOWED, ALLOWED),
    "open-promises": (FORGOTTEN, SPOKEN_OF),
    "no-early-survey": (SURVEYS, NO_SURVEYS),
}


def test_a_thank_you_is_never_held_up_by_a_promise():
    thanks = Inquiry(Kind.THANKS, text="Thanks!")
    assert not findings(letter("You are welcome."), "open-promises", inquiry=thanks, facts=OWED)
