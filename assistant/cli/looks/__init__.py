"""What `rightback doctor` looks at: one family a file; none of them changes anything."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """`state` is ok, note (works, but) or broken; `mend` says what to do."""

    what: str
    state: str
    found: str
    mend: str = ""
