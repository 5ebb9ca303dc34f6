"""What the cleaner leaves of hostile HTML: read again by a parser, not searched as words."""

# ruff: noqa: E501

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from assistant.tools.html import safe

OWN = "alert(1)"
HOSTILE = [
    f"<script>{OWN}</script>", f'<svg onload="{OWN}"><animate onbegin={OWN}>', f"<img src=x onerror={OWN}>",
    "<meta http-equiv=refresh content='0;url=http://spy.example'>", "<base href=http://spy.example/>",
    "<form action=http://spy.example><button>x</button></form>", "<style>@import 'http://spy.example'</style>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    "<xmp><img src=x onerror=alert(1)></xmp>", "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<a href=' javascript:alert(1)'>x</a>",
    "<a href='vbscript:x' ping='http://spy.example'>x</a>", "<p style='background:url(http://spy.example)'>x</p>",
    "<table background='http://spy.example'><td background=x>", "<iframe srcdoc='<script>x</script>'></iframe>",
    "<object data=x><embed src=y>", "<video src=x poster=y><audio src=z>", "<link rel=stylesheet href=x>",
]  # fmt: skip
FETCHED = {"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "style", "srcdoc"}
ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "base", "meta", "link", "svg",
    "math", "img", "video", "audio", "source", "picture", "template", "frame", "frameset",
}  # fmt: skip


def faults(source):
    tree = parser.fromstring(f"<div>{safe(source)}</div>")
    for element in tree.iter():
        if element.tag in ACTIVE:
            yield element.tag
        for name, value in element.attrib.items():
            if name in FETCHED or name.startswith("on"):
                yield name
            if name == "href" and value.split(":")[0].strip().lower() not in (
                "http",
                "https",
                "mailto",
                "tel",
            ):
                yield value


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_active_is_left(source):
    assert list(faults(source)) == []
    assert list(faults(safe(source))) == []


@given(st.lists(st.sampled_from(HOSTILE), max_size=4), st.text(max_size=20), st.integers(0, 60))
def test_nothing_active_is_left_of_any_mixture(parts, between, cut):
    assert list(faults(between.join(parts)[cut:])) == []
