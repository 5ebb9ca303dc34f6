"""Who reads the mailboxes: a thread for each that this process could claim, polling and idling (RFC 2177).

One process reads a mailbox at a time, by a lease on its row that is kept while the thread lives. A line
that breaks, a server that is away, a password that is wrong: it is tried again after growing waits.
"""

import random
import secrets
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from assistant.core.collecting import Account, MailboxTrouble, Wrong
from assistant.pipeline import accounts, collecting
from assistant.pipeline.services import Services
from assistant.pipeline.taking import Lost, Reading
from assistant.records import MailAccount, mail_account
from assistant.tools.sealing import CannotUnseal

LOOK_SECONDS = 2.0  # for mailboxes that nobody reads
LOCKED = "Its password was sealed with another key. Type it again under Settings, or bring back the key."

log = structlog.get_logger()


@dataclass
class _Reader:
    """One thread and the mark of its claim."""

    reading: Reading
    lost: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


class Mailboxes:
    """`start` and `stop` as an engine."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.lease = timedelta(seconds=services.settings.lease_seconds)
        self.idle_seconds = services.settings.imap_seconds
        self.stopping = threading.Event()
        self.readers: dict[int, _Reader] = {}
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        if self.services.settings.database_url.startswith("sqlite"):  # the only process: it was killed
            with self.services.sessions.begin() as session:
                mail_account.let_all_go(session)
        self.thread = threading.Thread(target=self._watch, name="mailboxes", daemon=True)
        self.thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """What is fetched is kept or fetched again; nothing of it is half."""
        self.stopping.set()
        threads = [reader.thread for reader in self.readers.values()] + [self.thread]
        each = seconds / max(1, len(threads))
        for thread in filter(None, threads):
            thread.join(each)

    def _watch(self) -> None:
        while not self.stopping.is_set():
            try:
                self._keep_leases()
                self._claim()
            except Exception as error:
                log.error("mailboxes.stumbled", error=type(error).__name__)
            self.stopping.wait(min(LOOK_SECONDS, self.lease.total_seconds() / 3))

    def _keep_leases(self) -> None:
        for account_id, reader in list(self.readers.items()):
            if reader.thread is not None and not reader.thread.is_alive():
                del self.readers[account_id]
                continue
            now = self.services.clock()
            with self.services.sessions.begin() as session:
                kept = mail_account.claim(session, account_id, reader.reading.mark, now, self.lease)
            if not kept:
                reader.lost.set()

    def _claim(self) -> None:
        now = self.services.clock()
        with self.services.sessions() as session:
            waiting = [one for one in session.scalars(MailAccount.to_read(now)) if one not in self.readers]
        for account_id in waiting:
            mark = secrets.token_hex(8)
            with self.services.sessions.begin() as session:
                mine = mail_account.claim(session, account_id, mark, now, self.lease)
            if mine:
                reader = _Reader(Reading(account_id, mark))
                reader.thread = threading.Thread(
                    target=self._read, args=(reader,), name=f"mailbox-{account_id}", daemon=True
                )
                self.readers[account_id] = reader
                reader.thread.start()

    def _read(self, reader: _Reader) -> None:
        """Until it is stopped, lost, changed under Settings, or in trouble."""
        account_id = reader.reading.account_id
        try:
            self._rounds(reader)
        except Lost:
            log.info("imap.lost", account=account_id)
        except MailboxTrouble as error:
            self._failed(reader, error.wrong, error.found)
        except CannotUnseal:
            self._failed(reader, Wrong.PASSWORD, LOCKED)
        except Exception as error:
            log.error("imap.stumbled", account=account_id, error=type(error).__name__)
            self._failed(reader, Wrong.LINE, f"Something went wrong here ({type(error).__name__}).")
        finally:
            self._let_go(reader)

    def _rounds(self, reader: _Reader) -> None:
        account, version = self._account(reader.reading)
        line = self.services.open_mailbox(account)
        try:
            while not self._over(reader) and self._account(reader.reading)[1] == version:
                taken = collecting.collect(self.services, reader.reading, line)
                if taken:
                    log.info("imap.taken", account=reader.reading.account_id, mails=taken)
                shelf = line.open("INBOX", marks=False)
                if collecting.behind(self.services, reader.reading, shelf):
                    continue  # it came while the other folders were read: nobody would tell of it
                line.idle(self.idle_seconds, lambda: self._over(reader))
        finally:
            line.close()

    def _account(self, reading: Reading) -> tuple[Account, int]:
        with self.services.sessions() as session:
            row = session.get_one(MailAccount, reading.account_id)
            if row.ended_at is not None:
                raise Lost("it is not read any more")
            return row.opened_with(accounts.safe(self.services).unseal(row.password_sealed)), row.version

    def _over(self, reader: _Reader) -> bool:
        return self.stopping.is_set() or reader.lost.is_set()

    def _failed(self, reader: _Reader, wrong: Wrong, found: str) -> None:
        """In words for Settings, doctor and health; the next try some time later, never all at once."""
        account_id, now = reader.reading.account_id, self.services.clock()
        log.warning("imap.trouble", account=account_id, wrong=wrong.value)
        try:
            with self.services.sessions.begin() as session:
                if mail_account.holds(session, account_id, reader.reading.mark):
                    row = session.get_one(MailAccount, account_id)
                    row.failed(wrong, found, now)
                    assert row.next_at is not None
                    row.next_at += (row.next_at - now) * random.uniform(0, 0.2)  # noqa: S311
        except Exception as error:
            log.error("mailboxes.stumbled", error=type(error).__name__)

    def _let_go(self, reader: _Reader) -> None:
        try:
            with self.services.sessions.begin() as session:
                mail_account.let_go(session, reader.reading.account_id, reader.reading.mark)
        except Exception as error:  # the lease runs out
            log.error("mailboxes.stumbled", error=type(error).__name__)
