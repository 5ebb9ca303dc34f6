"""Replies that people wrote, each as somebody would type it here: the gold ones and those of the corpora.

Of the corpora's stores we have no records, so whatever their replies state counts as vouched for, the person
whom they greet as the recipient, and a mail gets our signature.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from labelled import CORPORA, NOON

from assistant.core.checks import check
from assistant.core.checks.finding import Finding
from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.draft import Author, Proposal
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Turn
from assistant.core.message import Channel
from assistant.core.reply import taken_apart
from assistant.core.thread import Line, Thread
from assistant.evaluation.scenario import scenarios
from assistant.evaluation.world import asked, drafted, world
from assistant.pipeline.services import Services
from assistant.tools.html import page

sys.path.append(str(Path(__file__).parents[1] / "core" / "checks"))
import gold  # noqa: E402  # stands beside the tests of the checks

DANA = Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example")
HOURS = BusinessHours(ZoneInfo("America/New_York"), {day: (time(9), time(18)) for day in range(6)})
STORE = Store("Northgate Motors", HOURS)


@dataclass(frozen=True)
class Typed:
    """A reply and what the checks say of it, as typed by a person."""

    name: str
    text: str
    findings: tuple[Finding, ...]


class Typist:
    """Sends the text that it was given."""

    name = "typed"

    def __init__(self, text: str) -> None:
        self.text = text

    def draft(self, inquiry: Inquiry, context: Context, variation: object = None) -> Proposal:
        return Proposal(self.text, Author.PERSON)


def replies() -> list[Typed]:
    with world() as services:
        return [*_scenarios(services), *_by_hand(services), *_corpora(services)]


def _scenarios(services: Services) -> Iterator[Typed]:
    for one in scenarios():
        proposal, reviewed = drafted(services, Typist(one.gold), one, asked(services, one))
        yield Typed(f"scenario {one.slug}", proposal.text, reviewed.findings)


def _by_hand(services: Services) -> Iterator[Typed]:
    for name, text, inquiry, context in gold.cases():
        found = check(Proposal(text, Author.PERSON), inquiry, context, services.phrases)
        yield Typed(f"gold {name}", text, found)


def _corpora(services: Services) -> Iterator[Typed]:
    seen = set[str]()
    for name, channel, text, before in (*_texts(), *_mails()):
        if text in seen or len(text.split()) < 2:
            continue
        seen.add(text)
        yield _typed(services, name, text, channel, before)


def _texts() -> Iterator[tuple[str, Channel, str, Thread]]:
    """What a dealership texted."""
    for path in sorted((CORPORA / "texts_auto" / "throttleiq-intents").glob("*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(row)
            lines = tuple(
                Line("", one.get("direction") == "in", one.get("body") or "", NOON)
                for one in given.get("history") or ()
            )
            for at, line in enumerate(lines):
                if not line.from_customer:
                    yield f"text {given['id']} {at}", Channel.CHAT, line.text.strip(), lines[:at]


def _mails() -> Iterator[tuple[str, Channel, str, Thread]]:
    """What a support desk wrote."""
    for path in sorted((CORPORA / "texts_support" / "antiwork-helper-conversations").glob("conv*.json")):
        messages = next(iter(json.loads(path.read_text(encoding="utf-8")).values()))["messages"]
        lines = tuple(
            Line("", m["role"] == "user", page(m["body"]).text if m["body"] else "", NOON) for m in messages
        )
        for at, line in enumerate(lines):
            if not line.from_customer and line.text.strip():
                yield f"mail {path.stem} {at}", Channel.EMAIL, line.text.strip(), lines[:at]


def _typed(services: Services, name: str, text: str, channel: Channel, before: Thread) -> Typed:
    if channel is Channel.EMAIL:
        text = f"{text}\n\n{DANA.signature}"
    theirs = [line for line in before if line.from_customer]
    newest = theirs[-1].text if theirs else ""
    inquiry = services.reader.read(Turn(newest, NOON, channel=channel, thread=before[:-1]))
    greeted = taken_apart(text, DANA.name).greeted
    context = Context(
        now=NOON,
        store=STORE,
        signer=DANA,
        recipient=Recipient(greeted, first_name=greeted),
        channel=channel,
        facts=(Fact("vouched:1", FactKind.VOUCHED, text, "Dana knows this", NOON),),
        thread=before,
    )
    body = " ".join(sentence.text for sentence in taken_apart(text, DANA.name).body)
    context = replace(context, written_in=services.language_of(body, inquiry.language))
    return Typed(name, text, check(Proposal(text, Author.PERSON), inquiry, context, services.phrases))
