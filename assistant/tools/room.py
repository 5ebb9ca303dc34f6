"""Room on the disk: with too little of it mail is refused, so that nothing is lost."""

import shutil
from pathlib import Path

TOO_LITTLE = 100_000_000  # bytes


def free(where: Path) -> int:
    """Bytes that are free beside this file or in this folder."""
    return shutil.disk_usage(where).free


def too_little(where: Path) -> bool:
    return free(where) < TOO_LITTLE
