"""Trying a step: what both engines do with one job, whoever holds it."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from assistant.pipeline.services import Services
from assistant.pipeline.steps import Lane, Step
from assistant.settings import Settings

TRIES = 6
Run = Callable[[Services, int, datetime], None]
GaveUp = Callable[[Services, Step, int, str, datetime], None]
Sweep = Callable[[Services, datetime], int]

log = structlog.get_logger()


class Killed(Exception):
    """Every try of this job ended with the death of the process."""


@dataclass(frozen=True)
class Ended:
    """How a try ended: `error` is the kind of what went wrong, `again` when to try once more, if at all."""

    error: str = ""
    again: datetime | None = None


def seats(settings: Settings) -> Mapping[Lane, int]:
    """How many jobs of each lane run at once in one process."""
    filing = max(1, settings.workers // 2)
    return {
        Lane.FILING: filing,
        Lane.DESK: max(1, settings.workers - filing),
        Lane.SEND: settings.senders,
        Lane.MODEL: settings.model_at_once,
    }


@dataclass(frozen=True)
class Trying:
    """`steps` says what each step runs; `gave_up` is told at the last try, before the job is put aside."""

    services: Services
    steps: Mapping[Step, Run]
    gave_up: GaveUp

    def attempt(self, step: Step, subject_id: int, number: int) -> Ended:
        """Try number `number` (from 1). The log names ids and the kind of an error, never its words."""
        began = time.perf_counter()
        try:
            if number > TRIES:  # it took the whole process down with it, again and again
                raise Killed
            self.steps[step](self.services, subject_id, self.services.clock())
        except Exception as error:
            return self._failed(step, subject_id, type(error).__name__, number)
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        log.info("step", step=step.value, subject=subject_id, ms=milliseconds, attempt=number)
        return Ended()

    def _failed(self, step: Step, subject_id: int, error: str, number: int) -> Ended:
        now = self.services.clock()
        log.error("step.failed", step=step.value, subject=subject_id, error=error, attempt=number)
        if number < TRIES:
            return Ended(error, now + backoff(number))
        try:
            self.gave_up(self.services, step, subject_id, error, now)
        except Exception as worse:  # nobody can be told yet: from now on only that is tried
            log.error("step.untold", step=step.value, subject=subject_id, error=type(worse).__name__)
            return Ended(error, now + backoff(number))
        return Ended(error)


def backoff(attempt: int) -> timedelta:
    """After try number `attempt` (from 1): 2, 4, 8, 16, 32 … seconds, up to a quarter more by chance."""
    seconds = 2.0 ** min(attempt, 8)
    return timedelta(seconds=seconds * (1 + random.random() / 4))  # noqa: S311  # jitter, no secret
