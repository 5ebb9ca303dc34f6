"""Mailboxes as a store sets them: kept with a sealed password, tried before, ended, counted again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.core.audit import Did
from assistant.core.collecting import Account, FolderRole, MailboxTrouble, OpenMailbox, Tls
from assistant.core.message import Channel
from assistant.pipeline.accounts import safe
from assistant.pipeline.services import Services
from assistant.records import Deed, Inbox, MailAccount, Session, Teammate, mail_account
from assistant.tools.sealing import CannotUnseal

MOST_DAYS = 3650
LONGEST = 255  # characters of a name
UNREACHED = timedelta(minutes=15)  # without a round through all folders: somebody has to know
NAMES = {FolderRole.INBOX: "Inbox", FolderRole.JUNK: "Junk", FolderRole.SENT: "Sent"}


@dataclass(frozen=True)
class Typed:
    """As it was typed. An empty password is the one that is kept; an empty start changes nothing."""

    host: str
    port: str
    tls: str
    user: str
    password: str = field(repr=False)
    start: str = ""  # "now", "days", "all"
    days: str = ""
    marks_seen: bool = False


@dataclass(frozen=True)
class Tried:
    """What a mailbox answered, in sentences; `trouble` where it cannot be read."""

    found: tuple[str, ...] = ()
    trouble: str = ""
    mend: str = ""


def account_of(services: Services, inbox_id: int, typed: Typed) -> Account:
    """ValueError, with a sentence, where it is none. A kept password goes only where it was kept for."""
    with services.sessions() as session:
        return _account(services, session.scalars(MailAccount.of_inbox(inbox_id)).first(), typed)


def try_out(open_mailbox: OpenMailbox, account: Account) -> Tried:
    """Sign in, find the folders, open each read-only; nothing is changed there."""
    try:
        line = open_mailbox(account)
    except MailboxTrouble as error:
        return Tried((), error.found, error.mend)
    try:
        found = [f"{account.host} answers and takes the password of {account.user}."]
        folders = line.folders()
        for role, name in folders.items():
            shelf = line.open(name, marks=False)
            called = "" if role is FolderRole.INBOX else f" (“{name}”)"
            found.append(f"{NAMES[role]}{called}: {shelf.exists} mail{'s' if shelf.exists != 1 else ''}.")
        if FolderRole.JUNK not in folders:
            found.append("There is no Junk folder: what your provider sorts out elsewhere is not seen here.")
        if FolderRole.SENT not in folders:
            found.append("There is no Sent folder: what teammates send by themselves is not seen here.")
        soon = "New mail is told at once." if line.idles else "New mail is asked for every minute."
        return Tried((*found, soon))
    except MailboxTrouble as error:
        return Tried((), error.found, error.mend)
    finally:
        line.close()


def keep(services: Services, inbox_id: int, typed: Typed, *, by: Teammate, now: datetime) -> None:
    """From now on mail is collected there; another host or user is another account, counted by itself."""
    with services.sessions.begin() as session:
        inbox = session.get_one(Inbox, inbox_id, with_for_update={"key_share": True})
        if inbox.channel is not Channel.EMAIL:
            raise ValueError("Only an inbox for e-mail has a mailbox.")
        row = session.scalars(MailAccount.of_inbox(inbox_id)).first()
        account = _account(services, row, typed)
        if row is not None and (row.host, row.user) != (account.host, account.user):
            row.end(now)
            row = None
        if row is None:
            row = MailAccount(store_id=inbox.store_id, inbox=inbox, made_at=now, from_at=_from(typed, now))
            session.add(row)
        elif typed.start:
            row.from_at, row.counted_at = _from(typed, now), None
        row.host, row.port, row.tls, row.user = account.host, account.port, account.tls, account.user
        row.password_sealed = safe(services).seal(account.password)
        row.marks_seen = typed.marks_seen
        row.version = row.version or 0
        row.changed()
        about = {"inbox": inbox.address, "host": row.host, "port": row.port, "user": row.user}
        about["password"] = "typed" if typed.password else "as before"
        _did(session, inbox, by, Did.SET_MAILBOX, now, about)


def end(services: Services, inbox_id: int, *, by: Teammate, now: datetime) -> None:
    """Nothing is collected there any more; the password is forgotten, the counts stay."""
    with services.sessions.begin() as session:
        row, inbox = _live(session, inbox_id)
        row.end(now)
        _did(session, inbox, by, Did.ENDED_MAILBOX, now, {"inbox": inbox.address, "host": row.host})


def recount(services: Services, inbox_id: int, *, by: Teammate, now: datetime) -> None:
    """Whoever reads it counts every UID there against our rows at once."""
    with services.sessions.begin() as session:
        row, inbox = _live(session, inbox_id)
        row.counted_at = None
        row.changed()
        _did(session, inbox, by, Did.COUNTED_MAILBOX, now, {"inbox": inbox.address, "host": row.host})


def since_when(account: MailAccount, now: datetime) -> datetime | None:
    """Since when it was not reached, where that is too long."""
    at = account.reached_at or account.made_at
    return at if now - at > UNREACHED else None


def unreached(session: Session, now: datetime) -> list[tuple[int, datetime]]:
    """(id, since) of the accounts that were not reached for too long."""
    rows = [(row.id, since_when(row, now)) for row in session.scalars(MailAccount.live())]
    return [(key, since) for key, since in rows if since is not None]


def balance_line(counts: dict[str, int]) -> str:
    """ "12 seen = 9 filed + 2 known already + 1 set aside", and what else there is."""
    parts = [
        f"{counts['filed']} filed",
        f"{counts['known']} known already",
        f"{counts['set-aside']} set aside",
    ]
    more = {"received": "being read", "gone": "deleted there before", "withheld": "not handed over"}
    parts += [f"{counts[name]} {words}" for name, words in more.items() if counts[name]]
    missing = f" · {counts['missing']} missing, taken at the next count" if counts["missing"] else ""
    return f"{counts['seen']} seen = {' + '.join(parts)}{missing}"


def named_missing(account: MailAccount) -> list[str]:
    """ "INBOX: 5, 9": UIDs that lie there and are on no row of ours."""
    return [f"{one.name}: {', '.join(map(str, one.missing))}" for one in account.folders if one.missing]


def balance(session: Session, account: MailAccount) -> dict[str, int]:
    return mail_account.balance(session, account.id)


def password_of(services: Services, account: MailAccount) -> str:
    """CannotUnseal where it was sealed with another key."""
    return safe(services).unseal(account.password_sealed)


def _account(services: Services, kept: MailAccount | None, typed: Typed) -> Account:
    host, user = typed.host.strip().lower().rstrip("."), typed.user.strip()
    if not host or len(host) > LONGEST or any(letter.isspace() or letter in "/:@" for letter in host):
        raise ValueError("Type the name of the mail server, such as imap.example.com.")
    if not user or len(user) > LONGEST or not user.isprintable():
        raise ValueError("Type the name that you sign in with; as a rule it is the whole address.")
    if typed.tls not in set(Tls):
        raise ValueError("Choose how the line is sealed.")
    port = typed.port.strip() or ("143" if typed.tls == Tls.STARTTLS else "993")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise ValueError("The port is a number, as a rule 993.")
    account = Account(host, int(port), Tls(typed.tls), user, typed.password)
    if typed.password:
        return account
    if kept is None:
        raise ValueError("Type the password of the mailbox.")
    if (kept.host, kept.port, kept.tls, kept.user) != (account.host, account.port, account.tls, account.user):
        raise ValueError("Type the password again: the kept one is for the earlier server and name.")
    try:
        return kept.opened_with(password_of(services, kept))
    except CannotUnseal:
        raise ValueError("The kept password was sealed with another key: type it again.") from None


def _from(typed: Typed, now: datetime) -> datetime | None:
    """None: from the beginning."""
    if typed.start == "all":
        return None
    if typed.start != "days":
        return now
    days = typed.days.strip()
    if not (days.isascii() and days.isdigit() and 0 < int(days) <= MOST_DAYS):
        raise ValueError(f"Say how many days back it begins, from 1 to {MOST_DAYS}.")
    return now - timedelta(days=int(days))


def _live(session: Session, inbox_id: int) -> tuple[MailAccount, Inbox]:
    row = session.scalars(MailAccount.of_inbox(inbox_id)).first()
    if row is None:
        raise ValueError("No mailbox is set for this inbox.")
    return row, row.inbox


def _did(
    session: Session, inbox: Inbox, by: Teammate, what: Did, now: datetime, about: dict[str, object]
) -> None:
    session.add(Deed(at=now, teammate_id=by.id, store_id=inbox.store_id, what=what, about=about))
