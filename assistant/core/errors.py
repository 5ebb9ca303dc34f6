"""Broken promises. Each message is a sentence that a person may read."""


class RightbackError(Exception):
    """Base of all our own exceptions."""


class IllegalTransition(RightbackError):
    """A state was asked to change in a way that its table does not allow."""


class MissingVariable(RightbackError):
    """A prompt was given other variables than it declares."""


class SettingsError(RightbackError):
    """Settings are wrong or missing; the message lists every mistake at once."""


class DrafterFailed(RightbackError):
    """A drafter could not give a usable proposal; the message says why, without customer text."""
