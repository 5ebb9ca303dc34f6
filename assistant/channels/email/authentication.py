"""Did the mail really come from its From domain? Only our own gateway's word counts (RFC 8601).

A stranger can write any Authentication-Results header; the topmost one with our gateway's authserv-id
is the one that the gateway itself put there.
"""

import re

from assistant.channels.email.headers import Headers

COMMENT = re.compile(r"\([^()]{0,500}\)")
RESULT = re.compile(r"(dkim|spf|dmarc)\s{0,5}=\s{0,5}(\w{1,20})", re.IGNORECASE)
PROPERTY = re.compile(
    r"\b(header\.(?:d|i|from)|smtp\.(?:mailfrom|mail))\s{0,5}=\s{0,5}\"?([^\s;\"]{1,300})", re.IGNORECASE
)
PROVIDES = {
    "header.d": "dkim",
    "header.i": "dkim",
    "header.from": "dmarc",
    "smtp.mailfrom": "spf",
    "smtp.mail": "spf",
}


def is_verified(headers: Headers, *, from_domain: str, trusted_authserv: str) -> bool:
    """True where that gateway reports a pass of DKIM, SPF or DMARC for the domain in From.

    Several From fields or addresses are ambiguous and never verified; nor is anything where no
    gateway is trusted.
    """
    senders = headers.mailboxes("From")
    if not trusted_authserv or not from_domain or len(senders) != 1 or len(headers.raw("From")) != 1:
        return False
    ours = next(
        (value for value in headers.raw("Authentication-Results") if _by(value, trusted_authserv)), ""
    )
    return any(_passes(result, from_domain) for result in _without_comments(ours).split(";")[1:])


def _by(value: str, trusted: str) -> bool:
    authserv = _without_comments(value).partition(";")[0].split()
    return bool(authserv) and authserv[0].strip('"').lower() == trusted.strip().lower()


def _without_comments(value: str) -> str:
    """Nested ones too; an unbalanced one leaves nothing to trust."""
    for _ in range(10):
        shorter = COMMENT.sub(" ", value)
        if shorter == value:
            break
        value = shorter
    return value if "(" not in value and ")" not in value else ""


def _passes(result: str, from_domain: str) -> bool:
    method = RESULT.match(result.strip())
    if not method or method[2].lower() != "pass":
        return False
    for name, value in PROPERTY.findall(result):
        if PROVIDES[name.lower()] == method[1].lower() and _aligned(value, from_domain):
            return True
    return False


def _aligned(value: str, from_domain: str) -> bool:
    """The same domain, or From is a subdomain of it; a public suffix alone ("com") never aligns."""
    domain = value.rpartition("@")[2].strip("<>.").lower()
    return domain == from_domain or ("." in domain and _same_owner(domain, from_domain))


def _same_owner(domain: str, from_domain: str) -> bool:
    # Relaxed alignment without a list of public suffixes: "co.uk" has short labels only, so the
    # domain that covers From must have a label longer than three letters before its last one.
    labels = domain.split(".")
    return from_domain.endswith("." + domain) and len(labels[-2]) > 3
