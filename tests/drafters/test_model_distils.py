"""Where a model is set it reads an edit, too: behind the veil, on the store's budget, believed by rules."""

import json
from contextlib import closing

import pytest
from cast import Cast, mail
from stub_model import says, status

from assistant.core.voice.lesson import Habit, Learned
from assistant.records import DraftUse, ModelCall, Preference, Store
from assistant.settings import Settings
from assistant.wiring import build

NEXT_STEP = "Names the next step at the end"
HABIT = {"known": 0, "sort": "procedure", "words": NEXT_STEP}
AGAIN = {"known": 1, "sort": "procedure", "words": ""}


class Stub:
    """Answers an edit as told, and everything else with nothing that can be used."""

    def __init__(self, serve):
        self.habits, self.fails = [HABIT], False
        self.server = serve(self.answer)
        self.url = self.server.url

    def answer(self, handler, asked):
        edit = "<sent>" in json.dumps(asked["messages"])
        if edit and not self.fails:
            return says({"habits": self.habits})(handler, asked)
        return status(401)(handler, asked)

    @property
    def edits(self):
        return [one for one in map(json.dumps, self.server.asked) if "<sent>" in one]


@pytest.fixture
def stub(serve):
    return Stub(serve)


@pytest.fixture
def desk(tmp_path, database, clock, stub):
    given = {"data": tmp_path, "database": database, "undo_seconds": 0, "lease_seconds": 3}
    parts = build(
        Settings.read({}, **given, model="stub", model_base_url=stub.url, model_seconds=20), clock=clock
    )
    yield Cast(parts, clock)
    with closing(parts.services.live):
        parts.services.sessions.kw["bind"].dispose()


def edits(cast, number, extra="PS: my cell is 614-555-0177, Dana."):
    cast.arrives(
        mail("Is the blue van here?", sender=f"Dana Ruiz <c{number}@mail.example>", subject=f"{number}")
    )
    draft = cast.draft()
    assert cast.approves(draft, text=f"{draft.text}\n\n{extra}", overrule="x")
    cast.works()


def learned(cast):
    return [row for row in cast.all(Preference) if row.habit is Habit.OTHER]


def test_an_edit_teaches_a_habit_in_words_and_the_next_ones_confirm_it(desk, stub):
    edits(desk, 1)
    (row,) = learned(desk)
    assert (row.becomes, row.sort) == (NEXT_STEP, Learned.PROCEDURE)
    stub.habits = [AGAIN]
    edits(desk, 2)
    edits(desk, 3)
    with desk.services.sessions() as session:
        assert session.get_one(Preference, row.id).counts()
    assert f"1. {NEXT_STEP}" in stub.edits[-1] and len(learned(desk)) == 1
    assert all(use.read_at for use in desk.all(DraftUse))


def test_its_calls_are_recorded_on_the_stores_account(desk, stub):
    edits(desk, 1)
    (call,) = [one for one in desk.all(ModelCall) if one.prompt.startswith("distil@")]
    assert call.store_id == desk.store_id and call.message_id


def test_what_a_store_hides_is_hidden_here_too_and_nothing_means_nothing(desk, stub):
    with desk.services.sessions.begin() as session:
        session.get_one(Store, desk.store_id).model_sees = "without"
    edits(desk, 1)
    assert stub.edits and "555-0177" not in stub.edits[0] and "Dana" not in stub.edits[0]
    with desk.services.sessions.begin() as session:
        session.get_one(Store, desk.store_id).model_sees = "nothing"
    edits(desk, 2)
    assert len(stub.edits) == 1


def test_a_model_that_fails_leaves_what_the_rules_learned_and_is_asked_once(desk, stub):
    stub.fails = True
    edits(desk, 1)
    desk.works()
    assert learned(desk) == [] and desk.all(DraftUse)[0].read_at and len(stub.edits) == 1


def test_what_went_out_as_it_was_is_not_read(desk, stub):
    desk.arrives(mail("Is the blue van here?", sender="Dana Ruiz <c9@mail.example>"))
    desk.approves(overrule="x")
    desk.works()
    assert stub.edits == []
