"""The second factor: TOTP (RFC 6238), its QR code as inline SVG, and recovery codes."""

import hashlib
import io
import secrets
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
DIGITS = 6
STEPS_ASIDE = 1  # a clock may be this many steps off, either way
CODES = 10
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 letters that nobody mixes up
CODE_LENGTH = 16  # letters: 80 bits, so a plain digest of it is enough


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, now or one aside; None where it is none of them."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    totp, at = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    for step in range(at - STEPS_ASIDE, at + STEPS_ASIDE + 1):
        if secrets.compare_digest(totp.generate_otp(step), digits):
            return step
    return None


def is_long(code: str) -> bool:
    """Whether it has the length of a recovery code: nobody comes upon one by trying."""
    return len("".join(code.split())) >= CODE_LENGTH


def address_of(secret: str, email: str) -> str:
    """The otpauth: address that an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Rightback")


def drawn(address: str) -> str:
    """The QR code as an SVG element: no style, no script, black on white so that every app reads it."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, nl=False, light="#fff", border=3,
        title="QR code for your authenticator app", svgclass="qr", lineclass=None,
    )  # fmt: skip
    return out.getvalue().decode()


def new_codes() -> list[str]:
    """Ten recovery codes, in groups of four letters, to be shown once."""
    made = ("".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES))
    return ["-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)) for code in made]


def code_digest(code: str) -> str:
    """Of a recovery code as it is typed: dashes, blanks and capitals do not matter."""
    letters = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
