"""The attacks and their benign look-alikes, read where they stand; halves by hash: one to build on, one to judge."""  # noqa: E501

import hashlib
import json


def half(text):
    return "dev" if int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0 else "held-out"


def _lines(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def attacks(folder):
    """Those that address a machine: BIPIA's plain questions ("What is the capital of Brazil?") do not."""
    found = [
        r["text"] for r in _lines(folder / "bastioncorpus/injections.jsonl") if r["label"] == "malicious"
    ]
    found += [r["body"] for r in _lines(folder / "email-agent-seeds/attack_seeds.jsonl")]
    tasks = json.loads((folder / "bipia-email/text_attack_train.json").read_text())
    ours = ("your answer", "your response", "your reply", "your message")
    return found + [t for row in tasks.values() for t in row if any(word in t.lower() for word in ours)]


def one_of_each(folder):
    """The first attack of each category of the two corpora that name them: ten."""
    first = {}
    rows = [r for r in _lines(folder / "bastioncorpus/injections.jsonl") if r["label"] == "malicious"]
    for row in rows:
        first.setdefault(("bastion", row["category"]), row["text"])
    for row in _lines(folder / "email-agent-seeds/attack_seeds.jsonl"):
        first.setdefault(("seeds", row["category"]), row["body"])
    return list(first.values())


def look_alikes(folder):
    found = [r["text"] for r in _lines(folder / "bastioncorpus/injections.jsonl") if r["label"] == "benign"]
    found += [r["body"] for r in json.loads((folder / "email-agent-seeds/inbox.json").read_text())]
    return found + [r["context"] for r in _lines(folder / "bipia-email/train.jsonl")]


def plain_texts(corpora, at_most=400):
    """What customers and reviewers write, no attack among them."""
    for name in ("texts_auto", "texts_support"):
        for path in sorted((corpora / name).rglob("*.jsonl")):
            for row in _lines(path)[:at_most]:
                yield from (v for v in row.values() if isinstance(v, str) and len(v) > 25)
    for path in sorted((corpora / "reply_text").rglob("*.txt")):
        yield path.read_text(errors="replace")
