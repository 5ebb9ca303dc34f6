"""Names of files that strangers sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.filename import LONGEST, filename


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("my car.html", "my car.html"), ("写真.jpg", "写真.jpg"),
        ("Rechnung für M.pdf", "Rechnung für M.pdf"),
        ("../../etc/passwd", "passwd"), ("C:\\boot.ini", "boot.ini"), ("a\r\nX: 1.txt", "a X_ 1.txt"),
        ("\u202egpj.exe", "gpj.exe"), ("a\x00b.txt", "ab.txt"), ("..", "attachment"), ("", "attachment"),
        (".htaccess", "htaccess"), ('a"b;c.txt', "a_b_c.txt"), ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("a\ud800.txt", "a.txt"),
    ],
)  # fmt: skip
def test_a_name_is_one_line_that_says_what_it_is(given, shown):
    assert filename(given) == shown


@given(st.text(max_size=400))
def test_no_name_holds_what_cannot_be_seen_or_leads_elsewhere(name):
    shown = filename(name)
    assert 0 < len(shown) <= LONGEST
    assert shown.isprintable() and not set(shown) & set('/\\"\r\n')
    assert filename(shown) == shown
