"""My voice: everybody sees their own, with the replies that taught it, and what they say counts."""

import pytest
from tests_web import post

from assistant.core.inquiry import Kind
from assistant.core.voice.lesson import Habit, Lesson, Scope
from assistant.core.voice.use import Use
from assistant.records import Approval, DraftUse, Preference, Sighting

HEY = Lesson(Habit.GREETING, "", "Hey [name]!")


@pytest.fixture
def habit(world, parts, clock):
    """Makes one of Dana's, seen so many times."""

    def make(times=3, lesson=HEY, who=world.dana, **about):
        with parts.services.sessions.begin() as session:
            row = Preference.of(lesson, teammate_id=who, store_id=world.store, at=clock())
            for name, value in about.items():
                setattr(row, name, value)
            session.add(row)
            for _ in range(times):
                seen = {"conversation_id": world.conversation, "customer_id": world.tom}
                row.sight(Sighting(**seen, kind=Kind.LEAD, follows=True, at=clock()))
            session.flush()
            return row.id

    return make


def rows(parts):
    with parts.services.sessions() as session:
        return session.query(Preference).order_by(Preference.id).all()


def test_it_says_what_was_learned_how_often_and_by_which_replies(dana, world, habit):
    habit(3)
    habit(2, Lesson(Habit.SIGN_OFF, "Warmly,", "Thanks,"))
    text = dana.get("/voice").text
    assert "Greets with “Hey [name]!”" in text and "followed in all my replies" in text
    assert "Ends with “Thanks,” instead of “Warmly,”" in text and "seen 2 of 3 times" in text
    assert text.count(f'href="/conversations/{world.conversation}"') == 5
    assert "Tom Becker" not in text


def test_it_is_nobody_elses(dana, robin, mallory, parts, habit):
    key = habit()
    for other in (robin, mallory):
        assert "Hey [name]!" not in other.get("/voice").text
        assert post(other, f"/voice/{key}/deletion").status_code == 404
    assert len(rows(parts)) == 1


def test_it_is_changed_switched_off_and_deleted(dana, parts, habit):
    key = habit()
    post(dana, f"/voice/{key}", text="Hello [name],", where="complaint")
    (row,) = rows(parts)
    assert (row.becomes, row.scope, row.kind) == ("Hello [name],", Scope.KIND, Kind.COMPLAINT)
    assert "followed in complaints only" in dana.get("/voice").text
    post(dana, f"/voice/{key}/applying/end")
    assert "switched off" in dana.get("/voice").text and not rows(parts)[0].active
    post(dana, f"/voice/{key}/applying")
    assert rows(parts)[0].active
    post(dana, f"/voice/{key}/deletion")
    assert rows(parts) == [] and "Nothing is learned yet." in dana.get("/voice").text


@pytest.mark.parametrize(
    ("lesson", "text", "why"),
    [
        (HEY, "Hey Tom!", "Write a greeting"),
        (HEY, "<b>[name]</b>", "Write a greeting"),
        (Lesson(Habit.SIGN_OFF, "Warmly,", "Thanks,"), "Thanks, Tom", "Write a line that ends"),
        (Lesson(Habit.LEFT_OUT, "Please ask."), "Ask Luis on Friday.", "Write one whole sentence"),
        (Lesson(Habit.CONTRACTIONS, "full", "short"), "none", "Choose short forms"),
    ],
)
def test_words_that_could_not_have_been_learned_are_refused(dana, parts, habit, lesson, text, why):
    key = habit(3, lesson)
    post(dana, f"/voice/{key}", text=text, where="")
    assert why in dana.get("/voice").text and rows(parts)[0].lesson == lesson


def test_two_of_the_same_are_one(dana, parts, habit):
    habit(3)
    other = habit(3, Lesson(Habit.GREETING, "", "Hello [name],"))
    post(dana, f"/voice/{other}", text="Hey [name]!", where="")
    assert "learned already" in dana.get("/voice").text and rows(parts)[1].becomes == "Hello [name],"


def test_a_manager_alone_gives_a_habit_to_the_store_and_takes_it_back(dana, robin, world, parts, habit):
    mine, theirs = habit(3), habit(3, Lesson(Habit.GREETING, "", "Hello [name],"), world.robin)
    post(dana, f"/voice/{mine}", text="Hey [name]!", where="store")
    assert "Only a manager" in dana.get("/voice").text and rows(parts)[0].scope is None
    post(robin, f"/voice/{theirs}", text="Hello [name],", where="store")
    text = dana.get("/voice").text
    assert "Of the whole store" in text and "from Robin" in text
    post(dana, f"/voice/{theirs}/applying/end")
    assert "Only whose voice it is" in dana.get("/voice").text and rows(parts)[1].active


def test_what_became_of_drafts_is_told_in_shares(dana, robin, world, parts, clock):
    from test_web_draft import approve

    approve(dana, world)
    parts.engine.run_all()
    with parts.services.sessions() as session:
        assert session.query(DraftUse).one().approval_id == session.query(Approval).one().id
        use = session.query(DraftUse).one().use
    assert use in set(Use)
    text = dana.get("/voice").text
    assert "Your replies of the last 30 days" in text and "100 %" in text
    assert "last 30 days" not in robin.get("/voice").text


def test_a_long_sentence_never_becomes_markup(dana, habit):
    habit(3, Lesson(Habit.LEFT_OUT, "<script>alert(1)</script> please."))
    assert "<script>alert" not in dana.get("/voice").text
