"""Where a learned habit counts: whose letter, to whom, of which kind; and that no habit breaks a rule."""

from dataclasses import replace

import pytest
from cast import mail

from assistant.core.checks.finding import Severity
from assistant.core.inquiry import Kind
from assistant.core.reply import taken_apart
from assistant.core.voice.lesson import Habit, Learned, Lesson, Scope
from assistant.pipeline import habits, voices, writing
from assistant.records import Draft, Preference, Sighting

HEY = Lesson(Habit.GREETING, "", "Hey [name]!")
WRONG = "You promised me a call on Monday and nobody called. I am angry. When do I hear from you?"


@pytest.fixture
def taught(cast):
    """Makes a habit that so many replies taught."""

    def make(lesson=HEY, who=None, *, kinds=(Kind.QUESTION,) * 3, against=(), **about):
        with cast.services.sessions.begin() as session:
            row = Preference.of(
                lesson, teammate_id=(who or cast.sam).id, store_id=cast.store_id, at=cast.clock()
            )
            for name, value in about.items():
                setattr(row, name, value)
            session.add(row)
            for follows, every in ((False, against), (True, kinds)):
                for kind in every:
                    row.sight(Sighting(kind=kind, follows=follows, at=cast.clock()))

    return make


def voice(cast, kind=Kind.QUESTION):
    """Of Sam, for a letter of this kind to Dana."""
    if not cast.all(Draft):
        cast.writes("Is the van here?")
    with cast.services.sessions() as session:
        draft = session.query(Draft).order_by(Draft.id).first()
        asked = writing.ask(session, draft.message, draft.conversation.owner, cast.clock())
        return habits.of(session, draft.conversation, replace(asked.inquiry, kind=kind), draft.signer)


def test_it_counts_for_whom_it_was_learned_of(cast, taught):
    taught(HEY, cast.robin)
    assert voice(cast) == ()
    taught(HEY)
    assert voice(cast) == (HEY,)


@pytest.mark.parametrize(
    "about",
    [
        {"active": False},
        {"kinds": (Kind.QUESTION,) * 2},
        {"against": (Kind.QUESTION,) * 3},
        {"scope": Scope.KIND, "kind": Kind.COMPLAINT},
        {"sort": Learned.FACT},
    ],
    ids=["off", "two", "as many against", "another kind", "a fact"],
)
def test_it_does_not_count(cast, taught, about):
    taught(**about)
    assert voice(cast) == ()


def test_what_holds_for_complaints_alone_counts_for_complaints_alone(cast, taught):
    taught(kinds=(Kind.COMPLAINT,) * 3, against=(Kind.QUESTION,) * 4)
    assert voice(cast, Kind.COMPLAINT) == (HEY,) and voice(cast, Kind.QUESTION) == ()


def test_a_habit_of_the_store_counts_where_somebody_has_none_of_their_own(cast, taught):
    hello = Lesson(Habit.GREETING, "", "Hello [name],")
    taught(hello, cast.robin, scope=Scope.STORE)
    assert voice(cast) == (hello,)
    taught(HEY)
    assert voice(cast) == (HEY,)


def test_a_habit_that_would_break_a_rule_is_left_aside_and_the_others_stay(cast, taught):
    cast.arrives(mail(WRONG, sender="Dana Ruiz <dana@mail.example>", subject="Nobody called"))
    draft = cast.draft()
    with cast.services.sessions() as session:
        row = session.get_one(Draft, draft.id)
        asked = writing.ask(session, row.message, row.signer, cast.clock())
    plain = cast.services.composer.draft(asked.inquiry, asked.context)
    said = [one.text for one in taken_apart(plain.text, asked.context.signer.name).body]
    every = (HEY, *(Lesson(Habit.LEFT_OUT, one) for one in said))
    made, reviewed = voices.in_their_voice(
        cast.services, plain, asked.inquiry, replace(asked.context, voice=every)
    )
    assert made.text.startswith("Hey Dana!") and asked.inquiry.kind is Kind.COMPLAINT
    assert not [one for one in reviewed.findings if one.severity is Severity.BLOCK]
    assert "sorry" in made.text.lower(), "without it complaint-order would block"
