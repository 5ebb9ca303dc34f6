"""The gateway without a network: each approved mail becomes one .eml file in a folder."""

import os
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path

from assistant.core.message import OutboundMessage
from assistant.core.outcome import Accepted, Deferred, Outcome
from assistant.core.ports import Now
from assistant.gateways.mail import mail


class FolderGateway:
    """A file is named by its Message-ID, so that the same message can never stand there twice."""

    def __init__(self, folder: Path, now: Now) -> None:
        self.folder, self.now = folder, now

    def send(self, message: OutboundMessage) -> Outcome:
        made = mail(message)
        made["Date"] = format_datetime(self.now())
        path = self._path(message.message_id)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, made.as_bytes())
        except OSError as error:
            return Deferred(f"The folder {self.folder} cannot be written: {error.strerror}.")
        return Accepted(path.name)

    def sent(self, message_id: str) -> bool | None:
        return self._path(message_id).exists()

    def newest(self) -> list[tuple[datetime, Path]]:
        """The files with their times, oldest first."""
        files = self.folder.glob("*.eml")
        found = [(datetime.fromtimestamp(f.stat().st_mtime).astimezone(), f) for f in files]
        return sorted(found)

    def _path(self, message_id: str) -> Path:
        return self.folder / f"{sha256(message_id.encode()).hexdigest()[:24]}.eml"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: written beside, synced, renamed."""
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
