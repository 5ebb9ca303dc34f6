"""One open mailbox over IMAPClient, the only file that knows it. Whatever goes wrong is a MailboxTrouble."""

import imaplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from imapclient import IMAPClient, SocketTimeout

from assistant.channels.imap import trouble
from assistant.channels.imap.connecting import CONNECT_SECONDS, READ_SECONDS, Checked, Connecting
from assistant.channels.imap.folders import Listed, roles
from assistant.core.collecting import Account, FolderRole, Label, Shelf, Tls

WINDOW = 200_000  # UIDs that are asked for in one search
GROWS = 16  # times as many, after a search that found few
FEW = 1_000
LABELS = 500  # mails whose sizes are asked for at once
SLICE = 1.0  # seconds in which a stop is seen


class Client(IMAPClient):  # type: ignore[misc]  # without types of its own
    """Connects to a checked address only, and reads long lists of UIDs."""

    def __init__(self, account: Account, reach: Connecting) -> None:
        self.reach, self.tls = reach, account.tls
        timeout = SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
        super().__init__(account.host, account.port, ssl=account.tls is Tls.TLS, timeout=timeout)
        self.normalise_times = False

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802  # IMAPClient's name
        return Checked(self.reach, self.host, self.port, self.tls)


class ImapLine:
    """See core.collecting.Line."""

    def __init__(self, account: Account, reach: Connecting) -> None:
        self.account = account
        with trouble.told(account):
            self.client = Client(account, reach)
        try:
            with trouble.told(account):
                if account.tls is Tls.STARTTLS:
                    self.client.starttls(reach.context)
            with trouble.told(account, signing_in=True):
                self._sign_in()
            with trouble.told(account):
                self.abilities = frozenset(self.client.capabilities())
        except BaseException:
            self.close()
            raise

    def _sign_in(self) -> None:
        """AUTHENTICATE PLAIN (RFC 4616) where it is offered: LOGIN knows ASCII only."""
        sign_in = self.client.login
        if self.client.has_capability("AUTH=PLAIN"):
            sign_in = self.client.plain_login
        sign_in(self.account.user, self.account.password)

    @property
    def idles(self) -> bool:
        return b"IDLE" in self.abilities

    def folders(self) -> dict[FolderRole, str]:
        return roles(self._listed)

    @cached_property
    def _listed(self) -> list[Listed]:
        with trouble.told(self.account):
            return [
                Listed(
                    frozenset(flag.decode("latin-1").lower() for flag in flags),
                    name if isinstance(name, str) else name.decode("utf-8", "replace"),
                    delimiter.decode("latin-1") if delimiter else "",
                )
                for flags, delimiter, name in self.client.list_folders()
            ]

    def open(self, name: str, *, marks: bool) -> Shelf:
        with trouble.told(self.account, folder=name):
            told = self.client.select_folder(name, readonly=not marks)
            exists, next_uid = int(told.get(b"EXISTS", 0)), int(told.get(b"UIDNEXT", 0))
            if not next_uid:  # older servers do not tell it
                next_uid = 1 + (max(self.client.search(["UID", "*"]), default=0) if exists else 0)
        return Shelf(validity=int(told.get(b"UIDVALIDITY", 1)), next_uid=next_uid, exists=exists)

    def uids(self, shelf: Shelf, first: int, *, since: datetime | None = None) -> Iterator[list[int]]:
        """RFC 3501 section 6.4.4. The window grows where few are found: UIDs may have wide gaps."""
        low, width = max(1, first), WINDOW
        last = shelf.next_uid - 1
        when = ["SINCE", (since - timedelta(days=1)).date()] if since else []
        while low <= last and shelf.exists:
            high = min(low + width - 1, last)
            with trouble.told(self.account):
                found = self.client.search(["UID", f"{low}:{high}", *when])
            here = sorted({uid for uid in found if low <= uid <= high})
            if here:
                yield here
            width = WINDOW if len(here) > FEW else width * GROWS
            low = high + 1

    def labels(self, uids: list[int]) -> dict[int, Label]:
        found: dict[int, Label] = {}
        for at in range(0, len(uids), LABELS):
            with trouble.told(self.account):
                told = self.client.fetch(uids[at : at + LABELS], ["RFC822.SIZE", "INTERNALDATE"])
            for uid in uids[at : at + LABELS]:
                one = told.get(uid, {})
                if b"RFC822.SIZE" in one:
                    found[uid] = Label(int(one[b"RFC822.SIZE"]), _moment(one.get(b"INTERNALDATE")))
        return found

    def mails(self, uids: list[int]) -> dict[int, bytes]:
        with trouble.told(self.account):
            told = self.client.fetch(uids, ["BODY.PEEK[]"])
        found = {uid: told.get(uid, {}).get(b"BODY[]") for uid in uids}
        return {uid: raw for uid, raw in found.items() if isinstance(raw, bytes)}

    def beginning(self, uid: int, most: int) -> bytes:
        with trouble.told(self.account):
            told = self.client.fetch([uid], [f"BODY.PEEK[]<0.{most}>"])
        raw = told.get(uid, {}).get(b"BODY[]<0>")
        return raw if isinstance(raw, bytes) else b""

    def mark_seen(self, uids: list[int]) -> None:
        with trouble.told(self.account):
            self.client.add_flags(uids, [b"\\Seen"], silent=True)

    def idle(self, seconds: float, stopped: Callable[[], bool]) -> None:
        """RFC 2177; a server without it is asked again when the time is over."""
        deadline = time.monotonic() + seconds
        if not self.idles:
            while not stopped() and time.monotonic() < deadline:
                time.sleep(min(SLICE, max(0.0, deadline - time.monotonic())))
            return
        with trouble.told(self.account), self._idling():
            while not stopped() and time.monotonic() < deadline:
                told = self.client.idle_check(timeout=min(SLICE, max(0.01, deadline - time.monotonic())))
                if any(_is_news(one) for one in told):
                    return

    @contextmanager
    def _idling(self) -> Iterator[None]:
        self.client.idle()
        yield
        self.client.idle_done()

    def close(self) -> None:
        with suppress(Exception):
            self.client.logout()
        with suppress(Exception):
            self.client.shutdown()


def _moment(told: Any) -> datetime | None:
    """INTERNALDATE with its zone; None where the server tells none, or one that cannot be read."""
    if not isinstance(told, datetime):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _is_news(told: Any) -> bool:
    """ "* 7 EXISTS"; "* OK Still here" is none."""
    return isinstance(told, tuple) and len(told) > 1 and told[1] in (b"EXISTS", b"RECENT", b"EXPUNGE")
