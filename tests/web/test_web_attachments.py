"""What strangers sent leaves us as a download and nothing else, whatever they named it."""

import re

import pytest

from assistant.records import Message, StoredAttachment

NAMES = [
    "my car.html", "a\r\nSet-Cookie: x=1.txt", 'quo"te.txt',
    "semi;colon.txt", "../../etc/passwd", "..\\..\\boot.ini",
    "\u202egpj.exe", "zero\u200bwidth.pdf", "Rechnung für Müller.pdf", "写真.jpg",
    "a\x00b.txt", "a\x1b[31m.txt",
    "x" * 3000, ".", "..", " ", "", "con.txt\u2028.html", "a\ud800.txt",
]  # fmt: skip


def attached(parts, world, name, content=b"<script>alert(1)</script>", kind="text/html"):
    with parts.services.sessions.begin() as session:
        message = session.get_one(Message, world.message)
        made = StoredAttachment(name=name, content_type=kind, size=len(content), content=content)
        message.attachments.append(made)
        session.flush()
        return made.id


@pytest.mark.parametrize("name", NAMES)
def test_whatever_its_name_it_is_a_download_with_one_clean_name(dana, parts, world, name):
    try:
        key = attached(parts, world, name)
    except (UnicodeEncodeError, ValueError):
        pytest.skip("no database takes this name")
    answer = dana.get(f"/attachments/{key}")
    told = answer.headers["Content-Disposition"]
    assert answer.status_code == 200 and told.startswith("attachment; filename")
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"[\r\n\x00-\x1f\x7f]", told) and told.isascii() and len(told) < 1000
    shown = re.search(r'filename=(?:"((?:[^"\\]|\\.)*)"|([^;]*))', told)
    assert shown and not re.search(r"[/\\]", (shown[1] or shown[2] or "").replace('\\"', ""))
    for hidden in ("%E2%80%AE", "%E2%80%8B", "%E2%80%A8", "..%2F", "%5C"):
        assert hidden not in told.upper()


@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "evil\r\nX: y"]
)
def test_whatever_its_kind_no_browser_runs_it(dana, parts, world, kind):
    answer = dana.get(f"/attachments/{attached(parts, world, 'a.html', kind=kind)}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data == b"<script>alert(1)</script>"


def test_the_raw_mail_and_the_raw_ledger_are_downloads_too(dana, robin, world):
    for client, path in ((dana, f"/messages/{world.message}/raw"), (robin, f"/ledger/{world.entry}/raw")):
        answer = client.get(path)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.headers["Content-Type"] == "application/octet-stream"


def test_the_original_page_shows_the_html_in_a_frame_that_may_do_nothing(dana, world):
    page = dana.get(f"/messages/{world.message}/original").text
    frame = re.search(r"<iframe[^>]*>", page)[0]
    assert re.search(r'sandbox(?:=""|\s|>)', frame), frame
    assert "allow-" not in frame
    html = dana.get(f"/messages/{world.message}/html")
    assert html.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "script" not in html.text and "spy.example" not in html.text
