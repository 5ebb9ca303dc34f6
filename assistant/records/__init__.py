"""WHAT IS REMEMBERED: SQLAlchemy models with verbs and named queries; the only place that knows SQL."""

from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from assistant.core.roles import Role
from assistant.records import (
    alike,
    arrivals,
    changing_hands,
    crew,
    due,
    held,
    mail_account,
    reaching,
    twofold,
    waking,
)
from assistant.records.absence import Absence, Lent
from assistant.records.account import AccountLink, LinkKind, RecoveryCode, Tries
from assistant.records.approval import Approval
from assistant.records.ask import Ask
from assistant.records.audit import Deed, DeedStore, ModelCall
from assistant.records.base import Base
from assistant.records.consent import Consent, OptOut
from assistant.records.conversation import Conversation
from assistant.records.customer import Customer, Identity, IdentityKind
from assistant.records.database import Sessions, after_commit
from assistant.records.deletion import Deletion
from assistant.records.delivery import Delivery
from assistant.records.digest import Digest
from assistant.records.draft import Draft
from assistant.records.erasure import Erasure
from assistant.records.example import Example
from assistant.records.fingerprint import Fingerprint, FingerprintBand
from assistant.records.handoff import Handoff
from assistant.records.hint import Heard, Hint
from assistant.records.job import Job
from assistant.records.knowledge import Knowledge, KnowledgeKind, Vouch
from assistant.records.ledger import LedgerEntry, Raw
from assistant.records.likeness import Likeness
from assistant.records.mail_account import MailAccount, MailFolder, MailSeen
from assistant.records.merge import Merge, MergedRow
from assistant.records.message import Direction, Message, StoredAttachment
from assistant.records.notice import Notice
from assistant.records.outside import Outside
from assistant.records.pace import Pace
from assistant.records.promise import Promise
from assistant.records.reach import Reach
from assistant.records.record import Record, RecordKind
from assistant.records.remembered import Remembered
from assistant.records.slot import Slot
from assistant.records.spending import ModelHold
from assistant.records.store import Inbox, Store
from assistant.records.teammate import SignIn, Teammate
from assistant.records.touch import Touch
from assistant.records.used_token import UsedToken
from assistant.records.vehicle import StockState, Vehicle
from assistant.records.voice import DraftUse, Preference, Sighting
from assistant.records.wait import Stopped, Wait
from assistant.records.wish import Wish

__all__ = [
    "Absence",
    "AccountLink",
    "Approval",
    "Ask",
    "Base",
    "Consent",
    "Conversation",
    "Customer",
    "DataError",
    "Deed",
    "DeedStore",
    "Deletion",
    "Delivery",
    "Digest",
    "Direction",
    "Draft",
    "DraftUse",
    "Erasure",
    "Example",
    "Fingerprint",
    "FingerprintBand",
    "Handoff",
    "Heard",
    "Hint",
    "Identity",
    "IdentityKind",
    "Inbox",
    "IntegrityError",
    "Job",
    "Knowledge",
    "KnowledgeKind",
    "LedgerEntry",
    "Lent",
    "Likeness",
    "LinkKind",
    "MailAccount",
    "MailFolder",
    "MailSeen",
    "Merge",
    "MergedRow",
    "Message",
    "ModelCall",
    "ModelHold",
    "Notice",
    "OperationalError",
    "OptOut",
    "Outside",
    "Pace",
    "Preference",
    "Promise",
    "Raw",
    "Reach",
    "Record",
    "RecordKind",
    "RecoveryCode",
    "Remembered",
    "Role",
    "Session",
    "Sessions",
    "Sighting",
    "SignIn",
    "Slot",
    "StockState",
    "Stopped",
    "Store",
    "StoredAttachment",
    "Teammate",
    "Touch",
    "Tries",
    "UsedToken",
    "Vehicle",
    "Vouch",
    "Wait",
    "Wish",
    "after_commit",
    "alike",
    "arrivals",
    "changing_hands",
    "crew",
    "due",
    "held",
    "mail_account",
    "reaching",
    "twofold",
    "waking",
]
