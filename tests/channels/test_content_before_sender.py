"""Content before sender: what a person wants is found, whatever says that a machine wrote the mail."""

import pytest

from assistant.channels import email

GENERATED = "Auto-Submitted: auto-generated"
REPLIED = "Auto-Submitted: auto-replied"
PEOPLE = {
    "silence": ("", "Absence de réponse à mes trois mails", "Bonjour, je vous ai écrit trois fois."),
    "silencio": ("", "Ausencia de respuesta", "Les escribí tres veces y nadie contesta."),
    "auto": ("", "Auto: VW Golf, Probefahrt am Samstag", "Samstag um 10 passt mir gut. Hanna Vogt"),
    "out of town": ("", "Out of town until Friday, please hold the Tacoma", "I'll sign on Saturday. Ann"),
    "vacation": ("", "On vacation and our van broke down", "We are stuck in Moab, call me at 555-0142."),
    "urlaub": ("", "Urlaub vorbei - Inspektion bitte", "Gern ab Montag. Gruß, Jens"),
    "our own note": ("", "Re: Out of Office: brakes", "Please send me the quote when you are back."),
    "a portal": (GENERATED, "New message", "Is the F-150 still available? I can come Saturday.\n"
                 "This is an automated message, please do not reply."),
    "a copy": (REPLIED, "Copy of your form", "Tom Fox wants to sell his Audi. Phone 555-0142."),
    "cron": ("X-Cron-Env: <USER=web>", "Contact", "My car will not start, call me. Ann, 555-0142"),
    "a question": (REPLIED, "Automatic reply: Civic", "Send me the out-the-door price, can you hold it?"),
}  # fmt: skip
MACHINES = {
    "exchange": (REPLIED, "Automatic reply: brakes", "I am out of the office until Monday. Jo"),
    "by subject": ("", "Out of Office: brakes", "Back on Monday. If it is urgent call the desk at 555-0100."),
    "german": ("", "Abwesenheitsnotiz: Ihr Angebot", "Ich bin nicht im Büro und ab Montag wieder da."),
    "empty": ("", "Autosvar: V60", ""),
    "away": (GENERATED, "On vacation", "I am on vacation until June 3 with no access to my e-mail."),
}  # fmt: skip


def read(head, subject, text):
    lines = [
        "From: Ann Lee <ann@mail.example>",
        f"Subject: {subject}",
        "Content-Type: text/plain; charset=utf-8",
    ]
    return email.read("\n".join([*lines, *([head] if head else []), "", text]).encode())


@pytest.mark.parametrize("given", PEOPLE.values(), ids=PEOPLE)
def test_a_person_is_no_machine(given):
    assert not read(*given).auto_reply


@pytest.mark.parametrize("given", MACHINES.values(), ids=MACHINES)
def test_a_note_of_absence_waits_for_nobody(given):
    assert read(*given).auto_reply


LEAD = "Name: Ann Lee\nEmail: ann@mail.example\nPhone: 555-0142\nVehicle: 2021 Ford Escape\nComments: Hold it"


@pytest.mark.parametrize("subject", ["Message status: new enquiry", "Delivery notification: new lead"])
def test_a_lead_by_a_null_sender_is_a_lead_and_nobodys_address_is_dead(subject):
    found = read("Return-Path: <>", subject, LEAD)
    assert found.leads and not found.bounce and found.failed_recipients == ()


@pytest.mark.parametrize("subject", ["Delivery problem with my new Escape", "Bounce house truck"])
def test_a_service_that_sends_for_somebody_returns_nothing(subject):
    assert not read("Sender: bounces+1@mailer.example", subject, "It squeaks. When can I come?").bounce


@pytest.mark.parametrize(
    "sender", ["Ann Lee ann@mail.example", '"Ann Lee" ann@mail.example', "ann@mail.example (Ann Lee)"]
)
def test_a_sender_without_brackets_is_read(sender):
    found = email.read(f"From: {sender}\nSubject: x\n\nIs it here?".encode()).sender
    assert (found.name, found.email) == ("Ann Lee", "ann@mail.example")
