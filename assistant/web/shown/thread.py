"""The thread of a conversation: the turn that waits stands open, what is older is folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.core.filename import filename
from assistant.core.lead import Lead
from assistant.core.tried import Tried
from assistant.records import Message, Record
from assistant.records.values import from_json
from assistant.web.shown.draft import inquiry_of
from assistant.web.shown.lead import rows as lead_rows
from assistant.web.shown.times import Telling, Told


@dataclass(frozen=True)
class FileShown:
    id: int
    name: str
    kind: str
    size: str


@dataclass(frozen=True)
class Line:
    """One message. `rest` is what was folded away of it: quotes and signature."""

    id: int
    anchor: str
    who: str
    ours: bool
    at: Told
    text: str
    rest: str
    files: tuple[FileShown, ...]
    lead: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tried: tuple[Tried, ...]
    tag: str
    rating: int | None
    page: str
    original: bool
    sent: bool = False  # by us, approved: it can be an example

    @property
    def stars(self) -> str:
        return "★" * (self.rating or 0) + "☆" * (5 - (self.rating or 0)) if self.rating else ""


@dataclass(frozen=True)
class Thread:
    """`open` oldest first, as one reads a turn; `older` newest first."""

    open: tuple[Line, ...]
    ours: Line | None
    older: tuple[Line, ...]
    newest_id: int

    @property
    def folded(self) -> str:
        count = len(self.older)
        newest = self.older[0].at.text if self.older else ""
        return f"{count} earlier message{'s' if count > 1 else ''} · {newest}"


def thread(
    messages: Sequence[Message],
    tell: Telling,
    mails: Iterable[Record] = (),
    arrived: frozenset[int] = frozenset(),
) -> Thread:
    """The customer's newest turn, our last word, and all before; `mails` are ours, sent elsewhere.

    `arrived` are the approvals whose mail is known to have got there.
    """
    every: list[Message | Record] = [*messages, *mails]
    ordered = sorted(every, key=lambda m: (m.at, m.id))
    last_out = max((i for i, m in enumerate(ordered) if _ours(m)), default=-1)
    turn = ordered[last_out + 1 :]
    before = ordered[: last_out + 1]
    ours = before.pop() if before else None
    if not turn:  # answered: the turn that our last word answers stands open under it
        cut = max((i for i, m in enumerate(before) if _ours(m)), default=-1)
        turn, before = before[cut + 1 :], before[: cut + 1]
    inbound = [m.id for m in messages if m.inbound and not m.automatic]
    return Thread(
        open=tuple(line(m, tell, arrived) for m in turn),
        ours=line(ours, tell, arrived) if ours else None,
        older=tuple(line(m, tell, arrived) for m in reversed(before)),
        newest_id=max(inbound, default=0),
    )


def _ours(one: Message | Record) -> bool:
    return isinstance(one, Record) or not one.inbound


def line(message: Message | Record, tell: Telling, arrived: frozenset[int] = frozenset()) -> Line:
    if isinstance(message, Record):
        return _mail(message, tell)
    return Line(
        id=message.id,
        anchor=f"message-{message.id}",
        who=_who(message),
        ours=not message.inbound,
        at=tell.moment(message.at),
        text=message.words.strip(),
        rest=_rest(message),
        files=tuple(
            FileShown(a.id, filename(a.name), a.content_type, size(a.size))
            for a in message.attachments
            if not a.inline
        ),
        lead=_lead(message),
        notes=tuple(message.notes),
        tried=inquiry.tried if (inquiry := inquiry_of(message.inquiry)) else (),
        tag=_tag(message, arrived),
        rating=message.rating,
        page=message.page,
        original=message.entry_id is not None,
        sent=message.approval_id is not None,
    )


def _tag(message: Message, arrived: frozenset[int]) -> str:
    if message.bounce:
        return "could not be delivered"
    if message.automatic:
        return "automatic"
    return "arrived" if message.approval_id in arrived else ""


def _mail(mail: Record, tell: Telling) -> Line:
    return Line(
        id=mail.id,
        anchor=f"mail-{mail.id}",
        who=mail.data.get("teammate", ""),
        ours=True,
        at=tell.moment(mail.at),
        text=mail.text,
        rest="",
        files=(),
        lead=(),
        notes=(),
        tried=(),
        tag="from their own mail program",
        rating=None,
        page="",
        original=False,
    )


def size(count: int) -> str:
    """ "840 bytes", "12 kB", "3.4 MB"."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _who(message: Message) -> str:
    if message.inbound:
        return message.sender_name or message.sender_email or "Visitor"
    return message.sender_name.partition(",")[0]


def _rest(message: Message) -> str:
    """The quoted part: the whole text where only its newest turn stands open."""
    shown, whole = message.words.strip(), message.text.strip()
    return whole if message.inbound and message.visible_text and whole != shown else ""


def _lead(message: Message) -> tuple[tuple[str, str], ...]:
    """What a portal sent with it, as rows; the remainder that no field holds as well."""
    if not message.lead:
        return ()
    return lead_rows(from_json(Lead, message.lead))
