"""Headers that every answer carries; a view that sets its own keeps it."""

from flask import Flask, Response, g

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
    )
)


def add(app: Flask) -> None:
    app.after_request(_complete)


def _complete(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    # Not no-referrer: the form tokens are checked against it over HTTPS.
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if g.get("sign_in") is not None:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
