"""One habit each: what an edit teaches, what it does not, and what it makes of a draft."""

import pytest

from assistant.core.inquiry import Kind
from assistant.core.voice import contractions, greeting, left_out, length, lessons, sign_off
from assistant.core.voice.lesson import Habit, Lesson, Scope
from assistant.core.voice.pair import Pair, unsigned
from assistant.core.voice.reach import Seen, reach
from assistant.core.voice.use import Use, use_of

SIGNED = "Sam Whitfield · Sales · 555-0142"
LETTER = f"Hi Dana,\n\nThe van is here. I will hold it.\n\nWarmly,\n{SIGNED}"


def pair(draft, sent, **about):
    return Pair.of(draft, sent, "Sam Whitfield", **{"name": "Dana", **about})


@pytest.mark.parametrize(
    ("similarity", "use"),
    [(1, Use.USED), (0.85, Use.USED), (0.84, Use.EDITED), (0.4, Use.EDITED), (0, Use.IGNORED)],
)
def test_how_much_is_left_says_what_became_of_a_draft(similarity, use):
    assert use_of(similarity) is use


def test_the_signature_is_no_part_of_the_comparison():
    assert unsigned(LETTER, "Sam Whitfield") == "Hi Dana,\n\nThe van is here. I will hold it."


@pytest.mark.parametrize(
    ("first_line", "pattern"),
    [
        ("Hey Dana!", "Hey [name]!"),
        ("Hello dana,", "Hello [name],"),
        ("Dear Dana", "Dear [name]"),
        ("Good morning Dana,", "Good morning [name],"),
        ("Hi there,", "Hi there,"),
        ("Hi Dana,", None),
        ("Hey Priya!", None),
        ("Hey Dana and Priya!", None),
        ("Dear Mrs. Ruiz,", None),
        ("Hey Dana!!!", None),
        ("Hey Dana! About the van:", None),
        ("The van is here.", None),
    ],
)
def test_a_greeting_is_learned_as_a_pattern_without_a_name(first_line, pattern):
    found = greeting.learned(pair(LETTER, LETTER.replace("Hi Dana,", first_line)))
    assert (found.becomes if found else None) == pattern


def test_a_chat_and_a_letter_to_nobody_by_name_teach_no_greeting():
    sent = LETTER.replace("Hi Dana,", "Hey Dana!")
    assert greeting.learned(pair(LETTER, sent, letter=False)) is None
    assert greeting.learned(pair(LETTER, sent, name="")) is None


def test_a_greeting_is_said_to_another_by_their_own_name():
    hey = Lesson(Habit.GREETING, "", "Hey [name]!")
    assert greeting.applied("Hi Priya,\n\nYes.", hey, "Priya") == "Hey Priya!\n\nYes."
    assert greeting.applied("Hello,\n\nYes.", hey, "") == "Hello,\n\nYes."
    assert greeting.applied("Yes.", hey, "Priya") == "Yes."


@pytest.mark.parametrize(
    ("pattern", "right"), [("Hey [name]!", True), ("Yo [name]", False), ("Hi Tom,", False)]
)
def test_a_greeting_that_a_person_types_is_one(pattern, right):
    assert greeting.valid(pattern) is right


@pytest.mark.parametrize(
    ("line", "becomes"),
    [("Thanks,", "Thanks,"), ("Best regards,", "Best regards,"), ("Warmly,", None), ("Thanks Dana,", None),
     ("Your friend,", None), ("--", None)],
)  # fmt: skip
def test_a_sign_off_is_learned_in_closed_words(line, becomes):
    found = sign_off.learned(pair(LETTER, LETTER.replace("Warmly,", line)))
    assert (found.becomes if found else None) == becomes


def test_a_sign_off_takes_the_place_of_its_own_kind_alone():
    thanks = Lesson(Habit.SIGN_OFF, "Warmly,", "Thanks,")
    assert sign_off.applied(LETTER, thanks, "Sam Whitfield") == LETTER.replace("Warmly,", "Thanks,")
    sorry = LETTER.replace("Warmly,", "Sincerely,")
    assert sign_off.applied(sorry, thanks, "Sam Whitfield") == sorry
    assert sign_off.valid("Thanks,") and not sign_off.valid("Thanks Dana,")


def test_forms_are_learned_both_ways():
    short = LETTER.replace("I will", "I'll")
    assert contractions.learned(pair(LETTER, short)).becomes == contractions.SHORT
    assert contractions.learned(pair(short, LETTER)).becomes == contractions.FULL
    assert contractions.learned(pair(short, LETTER.replace("is here", "isn't here"))) is None
    assert contractions.learned(pair(LETTER, LETTER.replace("I will hold it.", "It is yours."))) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("I will call. We are open; you cannot miss it.", "I'll call. We're open; you can't miss it."),
        ("Yes, I will. It is where you are now.", "Yes, I will. It is where you are now."),
        ("Do not worry.", "Don't worry."),
        ("Will Smith and I agree.", "Will Smith and I agree."),
    ],
)
def test_short_forms_stand_where_english_has_them(text, short):
    assert contractions.applied(text, Lesson(Habit.CONTRACTIONS, "full", "short")) == short


def test_long_forms_stand_where_nothing_is_asked():
    full = Lesson(Habit.CONTRACTIONS, "short", "full")
    assert contractions.applied("I’ll call. Don't worry. Don't you like it?", full) == (
        "I will call. Do not worry. Don't you like it?"
    )


def test_a_letter_that_is_cut_by_a_quarter_was_too_long():
    long = LETTER.replace("hold it.", f"hold it {'for you ' * 15}today.")
    assert length.learned(pair(long, LETTER)).habit is Habit.SHORTER
    assert length.learned(pair(LETTER, LETTER.replace("I will hold it.", ""))) is None
    assert length.contrary(pair(long, long), Lesson(Habit.SHORTER))
    assert not length.contrary(pair(long, long, composed=False), Lesson(Habit.SHORTER))


POLITE = "Please do not hesitate to ask."


def with_line(line):
    return LETTER.replace("hold it.", f"hold it. {line}")


def test_a_sentence_that_goes_is_learned_and_left_out_next_time():
    (gone,) = left_out.learned(pair(with_line(POLITE), LETTER))
    assert gone.was == POLITE
    assert left_out.applied(with_line(POLITE), gone) == LETTER
    alone = LETTER.replace("\n\nWarmly", f"\n\n{POLITE}\n\nWarmly")
    assert left_out.applied(alone, gone) == LETTER


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("It costs $500 to hold.", {}),
        ("Ask for Luis at the desk.", {}),
        ("See you Thursday.", {}),
        (POLITE, {"wrote": "May I hesitate a little longer?"}),
        (POLITE, {"known": "They told us: do not hesitate to ring."}),
        (POLITE, {"composed": False}),
    ],
)
def test_a_sentence_is_not_learned_where_it_is_not_our_own_wording(line, about):
    assert left_out.learned(pair(with_line(line), LETTER, **about)) == ()


def test_a_reply_that_went_as_it_was_teaches_nothing_and_may_speak_against():
    assert lessons.learned(pair(LETTER, LETTER)) == ()
    assert lessons.contrary(pair(LETTER, LETTER), Lesson(Habit.GREETING, "", "Hey [name]!"))
    assert not lessons.contrary(
        pair(LETTER, LETTER, language="es"), Lesson(Habit.GREETING, "", "Hey [name]!")
    )


def seen(follows, kind=Kind.LEAD, customer=1):
    return Seen(follows, kind, customer)


def test_two_replies_are_not_enough_and_three_are():
    assert reach([seen(True)] * 2) is None
    assert reach([seen(True)] * 3).scope is Scope.TEAMMATE


def test_what_holds_in_one_kind_of_letter_counts_there_alone():
    mixed = [seen(True, Kind.COMPLAINT, n) for n in range(3)] + [seen(False, Kind.LEAD, n) for n in range(4)]
    found = reach(mixed)
    assert found.scope is Scope.KIND and found.covers(Kind.COMPLAINT, 9) and not found.covers(Kind.LEAD, 9)


def test_what_holds_for_one_customer_counts_for_them_alone():
    mixed = [seen(True, customer=7)] * 3 + [seen(False, customer=n) for n in range(4)]
    found = reach(mixed)
    assert found.scope is Scope.CUSTOMER and found.covers(Kind.LEAD, 7) and not found.covers(Kind.LEAD, 1)


def test_what_was_once_a_habit_ends_with_the_newest_ten():
    assert reach([seen(True)] * 9 + [seen(False)] * 6) is None
