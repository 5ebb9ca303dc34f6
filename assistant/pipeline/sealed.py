"""What an older program kept in plain words is sealed when a newer one starts."""

from assistant.records import Inbox, Sessions
from assistant.tools.sealing import Sealer


def seal_tokens(sessions: Sessions, safe: Sealer) -> int:
    """Tokens of inboxes that an older program kept as they are: migrations have no key; how many."""
    with sessions() as session:
        if session.scalars(Inbox.plain().limit(1)).first() is None:
            return 0
    with sessions.begin() as session:
        waiting = session.scalars(Inbox.plain().with_for_update()).all()
        for inbox in waiting:
            inbox.answers_to(str(inbox.token_plain), safe.seal)
        return len(waiting)
