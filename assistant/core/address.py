"""Mailboxes, Message-IDs and the reply token."""

import re
import secrets
from dataclasses import dataclass

ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,255}")  # one somewhere in a typed text, lengths of RFC 5321
TOKEN_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Mailbox:
    """A display name and an address, as in RFC 5322 section 3.4; the name may be empty."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email

    @property
    def key(self) -> str:
        """What two spellings of one address share: the address in lower case, blanks gone."""
        return self.email.strip().lower()

    @property
    def domain(self) -> str:
        return self.key.rpartition("@")[2]


@dataclass(frozen=True)
class ReplyToken:
    """The part after + in sales+TOKEN@store.example; names one conversation. 16 characters."""

    text: str

    @classmethod
    def new(cls) -> "ReplyToken":
        return cls("".join(secrets.choice(TOKEN_ALPHABET) for _ in range(16)))

    @classmethod
    def of(cls, address: str) -> "ReplyToken | None":
        found = re.match(r"[^+@\s]+\+([a-z2-9]{16})@", address.strip().lower())
        return cls(found[1]) if found else None

    def at(self, inbox_address: str) -> str:
        """The inbox address that carries this token."""
        local, _, domain = inbox_address.partition("@")
        return f"{local}+{self.text}@{domain}"


def new_message_id(domain: str) -> str:
    """A Message-ID of our own, angle brackets included (RFC 5322 section 3.6.4)."""
    return f"<rb.{secrets.token_hex(16)}@{domain}>"


def masked(email: str) -> str:
    """ "d…@mail.example", to know one's own by: for a page that anybody with its link may open."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
