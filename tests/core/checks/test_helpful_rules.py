"""The way out first, options beside a no, nothing asked twice, fresh facts, their language, history used."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import ASKED, CONTEXT, NOW, STOCK, fact, findings, letter

from assistant.core.inquiry import (
    Detail,
    Inquiry,
    Kind,
    Pressure,
    Question,
    Told,
    Topic,
    VehicleMention,
    When,
)


def said(table):
    return [line.strip() for line in table.strip().splitlines()]


PRESSED = Inquiry(
    Kind.SERVICE,
    (Question("can you get me home?", Topic.OTHER),),
    text="My Outback died on 270, my flight is tomorrow at 6 am. can you get me home?",
    pressure=Pressure.NOW,
    pressure_reason="flight tomorrow 6 am",
)
FEELING_FIRST = """
I'm so sorry to hear that your Outback died. I can have a ride paid for you.
Thank you for writing to us about your Outback. I can have your car picked up.
I understand that this is stressful with a flight ahead. I'll call the tow at 10:30 am today.
We apologize for the trouble with the Outback. I can give you a loaner.
I hope you are safe out there on 270. I'll send a ride.
I appreciate that you wrote to me so early. You can have a loaner.
I regret that your Outback broke down like that. I'll have it fetched.
Sorry about the Outback. I can have a ride paid for you tonight.
Thanks for telling me what happened on 270. I can have it picked up.
I sympathize with you and your family. I'll find a ride for you by 10:30 am today.
"""
WAY_FIRST = """
I can have a ride paid for you to the airport. I'm sorry about the Outback.
I'll have your Outback picked up and write to you by 10:30 am today. I'm sorry.
You can have a loaner car now. I'm sorry that it died.
We can have your car fetched from 270. I'm sorry.
I'm sorry, and I can have a ride paid for you right away.
Your Outback is ready, so you make the flight. I'm sorry for the scare.
Where exactly are you on 270? I can have it picked up.
A ride will be there at 10:30 am today. I am sorry.
Yes, I can get you home. I'm sorry that it died.
Let me send a ride to you first. I'm sorry.
"""


@pytest.mark.parametrize("text", said(FEELING_FIRST))
def test_who_is_pressed_reads_the_way_out_first(text):
    found = findings(letter(text), "pressure-first", inquiry=PRESSED)
    assert [one.severity for one in found] == ["warn"]
    assert "flight tomorrow 6 am" in found[0].why
    assert found[0].better in text


@pytest.mark.parametrize("text", said(WAY_FIRST))
def test_a_way_out_in_the_first_sentence_passes(text):
    assert not findings(letter(text), "pressure-first", inquiry=PRESSED)


@pytest.mark.parametrize("text", said(FEELING_FIRST))
def test_without_pressure_the_order_is_free(text):
    assert not findings(letter(text), "pressure-first", inquiry=replace(PRESSED, pressure=Pressure.NONE))


BARE_NO = """
I can't deliver the Outback to Marion.
We cannot hold the Outback without a deposit.
I am unable to change the price of the Outback.
We don't offer pick-up for the Outback on Sundays.
That is not possible with the Outback.
The Outback is sold.
We do not sell single tires for the Outback.
I'm not able to install that on the Outback.
We won't be able to see the Outback on Thursday.
We are fully booked for the Outback.
"""
WITH_OPTIONS = """
I can't deliver the Outback to Marion. I can hold it for you, or you can see it Friday at 4:15 pm.
We cannot hold it without a deposit. I can send you the link, and I'll write by noon today.
I am unable to change the price of the Outback. I have it Friday at 4:15 pm or Saturday at 10 am for you.
That is not possible with the Outback. Would you like P1234 instead? I can also look for another one.
The RAV4 is sold. The Outback comes close. I'll look for another RAV4 and write to you by 4 pm today.
We do not sell single tires. I can order a set, or I'll ask the parts desk by 4 pm today.
I'm not able to install that. I'll find out who does by 4 pm today. Shall I hold it meanwhile?
We can't see it on Thursday. I have Friday at 4:15 pm or Saturday at 10 am.
The Outback is here and I can show it to you.
I can't wait to show you the Outback.
"""


@pytest.mark.parametrize("text", said(BARE_NO))
def test_a_bare_no_wants_two_things_that_can_be_done(text):
    option = fact("option", "I can give you a loaner car.", title="Loaner")
    found = findings(letter(text), "offers-options", facts=(*CONTEXT.facts, option))
    assert [(one.severity, one.better) for one in found] == [("warn", "I can give you a loaner car.")]


@pytest.mark.parametrize("text", said(WITH_OPTIONS))
def test_a_no_with_two_options_passes(text):
    assert not findings(letter(text), "offers-options")


TOLD = Inquiry(
    Kind.LEAD,
    (Question("is the Outback there?", Topic.AVAILABILITY),),
    text="Is the 2022 Outback there? I drive a 2017 Rogue with 88k, Thursday after 4, 614-555-0143.",
    vehicles=(VehicleMention("2022 Outback", "2022", "Subaru", "Outback"),),
    times=(When("Thursday after 4", NOW.date() + timedelta(days=2)),),
    told=(
        Told(Detail.PHONE, "614-555-0143"),
        Told(Detail.VEHICLE, "2017 Rogue"),
        Told(Detail.MILEAGE, "88k"),
    ),
)
AGAIN = """
What is your phone number?
On what number do I reach you?
What is the best number?
Which car are you interested in?
What do you currently drive?
How many miles does it have?
What is your mileage, by the way: how many miles are on it?
Which day would you like to come?
When can you come by?
What is your name?
What's your email?
"""
NEW = """
Which time on Thursday suits you better?
Shall I hold it for you?
Would Friday at 4:15 pm suit you?
Does the Rogue have any damage?
Would you like a loaner car?
Is it for you or for your wife?
Do you want me to look at the Rogue as well?
Would you rather have me call or write?
Is the loan on it paid off?
What would you like to know about it?
The number is 555-0142.
"""


@pytest.mark.parametrize("text", said(AGAIN))
def test_what_is_known_is_not_asked(text):
    found = findings(letter(f"The Outback is here. {text}"), "asks-nothing-twice", inquiry=TOLD)
    assert [one.severity for one in found][:1] == ["warn"]


@pytest.mark.parametrize("text", said(NEW))
def test_what_is_new_may_be_asked(text):
    assert not findings(letter(f"The Outback is here. {text}"), "asks-nothing-twice", inquiry=TOLD)


@pytest.mark.parametrize("text", said(AGAIN)[:9])
def test_what_nobody_said_may_be_asked(text):
    assert not findings(letter(text), "asks-nothing-twice", inquiry=Inquiry(Kind.LEAD, text="Hello"))


OF_THE_LIST = """
Yes, P1234 is here.
The Outback, stock P1234, has 28,410 miles.
P1234 is $31,450.
The Outback is $31,450.
Your wife may drive P1234 on Friday at 4:15 pm.
I'll hold P1234 for you until noon today.
The green one is P1234.
It is P1234, and it costs $31,450.
The Outback costs $31,450, nothing more.
I have P1234 out front for you.
"""
OF_NO_LIST = """
I'll look whether it is still here and write to you by noon today.
Thursday at 4:15 pm works.
We are open today until 6 pm.
Please bring your driver's license.
I'll ask Luis Ortega about it by noon today.
The appraisal takes about 20 minutes.
Thank you for the photo.
Which car is it about?
I'm sorry for the wait.
The Outback needs a look first.
"""


def aged(days):
    return tuple(replace(one, at=NOW - timedelta(days=days)) for one in STOCK)


@pytest.mark.parametrize("text", said(OF_THE_LIST))
def test_what_an_old_list_says_is_looked_at_again(text):
    found = findings(letter(text), "fresh-facts", facts=aged(12))
    assert [(one.severity, "12 days" in one.why) for one in found] == [("warn", True)]
    assert letter(text)[found[0].start : found[0].end] in ("P1234", "$31,450")
    assert not findings(letter(text), "fresh-facts", facts=aged(1))
    assert not findings(letter(text), "fresh-facts")


@pytest.mark.parametrize("text", said(OF_NO_LIST))
def test_what_rests_on_no_list_has_no_age(text):
    assert not findings(letter(text), "fresh-facts", facts=aged(12))


def test_a_snippet_that_nobody_confirmed_is_named():
    policy = replace(
        fact("policy", "A deposit of $500 holds a car."),
        source="Policy: Deposit, not confirmed lately: true?",
    )
    text = letter("The Outback is here. A deposit of $500 holds a car.")
    assert len(findings(text, "fresh-facts", facts=(policy,))) == 1
    assert not findings(text, "fresh-facts", facts=(replace(policy, source="Policy: Deposit"),))


ENGLISH = """
The Outback is here and you can see it on Friday, and I will have it in front of the door for you.
I will find out what the work costs and write to you by noon today with the price of it.
We are open today until 6 pm, and you can bring your car to us at any time that suits you.
Your car is ready and you can pick it up until 6 pm, and the bill is in the car with the key.
I am sorry that nobody called you; I will ask the technician and write to you by 4 pm today.
Thank you for the photo of your car; I will look at it with the technician and write to you.
The price of the Outback is on our page, and the tax and the fee come on top of it for you.
You have me from now on, and I will see that you have an answer to all of this by 4 pm today.
It is not on the list of the car, so I will go and look at it and write to you by noon today.
I can give you a loaner car for as long as your car is with us, and it is free of charge for you.
"""
SPANISH = """
El Outback está aquí y lo puede ver el viernes; se lo tengo enfrente de la puerta para usted.
Averiguo cuánto cuesta el trabajo y le escribo a más tardar hoy al mediodía con el precio.
Estamos abiertos hoy hasta las 6 y puede traer su auto a la hora que le quede mejor.
Su auto ya está listo y lo puede recoger hasta las 6; la cuenta está en el auto con la llave.
Siento que nadie le haya llamado; le pregunto al técnico y le escribo a las 4 con la respuesta.
Gracias por la foto de su auto; la veo con el técnico y le escribo en cuanto la tenga.
El precio del Outback es el de la página, y los impuestos y el trámite se suman al precio.
Desde hoy me tiene a mí, y veo que tenga una respuesta a todo esto a más tardar a las 4.
No está en la lista del auto, así que voy a verlo y le escribo con la respuesta al mediodía.
Le puedo dar un auto de préstamo mientras el suyo está con nosotros, y no le cuesta nada más.
"""
IN_SPANISH = Inquiry(Kind.QUESTION, text="¿Todavía tienen el Outback?", language="es")


@pytest.mark.parametrize("text", said(ENGLISH))
def test_spanish_is_answered_in_spanish(text):
    found = findings(letter(text), "their-language", inquiry=IN_SPANISH)
    assert [(one.severity, one.why) for one in found] == [
        ("warn", "They wrote in Spanish, and this is English.")
    ]
    assert not findings(letter(text), "their-language")


@pytest.mark.parametrize("text", said(SPANISH))
def test_english_is_answered_in_english(text):
    assert len(findings(letter(text), "their-language")) == 1
    assert not findings(letter(text), "their-language", inquiry=IN_SPANISH)


@pytest.mark.parametrize("text", ["Thursday works.", "OK, P1234.", "¡Claro!", "Sí.", "4:15 pm it is."])
def test_a_line_has_no_language(text):
    assert not findings(letter(text), "their-language", inquiry=IN_SPANISH)
    assert not findings(letter(text), "their-language")


OWNED = fact(
    "owned", "They own a 2019 Subaru Ascent, 61,000 miles.", make="Subaru", model="Ascent", year="2019"
)
VISIT = fact(
    "repair",
    "Oil change and tire rotation on the 2019 Ascent in June.",
    vehicle="2019 Subaru Ascent",
    work="oil change and tire rotation",
)
TO_A_STRANGER = """
Yes, the green one is here, and I have Friday at 4:15 pm free for you.
I'll find out what the work costs and write to you by noon today.
We are open today until 6 pm; come whenever it suits you.
Thank you for the photo; I will look at it with the technician.
The price is on our page, and the tax comes on top of it.
I'll ask Luis Ortega about it and write to you by 4 pm today.
Please bring the title and both keys when you come on Friday.
A test drive takes half an hour; bring your driver's license, please.
I can hold it for you until Saturday at 10 am if you like it.
You can leave the key in the drop box beside the service door.
"""
TO_A_FRIEND = """
Yes, the green one is here; and how does the Ascent run?
For your Ascent I'll find out what the work costs by noon today.
After the oil change and the tire rotation in June this comes next.
Your 2019 Ascent should be looked at first.
The Ascent would be worth a look when you come on Friday.
I remember the tire rotation and the oil change we did for you.
Bring the Ascent along and I'll have it washed.
The rack of the Ascent does not fit this one.
Luis Ortega did the oil change on your Ascent in June.
Your Ascent and the green one can stand side by side on Friday.
"""


@pytest.mark.parametrize("text", said(TO_A_STRANGER))
def test_somebody_we_know_reads_one_thing_that_we_know(text):
    found = findings(letter(text), "uses-history", facts=(OWNED, VISIT))
    assert [one.severity for one in found] == ["note"]
    assert OWNED.text in found[0].why
    assert not findings(letter(text), "uses-history", inquiry=ASKED)  # nothing is known
    claimed = replace(CONTEXT.recipient, verified=False)
    assert not findings(letter(text), "uses-history", facts=(OWNED, VISIT), recipient=claimed)


@pytest.mark.parametrize("text", said(TO_A_FRIEND))
def test_a_word_of_their_history_passes(text):
    assert not findings(letter(text), "uses-history", facts=(OWNED, VISIT))
