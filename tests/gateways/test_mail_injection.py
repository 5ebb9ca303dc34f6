"""A subject, a name or an address of a stranger cannot add a header or a recipient to a mail of ours."""

from email.parser import BytesParser
from email.policy import default

import pytest

from assistant.core.address import Mailbox
from assistant.core.message import Channel, OutboundMessage
from assistant.gateways.mail import mail

EVIL = [
    "x\r\nBcc: evil@evil.example", "x\nBcc: evil@evil.example", "x\rBcc: evil@evil.example", "x\r\n\r\nBody",
    "x\x0bBcc: e", "x\u2028Bcc: evil@evil.example", "x\x85Bcc: e", "x\x00y", "=?utf-8?q?x=0D=0ABcc:_evil?=",
]  # fmt: skip


def message(**given):
    values = {
        "sender": Mailbox("dana@northgate.example", "Dana Ruiz"), "to": (Mailbox("tom@mail.example", "Tom"),),
        "channel": Channel.EMAIL, "reply_to": None, "subject": "Hello", "text": "Hi Tom",
        "message_id": "<1@northgate.example>",
    }  # fmt: skip
    return OutboundMessage(**{**values, **given})


def sent(made):
    return BytesParser(policy=default).parsebytes(made.as_bytes())


@pytest.mark.parametrize("evil", EVIL)
def test_a_subject_is_one_header(evil):
    try:
        read = sent(mail(message(subject=evil)))
    except ValueError:
        return
    assert read["Bcc"] is None and set(read.keys()) <= {
        "From", "To", "Subject", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert read.get_content().strip() == "Hi Tom"


@pytest.mark.parametrize("evil", EVIL)
def test_a_name_is_no_second_recipient(evil):
    for name in (evil, f'{evil}", <evil@evil.example>'):
        try:
            read = sent(mail(message(to=(Mailbox("tom@mail.example", name),))))
        except ValueError:
            continue
        assert read["Bcc"] is None
        assert [a.addr_spec for a in read["To"].addresses] == ["tom@mail.example"]


@pytest.mark.parametrize("field", ["in_reply_to", "message_id"])
@pytest.mark.parametrize("evil", EVIL[:4])
def test_an_id_of_a_stranger_is_one_header(field, evil):
    try:
        read = sent(mail(message(**{field: f"<{evil}@x>"})))
    except ValueError:
        return
    assert read["Bcc"] is None
