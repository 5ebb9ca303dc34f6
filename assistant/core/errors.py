"""Broken promises. Each message is a sentence that a person may read."""


class RightbackError(Exception):
    """Base of all our own exceptions."""


class IllegalTransition(RightbackError):
    """A state was asked to change in a way that its table does not allow."""


class MissingVariable(RightbackError):
    """A prompt was given other variables than it declares."""


class SettingsError(RightbackError):
    """Settings are wrong or missing; the message lists every mistake at once."""


class Unreachable(RightbackError):
    """The database does not answer; `mend` says what to do."""

    def __init__(self, found: str, mend: str) -> None:
        super().__init__(f"{found} Nothing was changed.\n  {mend}")
        self.found, self.mend = found, mend


class DrafterFailed(RightbackError):
    """A drafter could not give a usable proposal; the message says why, without customer text."""
