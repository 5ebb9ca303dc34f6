"""Customers: who they are and how they are reached."""

from dataclasses import replace
from functools import partial

from assistant.imports import consents
from assistant.imports.batch import Kind, Outcome, Run
from assistant.imports.batch import load as load_rows
from assistant.imports.people import People, Person, person
from assistant.imports.report import Change, Unusable
from assistant.imports.table import Row
from assistant.records import Session


def _read(row: Row, run: Run) -> Person:
    found = person(row, run, key="key")
    if not (found.name or found.company or found.emails or found.phones):
        raise Unusable("no name, e-mail or phone; nothing to know this customer by")
    return replace(found, since=run.tried(row, "since", run.moment), wishes=consents.wishes(row, run))


def _save(session: Session, run: Run, items: list[Person]) -> list[Outcome]:
    people = People(session, run, items)
    changes: list[Outcome] = []
    for item in items:
        known = people.find(item)
        if known is None:
            consents.keep(session, run, people.make(item), item.wishes)
            changes.append(Change.ADDED)
        else:
            told = people.tell(known, item)
            news = consents.keep(session, run, known, item.wishes) or told
            changes.append(Change.CHANGED if news else Change.SAME)
    return changes


KIND = Kind("customers", _read, _save)
load = partial(load_rows, KIND)
