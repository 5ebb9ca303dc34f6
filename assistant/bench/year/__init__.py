"""`rightback bench year`: a store through a year on a clock that is moved; what must hold is looked at."""

from assistant.bench.year.running import run

__all__ = ["run"]
