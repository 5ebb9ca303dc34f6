"""The customer's words turned round: "my car" becomes "your car"; their names as we greet them."""

import re

from assistant.core.words import plain

SWAPS = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're",
    "i've": "you've", "i'd": "you'd", "i'll": "you'll", "am": "are", "you": "we", "your": "our",
    "yours": "ours", "you're": "we're", "you've": "we've", "you'd": "we'd", "you'll": "we'll",
    "us": "you", "we": "you", "our": "your", "ours": "yours", "we're": "you're", "we've": "you've",
}  # fmt: skip
OBJECT_AFTER = frozenset(
    """to from with for at by about of told gave sold promised called asked ask tell give paid pay""".split()  # noqa: SIM905
)
LOUD = re.compile(r"[A-Z]{4,}\W*")  # shouted


def theirs_to_yours(text: str) -> str:
    """The customer's "I was quoted" as we say it to them: "you were quoted"."""
    words = re.sub(r"\byou guys\b", "you", text.replace("’", "'"), flags=re.I).split(" ")
    words = [word.lower() if LOUD.fullmatch(word) else word for word in words]
    turned: list[str] = []
    for place, word in enumerate(words):
        bare = re.sub(r"^\W+|[^\w']+$", "", word)
        swap = SWAPS.get(bare.lower())
        if swap and bare.lower() == "you" and place and words[place - 1].lower().strip(",") in OBJECT_AFTER:
            swap = "us"
        after_you = bool(turned) and turned[-1].lower() == "you" and words[place - 1].lower() in ("i", "we")
        if after_you and bare.lower() == "was":
            swap = "were"
        turned.append(word.replace(bare, swap) if swap else word)
    return " ".join(turned)


def titled(name: str, text: str) -> str:
    """ "Dr. Carrizo", where they signed so; empty for who signs with a plain name."""
    last = name.split()[-1] if len(name.split()) > 1 else ""
    signed = "\n".join(text.strip().split("\n")[-3:])
    found = re.search(r"(?m)^\W*(Dr|Prof|Rev|Mrs|Mr|Ms)\.? (?:[\w.'-]+ ){0,3}(\w[\w'-]+)\W*$", signed)
    if not last or found is None or plain(found[2]) != plain(last):
        return ""
    return f"{found[1]}. {found[2]}"


def greeted(name: str, text: str) -> str:
    """ "Anil and Meena", where two signed the mail as "Anil & Meena"."""
    given = re.escape(name)
    signed = rf"{given} ?(?:&|and|y) ?(?P<after>[A-Z]\w+)|(?P<before>[A-Z]\w+) ?(?:&|and|y) ?{given}"
    both = re.search(rf"(?m)^\W*(?:{signed})\W*$", text) if name else None
    other = (both["after"] or both["before"]) if both else ""
    return f"{name} and {other}" if other else name


def lowered(told: str) -> str:
    """For the middle of a sentence."""
    return f"{told[:1].lower()}{told[1:]}"


def clipped(text: str, at_most: int) -> str:
    """The first clause, without end mark; empty where it is longer than `at_most` words."""
    first = re.split(r"[.!?;\n]+(?:\s|$)|\s+but\s+|\s+-+\s+|\s+—\s+", text.strip(), maxsplit=1)[0]
    first = first.strip(" ,.!?:;\"'()")
    return first if 0 < len(first.split()) <= at_most else ""
