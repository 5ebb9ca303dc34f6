"""What somebody who is stuck or without a car needs first, and which options meet it."""

import re

FETCHED = re.compile(r"\b(?:tow|picked up|fetch the car)\b", re.I)  # an option that brings the car to us
LOAN = re.compile(r"\bloaner\b|\blend you\b", re.I)  # an option that gives them a car meanwhile
NEEDS = (
    (  # the car stands where it should not
        re.compile(
            r"\b(?:died|dead|won'?t start|broke(?:n)? down|smok\w+|tow(?:ed|ing)?|side of|shoulder|highway"
            r"|route|flat|overheat\w*)\b",
            re.I,
        ),
        FETCHED,
        3,
    ),
    (  # they have to get somewhere
        re.compile(
            r"\b(?:home|airport|flight|work|school|kids?|stuck|stranded|the bus|hospital|pick(?:ing)? up my"
            r")\b",
            re.I,
        ),
        re.compile(r"\b(?:ride|driver|taxi|shuttle|fetch you)\b", re.I),
        4,  # people before cars
    ),
    (  # they need wheels for a while
        re.compile(r"\b(?:need (?:a|my) car|without (?:a|my) car|no car|rental|loaner|commut\w+)\b", re.I),
        re.compile(r"\b(?:loaner|lend you)\b", re.I),
        2,
    ),
)


def met(option: str, words: str) -> int:
    """How much an option meets of what they speak of; 0 where it is no answer to any of it."""
    said = words.replace("\u2019", "'")
    return sum(worth for need, meets, worth in NEEDS if need.search(said) and meets.search(option))
