"""How a database's errors are told: no row's values in them, and what to do where it cannot be reached."""

from sqlalchemy import Engine, ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError

from assistant.core.errors import Unreachable

MENDS = {  # what the server or its library says, and what a person does then; else the last
    "unable to open": "Let this user read and write the file and its folder.",
    "not a database": "Put that file aside, and restore a backup into a new folder.",
    "authentication failed": "Correct user and password in RIGHTBACK_DATABASE.",
    "no password supplied": "Put the user's password into RIGHTBACK_DATABASE.",
    "pg_hba.conf": "Let the server's pg_hba.conf admit this user from this machine.",
    "role ": "Correct the user in RIGHTBACK_DATABASE, or make it: createuser.",
    "database ": "Correct the name in RIGHTBACK_DATABASE, or make the database: createdb.",
    "too many": "Raise the server's max_connections, or run fewer web and worker processes.",
    "": "See that the server runs and that user, host, port and name in RIGHTBACK_DATABASE are right.",
}


def say_no_values(context: ExceptionContext) -> None:
    """PostgreSQL's details quote the row that failed; an error keeps to its first sentence.

    A failure without details is the connection's: it names host, user and database, and nobody's words.
    """
    original, told = context.original_exception, context.sqlalchemy_exception
    diagnosis = getattr(original, "diag", None)
    if diagnosis is None or told is None:
        return
    words = diagnosis.message_primary
    if words is None and isinstance(told, OperationalError):
        words = _first_line(original)
    short = f"{type(original).__name__}: {words}" if words else type(original).__name__
    original.args = (short,)
    told.args = (short,)


def reached(engine: Engine) -> Engine:
    """The engine, once it has answered; Unreachable says why it did not."""
    try:
        engine.connect().close()
    except (DBAPIError, OSError) as error:
        engine.dispose()
        reason = _first_line(getattr(error, "orig", None) or error)
        if engine.url.password:
            reason = reason.replace(str(engine.url.password), "***")
        mend = next(mend for words, mend in MENDS.items() if words in reason)
        raise Unreachable(f"The database cannot be reached: {reason}.", mend) from None
    return engine


def _first_line(error: BaseException) -> str:
    words = str(error).splitlines() or [type(error).__name__]
    return words[0].removeprefix("OperationalError: ").removeprefix("connection failed: ").rstrip(".")
