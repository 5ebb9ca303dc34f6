"""Dates that come again, and how long ago something was, in words."""

import calendar
from datetime import date, datetime, timedelta

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def of_year(day: date, year: int) -> date:
    """The same day of another year; February 29 is the last of February where there is none."""
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def upcoming(day: date, today: date, *, yearly: bool) -> date | None:
    """When it is next, today counted; None for a single date that is over."""
    if not yearly:
        return day if day >= today else None
    this_year = of_year(day, today.year)
    found = this_year if this_year >= today else of_year(day, today.year + 1)
    return max(found, day)


def ago(then: date, today: date) -> str:
    """ "today", "3 days ago", "3 weeks ago", "5 months ago", "2 years ago"."""
    days = (today - then).days
    if days == 0:
        return "today"
    for size, word in ((365, "year"), (30, "month"), (7, "week")):
        number = round(days / size)
        if days >= size * (2 if word == "week" else 1):
            return f"{number} {word}{'s' if number > 1 else ''} ago"
    return f"{days} day{'s' if days != 1 else ''} ago"


def in_number(number: int) -> str:
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def business_days_back(now: datetime, days: int, week: set[int]) -> datetime:
    """The moment so many business days before; every day counts where no opening days are known."""
    moment, left = now, days
    while left > 0:
        moment -= timedelta(days=1)
        left -= not week or moment.weekday() in week
    return moment
