"""What a customer would spend at most: "under 30k", "we have about 18 thousand", "entre 10 y 12 mil"."""

import re

from assistant.core.words import listed_in_order

_NUMBER = (
    r"\$?(?:(?P<full>\d{1,3}(?:,\d{3})+|\d{4,6})"
    r"|(?P<thousands>\d{1,2})(?:\s?k\b| grand\b| thousand\b| mil\b)?)"
)
_NO_MONEY = (
    r"(?![\d,:])(?! ?(?:miles|mi\b|mpg|min|hours?|days?|weeks?|months?|years?|kids?|children"
    r"|%|am\b|pm\b|k?\s?mi))"
)
LIMIT = re.compile(
    r"\b(?:under|below|up to|at most|no more than|max(?:imum)?(?: of)?|(?:budget|limit|ceiling)(?:'s| is"
    r"| of)?"
    r"|authori[sz]ed|approved(?: for)?|set aside"
    r"|(?:i|we)(?:'ve got| have| got| can (?:do|spend|go to))|between \$?\d[\d,]*k? and|no m[áa]s de"
    r"|m[áa]ximo(?: de)?"
    r"|hasta|tengo(?: como)?|presupuesto(?: es)? de)"
    rf" (?:about |around |roughly |maybe |como |unos )?{_NUMBER}{_NO_MONEY}",
    re.I,
)
_CLEAR = re.compile(r"k\b|grand|thousand|mil\b|\$|\d{4}|,", re.I)
_SURE = re.compile(r"under|below|up to|most|max|budget|limit|m[áa]s de|m[áa]ximo|hasta|presupuesto", re.I)
_LEAST = 3  # thousand dollars: below stands a number of something else


_TEENS = listed_in_order(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_SPELLED = {word: number for number, word in enumerate(_TEENS, start=10)}
_SPELLED |= {"twenty-five": 25, "thirty": 30, "thirty-five": 35, "forty": 40}
_IN_WORDS = re.compile(rf"\b({'|'.join(sorted(_SPELLED, key=len, reverse=True))}) (?:thousand|grand)\b", re.I)


def price_limit(words: str) -> int:
    """Dollars; 0 where they do not say. "Under 30" is of thousands, "I have 2" of something else."""
    plain = _IN_WORDS.sub(lambda found: f"{_SPELLED[found[1].lower()]} thousand", words)
    for found in LIMIT.finditer(plain):
        if found["full"]:
            return int(found["full"].replace(",", ""))
        thousands = int(found["thousands"])
        if thousands >= _LEAST and (_CLEAR.search(found[0]) or (_SURE.match(found[0]) and thousands > 9)):
            return 1000 * thousands
    return 0
