"""right-person, private, safe-links, fresh-thread: the right words to the right person."""

from dataclasses import replace

import pytest
from desk import ASKED, CLAIMED, FACTS, Inquiry, Kind, Recipient, blocks, fact, findings, letter

from assistant.core.checks.finding import Severity
from assistant.core.draft import Author

PERSON = Author.PERSON


def goes_to(name):
    return Recipient(name, "x@mail.example", verified=True, first_name=name.split()[0] if name else "")


WRONG = [
    ("Hi Bob,", "Tom Becker"),
    ("Dear Ms. Nair,", "Ann Lee"),
    ("Hello Tom and Sue,", "Tom Becker"),
    ("Hi AutoTrader,", "Tom Becker"),
    ("Good morning Kim,", "Tom Becker"),
    ("Hola María,", "Tom Becker"),
    ("Hey Jim!", "Tom Becker"),
    ("Dear Mr. Tombs,", "Tom Becker"),
    ("Hi Dana,", "Tom Becker"),
    ("Dear Dr. Wu:", "Tom Becker"),
    ("Hi Bob,", "wyatt_b"),
    ("Hi Wya,", "wyattb82"),
]
RIGHT = [
    ("Hi Tom,", "Tom Becker"),
    ("Hi Bob,", "Robert Hale"),
    ("Dear Ms. Nair,", "Priya Nair"),
    ("Hello Tom and Ann,", "Tom and Ann Becker"),
    ("Hi there,", "Tom Becker"),
    ("Good morning,", "Tom Becker"),
    ("Dear Mr. Becker:", "Tom Becker"),
    ("Hola José,", "Jose Ruiz"),
    ("Hi TOM,", "tom becker"),
    ("Hey Liz!", "Elizabeth Hunt"),
    ("Dear Mary-Jane,", "Mary-Jane Watson"),
    ("", "Tom Becker"),
    ("Hi Wyatt,", "wyatt_b"),
    ("Hi Wyatt,", "wyattb82"),
    ("Hello Marla,", "marla.j.stone"),
]


@pytest.mark.parametrize(("hello", "name"), WRONG)
def test_another_persons_greeting_blocks_typed_text_too(hello, name):
    assert blocks(
        letter("The car is here.", hello=hello), "right-person", recipient=goes_to(name), author=PERSON
    )


@pytest.mark.parametrize(("hello", "name"), RIGHT)
def test_their_own_greeting_passes(hello, name):
    assert not findings(letter("The car is here.", hello=hello), "right-person", recipient=goes_to(name))


def test_the_name_they_signed_with_is_theirs():
    inquiry = replace(ASKED, text="Is it there?\n\nSkip")
    assert not findings(letter("It is.", hello="Hi Skip,"), "right-person", inquiry=inquiry)


@pytest.mark.parametrize("token", ["7ABC123", "Whitfield", "555-7788", "4S4BTGND8N3123456", "RO88123"])
def test_what_is_on_record_as_anothers_blocks(token):
    text = letter(f"I looked up {token} for you.")
    found = findings(text, "right-person", foreign=frozenset({token}), author=PERSON)
    assert text[found[0].start : found[0].end] == token and found[0].severity is Severity.BLOCK


@pytest.mark.parametrize("token", ["Luis Ortega", "P1234", "Outback", "Tom", "Dana"])
def test_teammates_stock_and_their_own_name_are_not_foreign(token):
    assert not findings(letter(f"It is {token}."), "right-person", foreign=frozenset({token}))


ANOTHERS = ["Priya Whitfield", "7ABC123", "4S4BTGND8N3123456", "555-7788", "RO88123", "priya@mail.example"]


@pytest.mark.parametrize("token", ANOTHERS)
@pytest.mark.parametrize("author", [Author.COMPOSER, Author.MODEL])
def test_a_machine_repeats_nothing_of_anothers_even_if_this_customer_wrote_it(token, author):
    inquiry = replace(ASKED, text=f"Is it the one of {token}?")
    text = letter(f"I will find out about {token} by 4 pm today.")
    assert blocks(text, "right-person", inquiry=inquiry, foreign=frozenset({token}), author=author)


@pytest.mark.parametrize("token", ANOTHERS)
def test_a_person_may_say_it_back_and_is_told_whose_it_is(token):
    inquiry = replace(ASKED, text=f"Is it the one of {token}?")
    text = letter(f"I will find out about {token} by 4 pm today.")
    found = findings(text, "right-person", inquiry=inquiry, foreign=frozenset({token}), author=PERSON)
    assert [(f.severity, text[f.start : f.end]) for f in found] == [(Severity.WARN, token)]


@pytest.mark.parametrize("token", ANOTHERS)
def test_what_the_customer_wrote_and_nobody_else_has_may_be_said_back(token):
    inquiry = replace(ASKED, text=f"Is it the one of {token}?")
    text = letter(f"I will find out about {token} by 4 pm today.")
    assert not findings(text, "right-person", inquiry=inquiry, author=Author.COMPOSER)


def test_a_vin_as_the_senders_name_makes_it_nobodys_own():
    vin = "4S4BTGND8N3123456"
    text, recipient = letter(f"The car is {vin}."), goes_to(f"Marla {vin}")
    assert blocks(text, "right-person", foreign=frozenset({vin}), recipient=recipient)


@pytest.mark.parametrize(
    "email",
    ["noreply@portal.example", "no-reply@x.example", "donotreply@x.example", "mailer-daemon@x.example"],
)
def test_a_machine_is_never_answered(email):
    assert blocks(letter("It is here."), "right-person", recipient=Recipient("Tom", email, first_name="Tom"))


RECORDS = (
    fact(
        "owned",
        "2019 Subaru Forester, plate 7XYZ321, 61,200 miles.",
        plate="7XYZ321",
        mileage="61,200",
        model="Forester",
    ),
    fact(
        "repair",
        "Wheel bearing replaced on the Forester for $412.50.",
        amount="$412.50",
        work="wheel bearing",
    ),
    fact("sale", "Bought the 2019 Forester in March 2019 from Dana.", vehicle="2019 Forester"),
)
TOLD = [
    "Your plate is 7XYZ321.",
    "At 61,200 miles it is due.",
    "The wheel bearing was replaced on the Forester.",
    "That was $412.50.",
    "Since you bought from us, we know it.",
    "Your last visit went well.",
    "You bought the Forester in March.",
    "Your file shows two visits.",
    "Is 7XYZ321 still your plate?",
    "The Forester bearing is covered.",
]
UNTOLD = [
    "The Outback is here.",
    "It costs $31,450.",
    "Friday at 4:15 pm is free.",
    "We are open until 6 pm.",
    "Which car is it about?",
    "Could you send me the plate?",
    "An appraisal takes 20 minutes.",
    "I'll write by 4 pm today.",
    "Thanks for your note.",
    "Please write from the address on file.",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_record_to_a_claimed_recipient_blocks_even_typed(text):
    assert blocks(letter(text), "private", recipient=CLAIMED, facts=(*FACTS, *RECORDS), author=PERSON)


@pytest.mark.parametrize("text", TOLD)
def test_a_record_to_its_verified_owner_passes(text):
    assert not findings(letter(text), "private", facts=(*FACTS, *RECORDS))


@pytest.mark.parametrize("text", UNTOLD)
def test_public_words_to_a_claimed_recipient_pass(text):
    assert not findings(letter(text), "private", recipient=CLAIMED, facts=(*FACTS, *RECORDS))


def test_what_they_wrote_themselves_may_be_said_back():
    inquiry = Inquiry(Kind.STATUS, text="Plate 7XYZ321: is the wheel bearing of my Forester replaced?")
    text = letter("I will find out about the wheel bearing of your Forester, 7XYZ321, by 4 pm.")
    assert not findings(text, "private", inquiry=inquiry, recipient=CLAIMED, facts=(*FACTS, *RECORDS))


@pytest.mark.parametrize(
    "text",
    [
        "How is your wife?",
        "Your credit score is fine.",
        "Good luck with your surgery.",
        "You still owe on it.",
        "Bring your daughter.",
        "Your loan balance is small.",
        "Get well soon!",
        "Your divorce is none of it.",
        "Your payoff is known.",
        "Say hello to your husband.",
    ],
)
def test_family_money_and_health_need_their_own_words(text):
    assert blocks(letter(text), "private")
    inquiry = Inquiry(
        Kind.QUESTION,
        text="My wife and our daughter want it; my loan and credit are fine; I had surgery and a divorce.",
    )
    assert not findings(letter(text), "private", inquiry=inquiry)


BAD_LINKS = [
    "https://evil.example/x",
    "http://northgate.example.evil.test/a",
    "www.other.com",
    "bit.ly/abc",
    "javascript:alert(1)",
    "[northgate.example](https://evil.example/)",
    '<a href="https://evil.example">here</a>',
    "https://user@evil.example/",
    "other-site.net/deal",
    "data:text/html,hi",
]
GOOD_LINKS = [
    "https://northgate.example/p1234",
    "https://www.northgate.example/",
    "http://stock.northgate.example/a?b=1",
    "dana@northgate.example",
    "northgate.example/hours",
    "the 2.5 liter engine",
    "9 a.m. sharp",
    "https://portal.example/listing/7",
    "P1234",
    "3.6R",
]


@pytest.mark.parametrize("link", BAD_LINKS)
def test_a_link_to_elsewhere_blocks_typed_text_too(link):
    assert blocks(letter(f"See {link} please."), "safe-links", author=PERSON)


@pytest.mark.parametrize("link", GOOD_LINKS)
def test_a_link_of_the_store_or_of_the_customer_passes(link):
    inquiry = replace(ASKED, text="I saw https://portal.example/listing/7")
    assert not findings(letter(f"See {link} please."), "safe-links", inquiry=inquiry, author=PERSON)


def test_a_machine_passes_on_no_strangers_link():
    inquiry = replace(ASKED, text="I saw https://portal.example/listing/7")
    assert blocks(letter("See https://portal.example/listing/7 please."), "safe-links", inquiry=inquiry)


def test_an_unseen_newer_message_blocks():
    assert blocks(letter("It is here."), "fresh-thread", newest_seen=False, author=PERSON)
    assert not findings(letter("It is here."), "fresh-thread")
