"""Awkward leads of our own: the fields that a careful person reads in them."""

import pytest
from channels.leads import awkward_mail, awkward_xml
from channels.leads.seen import wrong

from assistant.channels import adf, email


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode()


@pytest.mark.parametrize(
    ("name", "raw", "expected"), awkward_xml.CASES, ids=[one[0] for one in awkward_xml.CASES]
)
def test_an_awkward_document_gives_the_fields_that_stand_in_it(name, raw, expected):
    message = adf.read(as_bytes(raw))
    assert not (found := wrong(message, expected)), found


@pytest.mark.parametrize(
    ("name", "raw", "expected"), awkward_mail.CASES, ids=[one[0] for one in awkward_mail.CASES]
)
def test_an_awkward_mail_gives_the_fields_that_stand_in_it(name, raw, expected):
    message = email.read(raw)
    assert not (found := wrong(message, expected)), found
