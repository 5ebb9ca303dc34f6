"""`rightback bench hostile`: what long texts cost that are made to cost much (OWASP: ReDoS)."""

import time
from collections.abc import Callable
from math import log
from typing import Any

from assistant.bench.asked import sample_services, waiting
from assistant.channels import email
from assistant.core.draft import Author, Proposal
from assistant.core.inquiry import Turn
from assistant.pipeline.check import reviewed

MAIL = b"From: MAILER-DAEMON@a.example\nReturn-Path: <>\nSubject: failure notice\n\n"
PAGE = b"From: a@b.example\nContent-Type: text/html\n\n<div>"
UNITS = (
    *("a", "A.", "[", "(", '"', "<", "@a", "a@", "\n- ", "\n> ", "> ", "1 ", "1-", "11/", "$1,", "$1 "),
    *("1:00 ", "9 to ", "Mon ", "Mr. ", "not ", "no, ", "thirty ", "http://a.", "I will ", "i'll call "),
    *(
        "From: a",
        "On word ",
        "Le lun a ",
        "wrote: ",
        "a: <b@c.d>\n",
        "> a\n",
        "--",
        "---\n",
        "550 5.1.1 ",
        "sent ",
    ),
    *("is the a ", "still here? ", "free of ", "ignore all ", "to Ann Lee ", "&nbsp;", "\u200b", "\n\n"),
)
SHORT, LONG = 4_000, 16_000  # characters; a letter of 16,000 is ten pages


def run(shown: int = 8) -> dict[str, Any]:
    """The dearest texts: processor time at 16,000 characters, and the power of the length by which the cost
    grows (1: as the text, 2: as its square). Target: no power above 1.5."""
    with sample_services() as services:
        one = waiting(services)[0]

        def checks(text: str) -> None:
            reviewed(services, Proposal(text, Author.MODEL), one.inquiry, one.context)

        def understand(text: str) -> None:
            services.reader.read(Turn(text=text, at=services.clock()))

        def mail(text: str) -> None:
            email.read(MAIL + text.encode())

        def page(text: str) -> None:
            email.read(PAGE + text.replace("\n", "<br>").encode())

        found: dict[str, Any] = {}
        for work in (checks, understand, mail, page):
            work("What is loaded once.")
            rows = sorted(((*_growth(work, unit), unit) for unit in UNITS), reverse=True)
            found[f"{work.__name__}, highest power"] = round(max(power for _, power, _ in rows), 2)
            for cost, power, unit in rows[:shown]:
                found[f"{work.__name__} {unit!r}"] = f"{cost * 1000:.0f} ms, power {power:.2f}"
    return found


def _growth(work: Callable[[str], None], unit: str) -> tuple[float, float]:
    short, long = (_cost(work, (unit * size)[:size]) for size in (SHORT, LONG))
    return long, log(long / short) / log(LONG / SHORT)


def _cost(work: Callable[[str], None], text: str) -> float:
    """Seconds of processor time, the least of three, each on a text of its own."""
    costs = []
    for number in range(3):
        began = time.process_time()
        work(f"{number} {text}")
        costs.append(time.process_time() - began)
    return max(min(costs), 1e-4)
