"""Drafts for mails that nobody wrote a scenario for: they hold the point and none of the old mistakes."""

import json
import re

import pytest
from mails import KIM, MAILS, PUT_TO_THEM, YES_AND_NO

from assistant.evaluation.scenario import read
from assistant.evaluation.world import asked, drafted, world

pytestmark = pytest.mark.xdist_group("mails")


@pytest.fixture(scope="module")
def services():
    with world() as found:
        yield found


def draft(services, folder, *, to, text, thread=""):
    """The text and the rules that block it."""
    path = folder / "mail.md"
    head = f"title: a mail\nkind: question\nfrom: {KIM}\nto: {to}\n{thread}"
    path.write_text(f"---\n{head}---\n{text}\n-----\nHi Kim\n", encoding="utf-8")
    scenario = read(path)
    proposal, reviewed = drafted(services, services.composer, scenario, asked(services, scenario))
    return proposal.text, [f.rule for f in reviewed.findings if f.severity == "block"]


def judged(text, must, must_not):
    flat = " ".join(text.split())
    assert re.search(must, flat), flat
    assert not must_not or not re.search(must_not, flat), flat


@pytest.mark.parametrize(("to", "text", "must", "must_not"), MAILS, ids=[row[1][:40] for row in MAILS])
def test_the_draft_holds_the_point(services, tmp_path, to, text, must, must_not):
    written, blocking = draft(services, tmp_path, to=to, text=text)
    judged(written, must, must_not)
    assert not blocking, (blocking, written)


@pytest.mark.parametrize(("text", "must", "must_not"), YES_AND_NO)
def test_work_that_was_put_to_them_is_decided(services, tmp_path, text, must, must_not):
    us = json.dumps(PUT_TO_THEM)
    thread = f'thread:\n  - at: "2026-11-16T15:00"\n    them: Any word on the Legacy?\n    us: {us}\n'
    written, blocking = draft(services, tmp_path, to="service", text=text, thread=thread)
    judged(written, must, must_not)
    assert not blocking


def test_the_day_of_one_of_two_offered_times_takes_it(services, tmp_path):
    us = json.dumps("I have Thursday at 9 am or Friday at 10:30 am. Which suits you?")
    thread = f'thread:\n  - at: "2026-11-16T15:00"\n    them: When could you look at it?\n    us: {us}\n'
    written, _ = draft(services, tmp_path, to="service", text="perfect, thursday then", thread=thread)
    judged(written, r"Thursday at 9 am", r"Friday|10:30")
