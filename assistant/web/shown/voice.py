"""Habits of writing as My voice shows them, and what became of drafts."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.core.inquiry import Kind
from assistant.core.roles import Action
from assistant.core.voice.lesson import Habit, Scope
from assistant.core.voice.reach import Reach, followed
from assistant.core.voice.use import Use
from assistant.core.voice.wording import in_words, words_of
from assistant.records import Preference, Sighting, Teammate
from assistant.web.shown.times import Telling, Told

KINDS = {
    Kind.LEAD: "leads",
    Kind.QUESTION: "questions",
    Kind.COMPLAINT: "complaints",
    Kind.FEEDBACK: "feedback",
    Kind.SERVICE: "service",
    Kind.STATUS: "status",
    Kind.THANKS: "thanks",
}
TOLD = {
    Use.USED: ("used", "sent nearly as they were"),
    Use.EDITED: ("edited", "sent with changes"),
    Use.IGNORED: ("ignored", "written anew"),
}
LABELS = {
    Habit.GREETING: "Greeting",
    Habit.SIGN_OFF: "Last line",
    Habit.LEFT_OUT: "Sentence that drafts leave out",
    Habit.OTHER: "In words",
}
SHOWN_AT_MOST = 12  # replies, the newest first


@dataclass(frozen=True)
class Taught:
    """A reply; `conversation_id` is None where it may not or cannot be read any more."""

    at: Told
    kind: str
    follows: bool
    conversation_id: int | None


@dataclass(frozen=True)
class HabitShown:
    id: int
    words: str
    habit: str
    sort: str
    text: str
    label: str
    where: str
    chosen: str
    seen: int
    against: int
    learned: bool
    active: bool
    keeps: bool
    by: str
    taught: tuple[Taught, ...]


@dataclass(frozen=True)
class Share:
    use: str
    what: str
    many: int
    percent: int


def habit(row: Preference, tell: Telling, me: Teammate, readable: frozenset[int]) -> HabitShown:
    lesson, seen, reach = row.lesson, row.seen, row.reach()
    newest = list(reversed(row.sightings))[:SHOWN_AT_MOST]
    return HabitShown(
        id=row.id,
        words=in_words(lesson),
        habit=lesson.habit.value,
        sort=lesson.sort.value,
        text=words_of(lesson),
        label=LABELS.get(lesson.habit, ""),
        where=_where(reach),
        chosen=_chosen(row),
        seen=followed(seen),
        against=len(seen) - followed(seen),
        learned=reach is not None,
        active=row.active,
        keeps=row.teammate_id == me.id or me.may(Action.EDIT_STORE),
        by=row.teammate.first_name,
        taught=tuple(_taught(one, tell, readable) for one in newest),
    )


def shares(counted: Mapping[Use, int]) -> list[Share]:
    """In the order of use; empty where nothing was sent."""
    whole = sum(counted.values())
    return [
        Share(*TOLD[use], counted.get(use, 0), round(100 * counted.get(use, 0) / whole))
        for use in Use
        if whole
    ]


def _taught(one: Sighting, tell: Telling, readable: frozenset[int]) -> Taught:
    key = one.conversation_id if one.conversation_id in readable else None
    return Taught(tell.moment(one.at), KINDS.get(one.kind, "others"), one.follows, key)


def _where(reach: Reach | None) -> str:
    match reach:
        case None:
            return ""
        case Reach(scope=Scope.STORE):
            return "for everybody of the store"
        case Reach(scope=Scope.KIND, kinds=kinds):
            return f"in {' and '.join(sorted(KINDS.get(one, 'others') for one in kinds))} only"
        case Reach(scope=Scope.CUSTOMER, customers=customers):
            many = len(customers)
            return "to one customer only" if many == 1 else f"to {many} customers only"
        case _:
            return "in all my replies"


def _chosen(row: Preference) -> str:
    """The value of the field that says where it holds."""
    if row.scope is Scope.KIND and row.kind is not None:
        return row.kind.value
    return row.scope.value if row.scope is not None else ""
