"""A refusal stands in the log with who asked, at which rule and why (OWASP ASVS 5, 16.3.2 and 16.3.3)."""

import pytest


@pytest.mark.parametrize(
    ("given", "status", "why"),
    [
        ({"path": "/settings/privacy"}, 403, "not theirs"),
        ({"path": "/conversations/987654"}, 404, "nothing there"),
        ({"path": "/today", "headers": {"Host": "evil.example"}}, 400, "host"),
        (
            {"path": "/account/name", "method": "POST", "headers": {"Origin": "https://evil"}},
            400,
            "elsewhere",
        ),
        ({"path": "/sign-out", "method": "POST"}, 400, "form"),
    ],
)
def test_what_is_refused_is_told_with_who_and_why(dana, world, lines, given, status, why):
    answer = dana.open(**given)
    assert answer.status_code == status
    (line,) = [line for line in lines if line["rule"] != "/sign-in"]
    assert line["refused"] == why
    assert line["rule"] != given["path"] or "987654" not in line["rule"]
    if why in ("not theirs", "nothing there"):
        assert line["teammate"] == world.dana


def test_what_is_answered_is_no_refusal(dana, lines):
    dana.get("/today")
    assert lines and not [line for line in lines if "refused" in line]
