"""Phrases that send people away, and their innocent neighbours."""

import pytest
from desk import COMPLAINED, DANA, asks, blocks, findings, letter

from assistant.core.draft import Author

DEAD_ENDS = """
You will not receive a reply to this message.
Please do not reply to this e-mail.
This mailbox is not monitored.
We are unable to assist you further.
This case is closed.
There is nothing we can do.
Your ticket has been closed.
We cannot respond to every message.
This decision is final.
You won't  receive a reply.
Replies are not monitored.
No recibirá respuesta.|Vous ne recevrez pas de réponse.
"""
OPEN_ENDS = """
Just reply to this mail; it reaches me.
You will receive a reply from me by noon.
The case of the key fob is cracked.
I could not reach the lender, so I will try again tomorrow at 10 am.
We close at 6 pm today.
Is the trunk closed properly?
I am able to assist with the title.
There is plenty we can do.
The road is closed; come by Mill Road.
I'd reply sooner if I could.
You wrote that "this case is closed" was all you heard; I am sorry.|We can help you with that.
"""
BLAME = """
We are not affiliated with the portal.
That's the manufacturer, not us.
You should have told us sooner.
That is not our fault.
You should have called first.
As stated in our terms, deposits stay.
It is out of our control.
You failed to mention the leak.
Per our policy we cannot refund deposits.
That's up to the bank.
We are not responsible for items left inside.
As I already told you, it is sold.
"""
NO_BLAME = """
You should have the title by Friday.
You should have received two keys.
Per our policy the first oil change is yours.
It is our fault.
I will ask the manufacturer today.
The bank mailed it on Friday.
You should have no trouble with it.
I told Luis about it.
We should have called you.
I should have checked.
The portal shows an old price; $31,450 is right.
Our policy is simple: bring it back and we fix it.
"""
CANNED = """
You are a valued customer.
Your call is important to us.
I understand how frustrating this must be.
Just checking in!
We apologize for any inconvenience.
Thank you for reaching out.
Please do not hesitate to ask.
Rest assured it is fine.
I hope this email finds you well.
Thanks for contacting us.
We pride ourselves on service.
I understand your frustration.
"""
FRESH = """
Thank you for your note about the Outback.
You waited three weeks, which is too long.
The Outback is here.
I checked the lot.
Thank you for telling me about the rattle.
Your Outback is precious cargo.
It is an important call.
Ask me anything.
I am sorry for the second trip this cost you.
Thanks, Tom.
Do you want the roof box too?
I hope the drive home was easy.
"""
DEFLECTS = """
Please call us.
Visit our website.
Please contact our parts department.
Feel free to contact us.
You'll need to contact the bank.
Please give us a call.
Check our website for prices.
You will have to call the lender.
Please contact the manufacturer.
Reach out to our finance office.|Call the dealership.|You should contact your insurer.
"""
STAYS = """
Yes, the Outback is here, with 28,410 miles and a clean interior. Call me any time.
Here is the price: $31,450. It is on our website, too.
The Outback is here. I'll call the bank and write to you by 4 pm today.
I will contact the manufacturer and write to you by 4 pm.
You can reach me directly about the Outback at 555-0142.
I called the lender for you.
The green Outback you saw on our website is here, with 28,410 miles.
The website shows the older photos; the Outback is here and clean.
Would you rather come by or have me call?
Come see the Outback.
If anything is unclear, please call me. The green Outback is here and you can see it on Friday at 4:15 pm.
Let me call the bank for you by noon.
"""
DISOWNED = """
I'm sorry if you were upset.
I am sorry you feel that way.
I'm sorry, but the shop was full.
We apologize if that was rude.
I am sorry about Monday, but Luis was out.
Sorry for any trouble.
I regret that you feel this way.
I apologize, however it was busy.
Thanks for the note. I will call Luis at noon today.
The recall is listed. I will see to it by 4 pm today.
"""
OWNED = """
I am sorry that nobody called you. I will fix it by 4 pm today.
Nobody called, and that is on me. I'll call by noon.
You should have heard from us in May. I will write by 4 pm today.
We let you down. Here is what I'll do by noon: call Luis.
I apologize for the silence. I'll have an answer by 4 pm.
That was our mistake. I can send a driver.
You are right: we never called. I'll see to it by noon.
I'm sorry nobody called. But first things first: I'll call by noon.
I am sorry; there was nothing but silence. I'll write by 4 pm today.
Lo siento: nadie llamó. Le escribo hoy antes de las 4.
"""
OFFERS = """
We have a great deal for you.
It is a great time to trade.
Do check out our new arrivals.
Would you like to trade in your car?
The extended warranty would have covered it.
There is a special offer on tires.
Have you thought of an upgrade to a new Outback?
A service contract saves you this next time.
Our holiday sale begins on Friday.
You could refinance at the same time.
Here is a coupon for the next visit.
The protection plan is worth a look.
"""
NO_OFFERS = """
I am sorry that nobody called. I will call by 4 pm today.
I will credit the diagnosis to you.
A loaner is here for you, free of charge.
I have Friday at 4:15 pm free for the repair.
The new part arrives on Friday.
Luis will bring the car back to you.
That was our mistake, and the recall work costs nothing.
I'll write down what happened and bring it to Robin today.
We should have called you in May.
The warranty that you have covers the belt.
I deal with it myself.
The interest you paid is the bank's to return; I'll ask there by noon.
"""


def said(table):
    return [line.strip() for row in table.strip().splitlines() for line in row.split("|")]


@pytest.mark.parametrize("text", said(DEAD_ENDS))
def test_a_dead_end_blocks_even_typed_text(text):
    assert blocks(letter(text), "no-dead-end", author=Author.PERSON)


@pytest.mark.parametrize("text", said(OPEN_ENDS))
def test_an_open_end_passes(text):
    assert not blocks(letter(text), "no-dead-end")


@pytest.mark.parametrize("text", said(BLAME))
def test_blame_blocks_a_draft_and_warns_a_person(text):
    assert blocks(letter(text), "no-blame")
    assert not blocks(letter(text), "no-blame", author=Author.PERSON)


@pytest.mark.parametrize("text", said(NO_BLAME))
def test_what_only_sounds_like_blame_passes(text):
    assert not findings(letter(text), "no-blame")


@pytest.mark.parametrize("text", said(CANNED))
def test_a_canned_phrase_warns_at_its_place(text):
    found = findings(letter(text), "no-canned")
    assert found and found[0].severity == "warn"
    assert letter(text)[found[0].start : found[0].end].lower() in text.lower()


@pytest.mark.parametrize("text", said(FRESH))
def test_own_words_are_not_canned(text):
    assert not findings(letter(text), "no-canned")


@pytest.mark.parametrize("text", said(DEFLECTS))
def test_sending_the_customer_elsewhere_blocks(text):
    assert blocks(letter(text), "no-deflection", inquiry=asks("other", "What happened to my refund?"))


@pytest.mark.parametrize("text", said(STAYS))
def test_offering_a_line_beside_an_answer_passes(text):
    assert not blocks(letter(text), "no-deflection")


@pytest.mark.parametrize("text", said(DISOWNED))
def test_a_complaint_without_responsibility_blocks(text):
    assert blocks(letter(text), "complaint-order", inquiry=COMPLAINED)


@pytest.mark.parametrize("text", said(OWNED))
def test_a_complaint_that_is_owned_and_mended_passes(text):
    assert not findings(letter(text), "complaint-order", inquiry=COMPLAINED)


@pytest.mark.parametrize("text", said(OFFERS))
def test_an_offer_in_the_answer_to_a_complaint_blocks(text):
    assert blocks(letter(text), "no-upsell", inquiry=COMPLAINED)


@pytest.mark.parametrize("text", said(NO_OFFERS))
def test_a_repair_is_no_offer(text):
    assert not findings(letter(text), "no-upsell", inquiry=COMPLAINED)


def test_a_quoted_phrase_of_the_list_has_a_better_wording():
    found = findings(letter("I'm sorry if it hurt."), "complaint-order", inquiry=COMPLAINED)
    assert found[0].better == "sorry that"
    assert DANA.name in letter("")
