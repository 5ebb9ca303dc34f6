"""A User-Agent in the words of a person: "Firefox on Windows". Only for them to recognise it."""

BROWSERS = (  # first match wins: most names are in more than one
    ("edg", "Edge"), ("opr/", "Opera"), ("samsungbrowser", "Samsung Internet"), ("fxios", "Firefox"),
    ("firefox", "Firefox"), ("crios", "Chrome"), ("chrome", "Chrome"), ("chromium", "Chromium"),
    ("safari", "Safari"), ("curl", "curl"),
)  # fmt: skip
SYSTEMS = (
    ("iphone", "iPhone"), ("ipad", "iPad"), ("android", "Android"), ("cros", "ChromeOS"),
    ("windows", "Windows"), ("mac os", "Mac"), ("linux", "Linux"),
)  # fmt: skip


def in_words(agent: str) -> str:
    said = agent.lower()
    browser = next((name for mark, name in BROWSERS if mark in said), "")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return " on ".join(filter(None, (browser, system))) or "A browser"
