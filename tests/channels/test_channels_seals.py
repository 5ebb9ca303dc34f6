"""Signed mail is read as what was signed; of encrypted mail a plain sentence is all that is shown."""

import packing
import pytest

from assistant.channels import email
from assistant.channels.email import cms
from assistant.channels.email.armour import unarmoured
from assistant.core.enclosure import ENCRYPTED

WORDS = packing.text("Is the blue van still for sale?")
WITH_FILE = packing.together("multipart/mixed", WORDS, packing.part("image/png", b"png", "van.png"))
P7M = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
ASC = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----"
CLEAR = """Hello,
-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

- -- is a dash
Is it sold?
-----BEGIN PGP SIGNATURE-----

iQEzBAEB
-----END PGP SIGNATURE-----
Below."""


def notes(message, word):
    return [note for note in message.notes if word in note]


@pytest.mark.parametrize(
    ("kind", "by"),
    [
        ("application/pgp-signature", "PGP"),
        ("application/pkcs7-signature", "S/MIME"),
        ("application/x-pkcs7-signature", "S/MIME"),
    ],
)
def test_a_signature_beside_is_no_file_and_a_note_says_that_nobody_checked_it(kind, by):
    signature = packing.part(kind, b"sig", "signature.asc")
    message = email.read(packing.mail(WITH_FILE, signature, kind="multipart/signed"))
    assert [one.name for one in message.attachments if not one.inline] == ["van.png"]
    assert message.visible_text == "Is the blue van still for sale?"
    assert notes(message, "signed") == [
        f"it is signed ({by}); whether the signature is right was not checked"
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        packing.signed(WITH_FILE),
        packing.streamed(WITH_FILE[:40], WITH_FILE[40:]),
        packing.signed(packing.part(P7M, packing.signed(WITH_FILE))),
    ],
    ids=("in one piece", "streamed", "signed twice"),
)
@pytest.mark.parametrize("kind", [P7M, "application/octet-stream; name=smime.p7m"])
def test_a_mail_signed_as_a_whole_is_opened(wrapped, kind):
    message = email.read(packing.mail(packing.part(kind, wrapped)))
    assert message.visible_text == "Is the blue van still for sale?"
    assert [one.name for one in message.attachments] == ["van.png"]
    assert len(notes(message, "signed (S/MIME)")) == 1
    assert message.subject == "A question"


def test_a_signed_part_among_others_is_opened_in_its_place():
    message = email.read(packing.mail(packing.text("Above."), packing.part(P7M, packing.signed(WORDS))))
    assert message.text.split("\n\n") == ["Above.", "Is the blue van still for sale?"]


def test_what_cannot_be_opened_stays_a_file():
    message = email.read(packing.mail(packing.part(P7M, b"0\x82nothing", "smime.p7m")))
    assert [one.name for one in message.attachments] == ["smime.p7m"]


def test_signed_text_is_read_without_its_frame():
    message = email.read(packing.mail(packing.text(CLEAR)))
    assert message.text.split("\n") == ["Hello,", "-- is a dash", "Is it sold?", "Below."]
    assert notes(message, "signed (PGP)")


def test_a_frame_without_an_end_stays_as_it_is():
    for cut in (CLEAR.partition("-----END")[0], ASC.partition("-----END")[0]):
        assert unarmoured(cut).text == cut


ENCRYPTED_MAILS = {
    "PGP": packing.mail(
        packing.part("application/pgp-encrypted", b"Version: 1\n"),
        packing.part("application/octet-stream", ASC.encode(), "encrypted.asc"),
        kind="multipart/encrypted",
    ),
    "S/MIME": packing.mail(
        packing.part(
            "application/pkcs7-mime; name=smime.p7m", packing.cms(packing.ENVELOPED, b"\2\1\0"), "x.p7m"
        )
    ),
    "as it says": packing.mail(
        packing.part("application/x-pkcs7-mime; smime-type=enveloped-data", b"broken", "smime.p7m")
    ),
    "in the text": packing.mail(packing.text(f"\n{ASC}\n")),
    "signed, then encrypted": packing.mail(
        packing.part(
            P7M, packing.signed(packing.part(P7M, packing.cms(packing.ENVELOPED, b"\2\1\0"), "a.p7m"))
        )
    ),
}


@pytest.mark.parametrize("raw", ENCRYPTED_MAILS.values(), ids=ENCRYPTED_MAILS)
def test_an_encrypted_mail_says_so_keeps_its_customer_and_its_file(raw):
    message = email.read(raw)
    assert message.visible_text == message.text.strip() == ENCRYPTED
    assert message.set_aside is None
    assert message.sender.email == "dana@x.example"
    assert len([one for one in message.attachments if not one.inline]) == 1


def test_what_stands_beside_an_encrypted_block_is_shown_after_the_sentence():
    message = email.read(packing.mail(packing.text(f"Call me at 555-0100.\n{ASC}")))
    assert message.text == f"{ENCRYPTED}\n\nCall me at 555-0100."
    assert message.attachments[0].content.decode().strip() == ASC


def test_a_plain_mail_says_nothing_of_it():
    message = email.read(packing.mail(WITH_FILE))
    assert not notes(message, "signed")
    assert ENCRYPTED not in message.text


def test_deep_and_endless_lengths_are_given_up():
    assert cms.wrapped(b"\x30\x80" * 10_000).kind is cms.Kind.OTHER
    assert cms.wrapped(packing.signed(WORDS)[:-200]).kind is cms.Kind.OTHER
    assert cms.wrapped(b"").kind is cms.Kind.OTHER
