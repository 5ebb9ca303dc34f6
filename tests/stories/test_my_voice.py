"""Letters to Dana are greeted as Sam greets, after three edits in the open and until Sam takes it back."""

from cast import mail

from assistant.pipeline import keeping_voice
from assistant.records import Preference


def next_draft(cast, number):
    cast.arrives(
        mail(
            "Is the blue van still for sale?",
            sender=f"Dana Ruiz <d{number}@mail.example>",
            subject=f"Van {number}",
        )
    )
    return cast.draft()


def sends_hey(cast, number):
    draft = next_draft(cast, number)
    assert draft.text.startswith("Hi Dana,")
    cast.approves(draft, text=draft.text.replace("Hi Dana,", "Hey Dana!"), overrule="x")
    cast.works()


def test_two_edits_change_nothing(cast):
    sends_hey(cast, 1)
    sends_hey(cast, 2)
    assert next_draft(cast, 3).text.startswith("Hi Dana,")


def test_the_fourth_draft_greets_as_three_sent_replies_did_until_it_is_deleted(cast):
    for number in (1, 2, 3):
        sends_hey(cast, number)
    fourth = next_draft(cast, 4)
    assert fourth.text.startswith("Hey Dana!\n\n") and not fourth.touched
    (learned,) = cast.all(Preference)
    keeping_voice.delete(cast.services, learned.id, by=cast.sam, now=cast.clock())
    assert next_draft(cast, 5).text.startswith("Hi Dana,")
    sends_hey(cast, 6)
    assert next_draft(cast, 7).text.startswith("Hi Dana,"), "the old sightings teach nothing again"
