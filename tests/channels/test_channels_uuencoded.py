"""Files written into the text: taken out where they are whole, left where they are not."""

import packing
import pytest

from assistant.channels import email
from assistant.channels.email.uuencoded import uudecoded

PHOTO = bytes(range(256)) * 3
BLOCK = packing.uu("van photo.jpg", PHOTO)


def test_a_file_is_attached_and_the_text_around_it_stays():
    message = email.read(packing.mail(packing.text(f"My van:\n\n{BLOCK}\n\nWhat is it worth?")))
    assert [(one.name, one.content_type, one.content) for one in message.attachments] == [
        ("van photo.jpg", "image/jpeg", PHOTO)
    ]
    assert message.text.split() == ["My", "van:", "What", "is", "it", "worth?"]
    assert message.visible_text.endswith("What is it worth?")


def test_two_files_and_nothing_else():
    found = uudecoded(f"{BLOCK}\n{packing.uu('b.txt', b'b')}")
    assert [content for _, content in found.files] == [PHOTO, b"b"]
    assert not found.text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "begin 3 weeks ago\nand it still leaks\nend",
        "begin 644 for me please\nI can't come before six\nend",
        BLOCK.removesuffix("end"),
        BLOCK.replace("end", "")[:-300],
        BLOCK.replace("\n", "\n> "),
        f"> {BLOCK}",
        BLOCK.replace("`\nend", "#" + "A" * 20 + "\nend"),
        "begin 644 empty\nend",
        "\n".join(line[:20] if n == 3 else line for n, line in enumerate(BLOCK.split("\n"))),
    ],
    ids=(
        "words",
        "words with a mode",
        "no end",
        "cut",
        "quoted",
        "quoted first",
        "long line",
        "empty",
        "torn",
    ),
)
def test_what_is_no_whole_file_stays_text(text):
    assert uudecoded(text).files == ()
    assert uudecoded(text).text == text


def test_blanks_for_zeros_may_have_been_cut_at_the_end_of_a_line():
    zeros = packing.uu("z", bytes(45) + b"x" + bytes(44)).replace("`", " ").replace("\n \nend", "\n\nend")
    cut = "\n".join(line.rstrip() for line in zeros.split("\n"))
    assert uudecoded(cut).files == (("z", bytes(45) + b"x" + bytes(44)),)


def test_a_file_without_a_name_gets_one():
    whole = BLOCK.replace("begin 644 van photo.jpg", "begin 644")
    assert email.read(packing.mail(packing.text(whole))).attachments[0].name == "attachment-1"
