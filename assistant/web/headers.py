"""Headers that every answer carries; a view that sets its own keeps it."""

from flask import Flask, Response, g, request

from assistant.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "script-src-attr 'none'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
    )
)
NOT_NEEDED = (
    "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "usb",
)  # fmt: skip
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: the form tokens are checked against it over HTTPS.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_NEEDED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
TWO_YEARS = 2 * 365 * 24 * 3600  # seconds


def add(app: Flask, settings: Settings) -> None:
    always = dict(ALWAYS)
    if settings.secure_cookies:
        always["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
        always["Content-Security-Policy"] += "; upgrade-insecure-requests"

    def complete(response: Response) -> Response:
        for name, value in always.items():
            response.headers.setdefault(name, value)
        if g.get("sign_in") is not None:
            response.headers["Cache-Control"] = "no-store"
        if request.endpoint == "sign_in.leave" and response.status_code < 400:
            # Also what Back would show. Storage holds only a choice about keys, which is to stay.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    app.after_request(complete)
