"""Days that a customer names by their holiday, as the United States keep them."""

from datetime import date, timedelta

FIXED = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "valentine's day": (2, 14),
    "fourth of july": (7, 4),
    "4th of july": (7, 4),
    "july 4th": (7, 4),
    "independence day": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "navidad": (12, 25),
}
MOVING = {  # month, weekday, which one of the month (-1: the last), days added
    "martin luther king day": (1, 0, 3, 0),
    "mlk day": (1, 0, 3, 0),
    "presidents day": (2, 0, 3, 0),
    "mother's day": (5, 6, 2, 0),
    "memorial day": (5, 0, -1, 0),
    "father's day": (6, 6, 3, 0),
    "labor day": (9, 0, 1, 0),
    "columbus day": (10, 0, 2, 0),
    "thanksgiving": (11, 3, 4, 0),
    "black friday": (11, 3, 4, 1),
}
NAMES = r"|".join(
    sorted((name.replace("'s", "['’]?s") for name in (*FIXED, *MOVING, "easter")), key=len, reverse=True)
)


def holiday(name: str, today: date) -> date | None:
    """The coming one of that name, today's included; None for a name that is none."""
    key = name.lower().replace("’", "'")
    key = next((known for known in (*FIXED, *MOVING) if known.replace("'", "") == key.replace("'", "")), key)
    for year in (today.year, today.year + 1):
        found = _in_year(key, year)
        if found and found >= today:
            return found
    return None


def _in_year(key: str, year: int) -> date | None:
    if key in FIXED:
        return date(year, *FIXED[key])
    if key == "easter":
        return _easter(year)
    if key not in MOVING:
        return None
    month, weekday, which, more = MOVING[key]
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1) + more)
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7) + timedelta(days=more)


def _easter(year: int) -> date:
    """Gregorian, by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
