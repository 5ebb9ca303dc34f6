"""What is wrong with a mailbox, in words for whoever set it up. No sentence holds a password."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.core.collecting import Account, MailboxTrouble, Tls, Wrong
from assistant.tools.outward import OutwardRefused

UNKNOWN = re.compile(r"is not known|has no address")
SERVER_BUSY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|OVERQUOTA)\]|try again|too many", re.I)
APP_PASSWORD = (
    "Type name and password again. Some providers want a password of its own for mail programs (an “app "
    "password”), or IMAP to be switched on first."
)


@contextmanager
def told(account: Account, *, signing_in: bool = False, folder: str = "") -> Iterator[None]:
    """Whatever IMAPClient, imaplib, ssl and sockets raise becomes a MailboxTrouble."""
    try:
        yield
    except MailboxTrouble:
        raise
    except Exception as error:
        raise _of(error, account, signing_in=signing_in, folder=folder) from None


def _of(error: Exception, account: Account, *, signing_in: bool, folder: str) -> MailboxTrouble:
    where = f"{account.host}, port {account.port}"
    match error:
        case OutwardRefused():
            return _refused(error, account)
        case ssl.SSLCertVerificationError():
            return MailboxTrouble(
                Wrong.TLS,
                f"The certificate of {account.host} does not hold ({error.verify_message}).",
                "Use the name that stands in the certificate; ask your provider for it. Nothing was sent.",
            )
        case ssl.SSLError():
            return _no_tls(where, account)
        case ConnectionRefusedError():
            return MailboxTrouble(
                Wrong.PORT,
                f"Nothing answers at {where}.",
                "Look at the port: 993 with TLS, 143 with STARTTLS.",
            )
        case TimeoutError() | socket.gaierror():
            return MailboxTrouble(
                Wrong.PORT,
                f"{where} does not answer in time.",
                "Look at name and port, and whether a firewall lets this machine out.",
            )
        case imaplib.IMAP4.abort() | OSError():
            return MailboxTrouble(Wrong.LINE, f"The line to {where} broke off.", "It is tried again.")
        case imaplib.IMAP4.error():
            return _answered(error, account, signing_in=signing_in, folder=folder)
    return MailboxTrouble(
        Wrong.LINE, f"{where} answered something unreadable ({type(error).__name__}).", "It is tried again."
    )


def _refused(error: OutwardRefused, account: Account) -> MailboxTrouble:
    if UNKNOWN.search(str(error)):
        mend = "Look at the name of the server: as a rule it begins with imap. or mail."
        return MailboxTrouble(Wrong.NAME, f"There is no server of the name {account.host}.", mend)
    mend = "If it is your own server, name its host in RIGHTBACK_MAY_CALL and start again."
    return MailboxTrouble(Wrong.PLACE, f"It is not called: {error}.", mend)


def _no_tls(where: str, account: Account) -> MailboxTrouble:
    other = "STARTTLS (port 143)" if account.tls is Tls.TLS else "TLS (port 993)"
    found = f"{where} answers, but does not speak TLS this way."
    return MailboxTrouble(Wrong.TLS, found, f"Try {other}. The password was not sent.")


def _answered(error: Exception, account: Account, *, signing_in: bool, folder: str) -> MailboxTrouble:
    """The server said no; its own words may name a reason, never the password."""
    said = _plain(str(error), account.password)
    if signing_in:
        if SERVER_BUSY.search(said):
            return MailboxTrouble(
                Wrong.LINE, f"{account.host} takes no sign-in now ({said}).", "It is tried again."
            )
        found = f"{account.host} refuses the sign-in of {account.user} ({said})."
        return MailboxTrouble(Wrong.PASSWORD, found, APP_PASSWORD)
    if folder:
        found = f"The folder {folder} cannot be opened ({said})."
        return MailboxTrouble(Wrong.FOLDER, found, "It is tried again; the other folders are read.")
    if "STARTTLS" in said.upper():
        return _no_tls(f"{account.host}, port {account.port}", account)
    return MailboxTrouble(
        Wrong.GREETING,
        f"What answers at {account.host}, port {account.port}, is no mailbox that can be read ({said}).",
        "Look at the port: 993 with TLS, 143 with STARTTLS.",
    )


def _plain(said: str, password: str) -> str:
    said = re.sub(r"^b?['\"]|['\"]$", "", said)
    said = "".join(letter if letter.isprintable() else " " for letter in said)
    return (said.replace(password, "…") if password else said)[:160]
