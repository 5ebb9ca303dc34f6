"""Broken promises. Each message is a sentence that a person may read."""


class RightbackError(Exception):
    """Base of all our own exceptions."""


class IllegalTransition(RightbackError):
    """A state was asked to change in a way that its table does not allow."""


class MissingVariable(RightbackError):
    """A prompt was given other variables than it declares."""


class SettingsError(RightbackError):
    """Settings are wrong or missing; the message lists every mistake at once."""


class StaleThread(RightbackError):
    """A newer message arrived than the approver's page had shown."""


class Blocked(RightbackError):
    """A blocking finding stands and nobody gave a reason to overrule it."""


class DrafterFailed(RightbackError):
    """A drafter could not give a usable proposal; the message says why, without customer text."""
