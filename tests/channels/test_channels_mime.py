"""What mail programs write wrongly is read as it was meant."""

from base64 import encodebytes

from assistant.channels import email

ATTACHED = "From: dana@mail.example\nSubject: keys\n\nMy keys are in your shop.\n"


def test_raw_letters_in_a_file_name_stay_letters():
    head = "Content-Type: application/pdf; name={0}\nContent-Disposition: attachment; filename={0}"
    for charset in ("utf-8", "latin-1"):
        raw = f"{head.format('Zürich.pdf')}\n\nx".encode(charset)
        assert [one.name for one in email.read(raw).attachments] == ["Zürich.pdf"], charset


def test_an_attached_mail_in_base64_is_a_mail():
    raw = (
        b"From: sam@store.example\nSubject: Fwd: keys\nContent-Type: message/rfc822\n"
        b"Content-Transfer-Encoding: base64\n\n" + encodebytes(ATTACHED.encode())
    )
    message = email.read(raw)
    assert "My keys are in your shop." in message.text
    assert b"Subject: keys" in message.attachments[0].content


def test_base64_that_was_cut_off_is_read_as_far_as_it_goes():
    raw = b"From: a@b.example\nContent-Transfer-Encoding: base64\n\nV2hlbiBpcyBpdCByZWFkeT8=\n"
    for cut in range(1, 5):
        assert email.read(raw.rstrip()[:-cut]).text.startswith("When is it read"), cut


def test_signs_of_vendors_in_japanese_are_read():
    subject = b"=?iso-2022-jp?B?GyRCLSE0WRsoQg==?="
    assert email.read(b"From: a@b.example\nSubject: " + subject + b"\n\nx").subject.startswith("①")
