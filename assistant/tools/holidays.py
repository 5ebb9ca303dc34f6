"""Days on which a store is closed, from the `holidays` library (loaded when asked: it takes a second)."""

SHOPS_CLOSE = ("New Year's Day", "Independence Day", "Thanksgiving Day", "Christmas Day")
"""Of the holidays of the United States; car dealers work on the others."""


def closed_days(region: str, year: int) -> dict[str, str]:
    """ISO date -> why, from the year before `year` to the year after it; for `Store.closed`.

    `region` is an ISO 3166 country, with a subdivision if need be: "US", "DE-BY". LookupError for others.
    """
    import holidays

    country, _, subdivision = region.upper().partition("-")
    try:
        book = holidays.country_holidays(
            country, subdiv=subdivision or None, years=range(year - 1, year + 2), observed=False
        )
    except NotImplementedError:
        raise LookupError(f"no holidays are known for the region {region!r}") from None
    found = {day.isoformat(): str(name) for day, name in sorted(book.items())}
    if country == "US":
        return {day: name for day, name in found.items() if name in SHOPS_CLOSE}
    return found
