"""The gold replies, written by hand, as (name, text, inquiry, context): good letters must pass."""

import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from assistant.core.clock import BusinessHours
from assistant.core.context import Context, Recipient, Signer, Store
from assistant.core.fact import Fact, FactKind
from assistant.core.inquiry import Inquiry, Kind, Pressure, Question, Topic, VehicleMention
from assistant.core.message import Channel
from assistant.core.thread import Line

FOLDER = Path(__file__).parents[2] / "drafters" / "gold"
ZONE = ZoneInfo("America/Denver")
WEEK = {day: (time(9), time(19)) for day in range(5)} | {5: (time(9), time(17))}
HOURS = BusinessHours(ZONE, WEEK, {date(2026, 11, 26): "Thanksgiving"})
STORE = Store("Northgate Motors", HOURS, "2400 Mill Road, Fort Hale", "555-0100", ("northgate.example",))
SIGNERS = {
    "dana": Signer("Dana Ruiz", "Sales", "555-0142", "dana@northgate.example"),
    "luis": Signer("Luis Ortega", "Service adviser", "555-0151", "luis@northgate.example", "service"),
    "priya": Signer("Priya Nair", "Parts", "555-0163", "priya@northgate.example", "parts"),
}


def cases():
    world = yaml.safe_load((FOLDER / "world.yaml").read_text())
    for path in sorted(FOLDER.glob("*.md")):
        _, head, text = path.read_text().split("---\n", 2)
        yield path.stem, *_case(yaml.safe_load(head), text.strip(), world)


def _case(head, text, world):
    signer = SIGNERS[head.get("signer", "dana")]
    who, *rest = (head["to"] or "").split() or [""]
    words = [word for word in rest if word != "verified"]
    now = datetime.fromisoformat(str(head.get("now", "2026-11-17T10:00"))).replace(tzinfo=ZONE)
    context = Context(
        now=now,
        store=STORE,
        signer=signer,
        recipient=Recipient(" ".join([who, *words]), "", "verified" in rest, who),
        channel=Channel(head.get("channel", "email")),
        facts=tuple(_facts(head.get("facts") or [], world)),
        thread=tuple(map(_line, head.get("thread") or [])),
    )
    questions = [part.partition(" | ")[::2] for part in head.get("questions") or []]
    inquiry = Inquiry(
        Kind(head["kind"]),
        tuple(Question(words, Topic(topic)) for topic, words in questions),
        Pressure(head.get("pressure", "none")),
        vehicles=tuple(map(_vehicle, head.get("vehicles") or [])),
        text=str(head.get("text") or ""),
        harm=head.get("harm", ""),
        praise=head.get("praise", ""),
    )
    return text.replace("$SIGN", signer.signature), inquiry, context


def _facts(names, world):
    for name in names:
        for entry in [name] if isinstance(name, dict) else world[name]:
            data = {k: str(v) for k, v in entry.items() if k not in ("id", "kind", "text")}
            yield Fact(entry["id"], FactKind(entry["kind"]), entry["text"], "record", None, data)


def _line(words):
    head, _, text = words.partition(" | ")
    side, *author, at = head.split()
    return Line(" ".join(author), side != "us", text, datetime.fromisoformat(at).replace(tzinfo=ZONE))


def _vehicle(words):
    pairs = dict(re.findall(r"(\w+)=(\S+)", words))
    own = pairs.pop("own", "") == "yes"
    return VehicleMention(words, own=own, **pairs)
