"""Which folder is which: by what the server says (RFC 6154), else by the names that mail programs give."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.collecting import FolderRole

FLAGS = {FolderRole.JUNK: "\\junk", FolderRole.SENT: "\\sent"}
UNREADABLE = {"\\noselect", "\\nonexistent"}
NAMES = {
    FolderRole.JUNK: (
        *("junk", "spam", "junk e-mail", "junk email", "junk mail", "bulk mail", "bulk", "quarantine"),
        *("correo no deseado", "no deseado", "courrier indésirable", "indésirables", "posta indesiderata"),
        *("junk-e-mail", "spamverdacht", "unerwünscht", "lixo eletrônico", "ongewenste e-mail"),
    ),
    FolderRole.SENT: (
        *("sent", "sent items", "sent messages", "sent mail", "sent-mail", "outbox/sent"),
        *("enviados", "elementos enviados", "éléments envoyés", "envoyés", "posta inviata", "inviata"),
        *("gesendet", "gesendete elemente", "gesendete objekte", "itens enviados", "verzonden items"),
    ),
}


@dataclass(frozen=True)
class Listed:
    """As LIST tells it; flags in lower case."""

    flags: frozenset[str]
    name: str
    delimiter: str

    @property
    def last(self) -> str:
        """ "INBOX.Sent", "[Gmail]/Sent Mail": what stands behind the prefix."""
        name = self.name.rpartition(self.delimiter)[2] if self.delimiter else self.name
        return name.strip().lower()


def roles(listed: Iterable[Listed]) -> dict[FolderRole, str]:
    """INBOX is always there, under whatever case (RFC 3501 section 5.1)."""
    readable = [one for one in listed if not one.flags & UNREADABLE]
    found = {FolderRole.INBOX: "INBOX"}
    for role in (FolderRole.JUNK, FolderRole.SENT):
        said = [one for one in readable if FLAGS[role] in one.flags]
        named = [one for name in NAMES[role] for one in readable if one.last == name]
        chosen = next((one for one in [*said, *named] if one.name.upper() != "INBOX"), None)
        if chosen is not None and chosen.name not in found.values():
            found[role] = chosen.name
    return found
