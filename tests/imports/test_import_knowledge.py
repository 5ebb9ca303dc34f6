"""Policies, options and knowledge come from a table or a Markdown file, and again without doubling."""

import pytest

from assistant.imports import ImportFailed
from assistant.records import Knowledge, KnowledgeKind

TABLE = (
    "Kind,Title,Text,Tags,Up to,Owner\n"
    'policy,Deposit,"A $500 deposit holds a car for seven days.","deposit, hold",,Dana Ruiz\n'
    "option,Loaner car,I can give you a loaner car.,loaner stranded,60,dana@elm.example\n"
    ",Winter tires,We store your tires for $80 a season.,tires,,\n"
)
MARKDOWN = """---
owner: Dana Ruiz
topics: service
---
# What we know

## Deposit
kind: policy
topics: deposit, hold a car

A $500 deposit holds a car
for seven days.

## Loaner car
kind: option
limit: $60

Note: I can give you a loaner car.

## Nothing
kind: policy
"""


@pytest.fixture
def load_file(load):
    return lambda text, name="knowledge.md": load("knowledge", text, name=name)


def known(sessions):
    with sessions() as session:
        return {row.title: row for row in session.scalars(Knowledge.listed([1]))}


def test_a_table_is_taken_with_kind_topics_limit_and_owner(load, sessions):
    report = load("knowledge", TABLE)
    found = known(sessions)
    assert (report.added, len(report.refused)) == (3, 0)
    assert found["Deposit"].topics == ["deposit", "hold"]
    assert (found["Loaner car"].limit_cents, found["Loaner car"].owner.name) == (6000, "Dana Ruiz")
    assert (found["Winter tires"].kind, found["Winter tires"].owner) == (KnowledgeKind.KNOWLEDGE, None)


def test_the_same_table_again_changes_nothing_and_a_new_text_confirms(load, sessions):
    load("knowledge", TABLE)
    assert load("knowledge", TABLE).same == 3
    again = load("knowledge", TABLE.replace("seven days", "ten days"))
    assert (again.changed, again.same, len(known(sessions))) == (1, 2, 3)
    assert known(sessions)["Deposit"].text == "A $500 deposit holds a car for ten days."


def test_what_a_later_file_does_not_say_stays(load, sessions):
    load("knowledge", TABLE)
    load("knowledge", 'kind,title,text\npolicy,Deposit,"Another text."\n')
    row = known(sessions)["Deposit"]
    assert (row.text, row.topics, row.owner.name) == ("Another text.", ["deposit", "hold"], "Dana Ruiz")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("policy,,Text,,,", "no title"),
        ("policy,Title,,,,", "no text"),
        ("rumour,Title,Text,,,", "is no kind"),
        ("policy,Title,Text,,60,", "for an option only"),
        ("option,Title,Text,,much,", "cannot be read"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(load, row, why):
    report = load("knowledge", TABLE + row + "\n")
    assert [(one.line, why in one.reason) for one in report.refused] == [(5, True)]


def test_one_title_twice_in_a_file_is_taken_once_and_said(load, sessions):
    report = load("knowledge", TABLE + "policy,Deposit,Another,,,\n")
    assert (report.refused[0].line, known(sessions)["Deposit"].text[:6]) == (5, "A $500")


def test_an_owner_nobody_knows_is_remarked_on(load, sessions):
    report = load("knowledge", TABLE.replace("Dana Ruiz", "Nobody Here"))
    assert (report.added, report.remarks[0].line) == (3, 2)
    assert "Nobody Here" in report.remarks[0].what


def test_markdown_gives_one_snippet_a_title(load_file, sessions):
    report = load_file(MARKDOWN)
    found = known(sessions)
    assert found["Deposit"].text == "A $500 deposit holds a car for seven days."
    assert found["Deposit"].topics == ["deposit", "hold a car"]
    assert (found["Loaner car"].topics, found["Loaner car"].limit_cents) == (["service"], 6000)
    assert found["Loaner car"].text == "Note: I can give you a loaner car."  # no field: it is the text
    assert {row.owner.name for row in found.values()} == {"Dana Ruiz"}
    assert [(one.line, "no text" in one.reason) for one in report.refused] == [(20, True)]
    assert report.read == report.added + len(report.refused) == 3


def test_what_a_changed_entry_said_before_is_told(load, sessions):
    load("knowledge", "title,text\nReturns,Within five days.\n")
    report = load("knowledge", "title,text\nReturns,Within ten days.\n")
    assert [one.what for one in report.remarks] == [
        "“Returns” reads otherwise now; it said: “Within five days.”"
    ]


def test_markdown_again_changes_nothing(load_file):
    load_file(MARKDOWN)
    assert load_file(MARKDOWN).same == 2


def test_markdown_without_a_title_is_refused_as_a_whole(load_file, sessions):
    with pytest.raises(ImportFailed, match="## Deposit"):
        load_file("Only words.\n")
    assert not known(sessions)


def test_words_before_the_first_title_are_not_lost_in_silence(load_file):
    report = load_file("A word too early.\n\n## Deposit\nA $500 deposit.\n")
    assert (report.added, report.refused[0].line) == (1, 1)
