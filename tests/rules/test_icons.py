"""Every icon that a page names is in the set that is installed: a missing one is an error 500."""

import re
from pathlib import Path

import pytest

from assistant.web.look import icon

WEB = Path(__file__).parents[2] / "assistant" / "web"
NAMED = re.compile(r"\bicon\(\s*[\"']([a-z0-9-]+)[\"']")
NAMES = sorted(
    {
        name
        for kind in ("*.html", "*.py")
        for path in WEB.rglob(kind)
        for name in NAMED.findall(path.read_text())
    }
)


def test_icons_are_named_in_the_pages():
    assert len(NAMES) > 30


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_of_that_name_is_there(name):
    assert str(icon(name)).startswith("<svg")
