"""After a sale: the first days, the adviser, the weeks and the years after."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from assistant.core.touches.dates import in_number, of_year
from assistant.pipeline.introducing import SERVICE, adviser
from assistant.pipeline.reasons.look import Candidate, Look
from assistant.pipeline.reasons.wording import last_word
from assistant.records import coming_up, crew, touchable

YEARS = 15  # of a car with one owner, whose day is still thought of
QUIET = timedelta(days=182)  # half a year without a word


def after_sale(suffix: str, rest: str) -> Callable[[Look], Iterator[Candidate]]:
    def found(look: Look) -> Iterator[Candidate]:
        after = timedelta(days=look.rule.after)
        for sale in look.session.scalars(touchable.sales(look.window(after), f":{suffix}")):
            car, told = look.car(sale), last_word(look.session, sale, look.day)
            reason = f"Bought the {car} {look.ago(sale.at)}; {told or rest}."
            yield look.of_record(sale, f"sale:{sale.id}:{suffix}", reason, sale.at + after)

    return found


def introduction(look: Look) -> Iterator[Candidate]:
    after = timedelta(days=look.rule.after)
    for sale in look.session.scalars(touchable.sales(look.window(after), ":adviser")):
        mate = adviser(look.session, look.store, sale.customer_id, look.now)
        if mate is None:
            return
        car, known = look.car(sale), adviser_met(look, sale.customer_id, mate.id)
        met = f"tell them that {mate.first_name}, whom they know, looks after it"
        new = f"does not know {mate.first_name} in service yet"
        reason = f"Bought the {car} {look.ago(sale.at)}; {met if known else new}."
        made = look.of_record(sale, f"sale:{sale.id}:adviser", reason, sale.at + after)
        yield replace(made, names=f"teammate:{mate.id}")


def adviser_met(look: Look, customer_id: int, adviser_id: int) -> bool:
    return adviser_id in look.session.scalars(crew.own_people(customer_id, SERVICE))


def anniversary(look: Look) -> Iterator[Candidate]:
    """The day itself, each year; those who have not heard from us for long come up as a gap instead."""
    for years, back in _sold_then(look):
        query = touchable.sales_in_touch if years in (1, 2) else None
        window = look.window(back + timedelta(days=look.rule.after))
        suffix = f":year:{years}"
        rows = query(window, suffix, look.now - QUIET) if query else touchable.sales(window, suffix)
        for sale in look.session.scalars(rows):
            reason = (
                f"{in_number(years).capitalize()} year{'s' if years > 1 else ''} with the {look.car(sale)}."
            )
            begins = sale.at + back + timedelta(days=look.rule.after)
            yield look.of_record(sale, f"sale:{sale.id}{suffix}", reason, begins)


def _sold_then(look: Look) -> list[tuple[int, timedelta]]:
    """The years whose day saw a sale, and how long ago that is; one light query spares the heavy ones."""
    spans = []
    for years in range(1, YEARS + 1):
        back = look.today - of_year(look.today, look.today.year - years)
        spans.append((years, back, look.window(back + timedelta(days=look.rule.after))))
    days = look.session.scalars(
        coming_up.sold_in(look.store.id, [(one.since, one.until) for _, _, one in spans])
    ).all()
    return [(years, back) for years, back, one in spans if any(one.since <= at <= one.until for at in days)]


def year_gap(look: Look) -> Iterator[Candidate]:
    for times in (1, 2):
        after = timedelta(days=look.rule.after * times)
        suffix = f":year:{times}"
        rows = touchable.sales_in_silence(look.window(after), suffix, look.now - QUIET)
        for sale in look.session.scalars(rows):
            reason = f"Bought the {look.car(sale)} {look.ago(sale.at)}; nobody wrote in the last six months."
            yield look.of_record(sale, f"sale:{sale.id}{suffix}", reason, sale.at + after)
