"""The mailboxes that mail is collected from: each is signed in to, read-only, and its count told."""

from collections.abc import Iterator
from functools import partial

from assistant.channels.imap import connecting
from assistant.channels.imap.line import ImapLine
from assistant.cli.looks import Look
from assistant.core.ports import Now
from assistant.pipeline import mailboxes as mailboxes_
from assistant.records import MailAccount
from assistant.records.database import head, open_database, revision_of, sessions_of
from assistant.settings import Settings
from assistant.tools.sealing import CannotUnseal, sealer


def mailboxes(settings: Settings, now: Now) -> Iterator[Look]:
    file = settings.database_file
    if file is not None and not file.exists():
        return
    engine = open_database(settings.database_url)
    try:
        if revision_of(engine) != head():
            return  # the look at the database says so
        with sessions_of(engine)() as session:
            accounts = session.scalars(MailAccount.live()).all()
            told = [
                (row, mailboxes_.balance(session, row), mailboxes_.named_missing(row)) for row in accounts
            ]
    finally:
        engine.dispose()
    for row, counts, missing in told:
        name = f"Mailbox {row.user}"
        yield _answer(settings, row, name)
        since = mailboxes_.since_when(row, now())
        if since is not None:
            mend = "Is `rightback up` (or a `worker`) running? Mail waits there; none is lost."
            found = f"not read since {since:%Y-%m-%d %H:%M} UTC"
            yield Look(name, "broken", f"{found}{': ' if row.trouble else ''}{row.trouble}", mend)
        state = "broken" if missing else "ok"
        mend = f"There, but not here: {'; '.join(missing)}. It is taken at the next count." if missing else ""
        yield Look(name, state, mailboxes_.balance_line(counts), mend)


def _answer(settings: Settings, row: MailAccount, name: str) -> Look:
    try:
        account = row.opened_with(sealer(settings.keys()).unseal(row.password_sealed))
    except CannotUnseal as error:
        return Look(name, "broken", str(error), "Or type the password again under Settings.")
    tried = mailboxes_.try_out(partial(ImapLine, reach=connecting.of(settings)), account)
    if tried.trouble:
        return Look(name, "broken", tried.trouble, tried.mend)
    return Look(name, "ok", " ".join(tried.found))
