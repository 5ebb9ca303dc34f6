"""One mailbox of Northgate, and the rounds through it that a runner does again and again."""

from cast import mail
from dovecot import PASSWORD

from assistant.channels.imap.connecting import Connecting
from assistant.channels.imap.line import ImapLine
from assistant.core.collecting import Account, Tls
from assistant.core.message import Channel
from assistant.pipeline import collecting, filing, taking
from assistant.pipeline.accounts import safe
from assistant.records import LedgerEntry, MailAccount, mail_account

ALLOWED = frozenset({"127.0.0.1", "localhost"})


def asks(number, text="Is it still there?", **headers):
    return mail(text, subject=f"Car {number}", message_id=f"<{number}@mail.example>",
                sender=f"Caller {number} <caller{number}@mail.example>", **headers)  # fmt: skip


def connecting():
    return Connecting(ALLOWED)


def account_of(server, password=PASSWORD):
    return Account("127.0.0.1", server.port, Tls.NONE, server.user, password)


class Collecting:
    """One mailbox of Northgate's first inbox; `round` is what a runner does again and again."""

    def __init__(self, cast, server, clock, **given):
        self.cast, self.server, self.services = cast, server, cast.services
        with self.services.sessions.begin() as session:
            account = MailAccount(
                store_id=cast.store_id, inbox_id=cast.tokens[Channel.EMAIL][0], host="127.0.0.1",
                port=server.port, tls=Tls.NONE, user=server.user, made_at=clock(),
                password_sealed=safe(cast.services).seal(PASSWORD), **{"from_at": None, **given},
            )  # fmt: skip
            session.add(account)
            session.flush()
            self.id = account.id

    def round(self, mark="one", line=None):
        """How many were taken; everything is filed after it."""
        now = self.services.clock()
        with self.services.sessions.begin() as session:
            assert mail_account.claim(session, self.id, mark, now, collecting.COUNTED_EVERY)
        line = line or ImapLine(account_of(self.server), connecting())
        try:
            return collecting.collect(self.services, taking.Reading(self.id, mark), line)
        finally:
            line.close()
            with self.services.sessions.begin() as session:
                mail_account.let_go(session, self.id, mark)
            self.files()

    def files(self):
        with self.services.sessions() as session:
            waiting = [entry.id for entry in session.scalars(LedgerEntry.unread())]
        for entry_id in waiting:
            filing.file(self.services, entry_id, self.services.clock())

    def recount(self):
        with self.services.sessions.begin() as session:
            session.get_one(MailAccount, self.id).counted_at = None
        return self.round()

    @property
    def balance(self):
        with self.services.sessions() as session:
            return mail_account.balance(session, self.id)
