"""Mailboxes that mail is collected from: how each is opened, how far each folder was read, every UID seen."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, Select, UniqueConstraint, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant.core.collecting import Account, FolderRole, Tls, Wrong, next_try
from assistant.core.states import InboundState
from assistant.records.base import Base, Key, to, words
from assistant.records.ledger import Gone, LedgerEntry
from assistant.records.store import Inbox


class MailAccount(Base):
    """One row an account: another host or user is another row, and this one has ended.

    Mail that lay there before `from_at` is not read; None: all of it is. The password is sealed with the
    settings' key. `claim` is who reads it now, until `lease_until`. `reached_at` is when a round through all
    folders was done last; `trouble` says why not since, in words for a person.
    """

    __tablename__ = "mail_account"
    id: Mapped[Key]
    store_id: Mapped[int] = to("store")
    inbox_id: Mapped[int] = to("inbox")
    host: Mapped[str]
    port: Mapped[int]
    tls: Mapped[Tls] = mapped_column(words(Tls))
    user: Mapped[str]
    password_sealed: Mapped[str]
    from_at: Mapped[datetime | None]
    marks_seen: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)  # counts changes: whoever reads it opens it anew
    reached_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[Wrong | None] = mapped_column(words(Wrong))
    trouble: Mapped[str] = mapped_column(default="")
    next_at: Mapped[datetime | None]
    claim: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    inbox: Mapped[Inbox] = relationship()
    folders: Mapped[list["MailFolder"]] = relationship(back_populates="account", order_by="MailFolder.id")

    def opened_with(self, password: str) -> Account:
        return Account(self.host, self.port, self.tls, self.user, password)

    def reached(self, at: datetime) -> None:
        self.reached_at, self.failures, self.wrong, self.trouble, self.next_at = at, 0, None, "", None

    def failed(self, wrong: Wrong, trouble: str, at: datetime) -> None:
        self.failures += 1
        self.wrong, self.trouble = wrong, trouble
        self.next_at = at + next_try(self.failures, wrong)

    def changed(self) -> None:
        """Whoever reads it begins anew, at once."""
        self.version += 1
        self.failures, self.wrong, self.trouble, self.next_at = 0, None, "", None

    def end(self, at: datetime) -> None:
        """Nothing is read there any more; the password goes, the counts stay."""
        self.ended_at, self.password_sealed = at, ""
        self.changed()

    @classmethod
    def live(cls) -> Select["MailAccount"]:
        return select(cls).where(cls.ended_at.is_(None)).order_by(cls.id)

    @classmethod
    def of_inbox(cls, inbox_id: int) -> Select["MailAccount"]:
        return cls.live().where(cls.inbox_id == inbox_id)

    @classmethod
    def unread_since(cls, store_ids: list[int], at: datetime) -> Select["MailAccount"]:
        """Those that could not be read, and were read last before then."""
        last = func.coalesce(cls.reached_at, cls.made_at)
        return cls.of_stores(store_ids).where(cls.trouble != "", last < at)

    @classmethod
    def of_stores(cls, store_ids: list[int]) -> Select["MailAccount"]:
        return cls.live().where(cls.store_id.in_(store_ids))

    @classmethod
    def to_read(cls, now: datetime) -> Select[int]:
        """Ids of those whose time has come and that nobody reads."""
        free = or_(cls.lease_until.is_(None), cls.lease_until < now)
        due = or_(cls.next_at.is_(None), cls.next_at <= now)
        return select(cls.id).where(cls.ended_at.is_(None), free, due).order_by(cls.id)


class MailFolder(Base):
    """How far a folder was read. UIDs count within one `validity` (RFC 3501 section 2.3.1.1): they are below

    2^32. What has at least `first_uid` came after the first look. `missing` are UIDs that lie there and are
    on no row of ours; `listed` is how many lay there at the last count.
    """

    __tablename__ = "mail_folder"
    __table_args__ = (UniqueConstraint("account_id", "name"),)
    id: Mapped[Key]
    account_id: Mapped[int] = to("mail_account", index=False)
    role: Mapped[FolderRole] = mapped_column(words(FolderRole))
    name: Mapped[str]
    validity: Mapped[int] = mapped_column(BigInteger)
    first_uid: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    listed: Mapped[int] = mapped_column(default=0)
    missing: Mapped[list[int]] = mapped_column(default=list)
    account: Mapped[MailAccount] = relationship(back_populates="folders")

    def begins(self, validity: int, next_uid: int) -> None:
        """UIDs count anew: from the first one on, all are looked at."""
        self.validity, self.first_uid, self.last_uid = validity, next_uid, 0
        self.missing = []


class MailSeen(Base):
    """One UID that the server listed, and its ledger entry. AGAIN: that of the same mail under an earlier

    UID; GONE and WITHHELD have none.
    """

    __tablename__ = "mail_seen"
    __table_args__ = (
        UniqueConstraint("folder_id", "validity", "uid"),
        Index("ix_mail_seen_entry_id", "entry_id"),
    )
    id: Mapped[Key]
    folder_id: Mapped[int] = to("mail_folder", index=False)
    validity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    entry_id: Mapped[int | None] = to("ledger", index=False)
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    AGAIN = "again"  # it was moved, or the server counts its UIDs anew
    GONE = "gone"  # deleted or moved there before it could be read
    WITHHELD = "withheld"  # listed, but not handed over; asked for again at each count

    @classmethod
    def among(cls, folder_id: int, validity: int, uids: list[int]) -> Select[int]:
        """UIDs of these that need nothing any more."""
        here = cls.folder_id == folder_id, cls.validity == validity
        return select(cls.uid).where(*here, cls.uid.in_(uids), cls.why != cls.WITHHELD)

    @classmethod
    def withheld(cls, folder_id: int, validity: int, uid: int) -> Select["MailSeen"]:
        here = cls.folder_id == folder_id, cls.validity == validity
        return select(cls).where(*here, cls.uid == uid, cls.why == cls.WITHHELD)

    @classmethod
    def same_mail(cls, account: MailAccount, role: FolderRole, digest: str, message_id: str) -> Select[int]:
        """Id of the entry of the same mail, collected here before, or of a customer who was erased since."""
        here = select(cls.entry_id).join(MailFolder).where(MailFolder.account_id == account.id)
        collected = (LedgerEntry.message_id == message_id) & LedgerEntry.id.in_(here)
        same = select(LedgerEntry.id).where(
            LedgerEntry.store_id == account.store_id,
            LedgerEntry.digest == digest,
            or_(collected, LedgerEntry.raw_gone_why == Gone.ERASED),
        )
        if role is FolderRole.SENT:  # what we wrote to ourselves lies in the inbox, too
            same = same.where(LedgerEntry.form == "sent")
        return same.order_by(LedgerEntry.id).limit(1)

    @classmethod
    def taken_at(cls, entry_id: int) -> Select[datetime]:
        """When it was collected here."""
        return select(cls.at).where(cls.entry_id == entry_id).order_by(cls.id).limit(1)

    @classmethod
    def counts(cls, account_id: int) -> Select[str, InboundState | None, int]:
        """(why, state of its entry, how many) over all folders of an account."""
        return (
            select(cls.why, LedgerEntry.state, func.count())
            .join(MailFolder, MailFolder.id == cls.folder_id)
            .outerjoin(LedgerEntry, LedgerEntry.id == cls.entry_id)
            .where(MailFolder.account_id == account_id)
            .group_by(cls.why, LedgerEntry.state)
        )


def claim(session: Session, account_id: int, mark: str, now: datetime, lease: timedelta) -> bool:
    """Whether it is ours to read now: by one guarded update, as jobs are."""
    free = or_(MailAccount.lease_until.is_(None), MailAccount.lease_until < now, MailAccount.claim == mark)
    mine = update(MailAccount).where(MailAccount.id == account_id, MailAccount.ended_at.is_(None), free)
    taken = session.execute(mine.values(claim=mark, lease_until=now + lease))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def holds(session: Session, account_id: int, mark: str) -> bool:
    """Whether it is still ours, with the row held until the transaction ends: nobody claims it meanwhile."""
    mine = select(MailAccount.id).where(MailAccount.id == account_id, MailAccount.claim == mark)
    return session.scalar(mine.with_for_update()) is not None


def let_go(session: Session, account_id: int, mark: str) -> None:
    mine = update(MailAccount).where(MailAccount.id == account_id, MailAccount.claim == mark)
    session.execute(mine.values(claim="", lease_until=None))


def let_all_go(session: Session) -> None:
    """At the start of the only process: what an earlier one held is free."""
    session.execute(update(MailAccount).values(claim="", lease_until=None))


def balance(session: Session, account_id: int) -> dict[str, int]:
    """Of each UID seen what became of it: "seen" is the sum of all but "missing"."""
    counts = dict.fromkeys((*map(str, InboundState), MailSeen.GONE, MailSeen.WITHHELD), 0)
    for why, state, count in session.execute(MailSeen.counts(account_id)):
        counts[str(InboundState.KNOWN) if why == MailSeen.AGAIN else why or str(state)] += count
    folders = select(MailFolder.missing).where(MailFolder.account_id == account_id)
    missing = sum(len(uids) for uids in session.scalars(folders))
    return {"seen": sum(counts.values()), **counts, "missing": missing}
