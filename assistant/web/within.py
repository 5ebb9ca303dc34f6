"""Where a page may send a browser on: to an address of this site, never to another's."""


def site(to: str) -> str:
    """`to` where it is a path of ours, else empty.

    Browsers and werkzeug take tabs and line breaks out of an address before they read it, and take a
    backslash for a slash: "/", a tab and "/evil.example" are another site.
    """
    ours = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if ours else ""
