"""A fixture read by us, field by field against what is expected."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.bench.corpus import fields, leads, texts
from assistant.bench.corpus.disputed import DISPUTED
from assistant.bench.corpus.fixtures import Fixture
from assistant.channels import adf, email
from assistant.channels.email.newest import newest_turn
from assistant.core.message import Channel, InboundMessage

UNDISPUTED = ("sender", "subject", "message id")


@dataclass(frozen=True)
class Verdict:
    field: str
    fixture: Fixture
    right: bool

    def __str__(self) -> str:
        held = " (held out)" if self.fixture.held_out else ""
        return f"{self.field}: {self.fixture.name}{held}"


def judged(fixture: Fixture, *, newest: Callable[[str], str] | None = None) -> Iterator[Verdict]:
    """`newest`: another way to find the newest turn, judged in place of ours."""
    message = _read(fixture)
    if newest is not None:
        visible = newest(message.text)
        message = replace(message, visible_text=visible)
    judges = (fields.judge, texts.judge, leads.judge)
    for judge in judges:
        for field, right in judge(message, fixture.expected):
            if fixture.name not in DISPUTED or field in UNDISPUTED:
                yield Verdict(field, fixture, right)


def _read(fixture: Fixture) -> InboundMessage:
    raw = fixture.path.read_bytes()
    if fixture.folder.startswith("reply_text"):
        text = raw.decode("utf-8", "replace")
        return InboundMessage(Channel.EMAIL, text=text, visible_text=newest_turn(text))
    if fixture.folder.startswith("adf"):
        return adf.read(raw)
    return email.read(raw)
