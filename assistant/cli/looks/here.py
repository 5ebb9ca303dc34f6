"""What lies on this machine: secrets, prompts, time zones, backups."""

import json
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from assistant.cli.looks import Look
from assistant.core.ports import Now
from assistant.prompts import SHIPPED, Prompts
from assistant.settings import Settings
from assistant.tools import phrases, tokens
from assistant.tools.keymark import NAME, mark_of

OLD = timedelta(days=2)
LAST = "last-backup.json"
QUESTION = "Is the blue van still here?"


def secrets(settings: Settings, _now: Now) -> Iterator[Look]:
    kept = settings.data / NAME
    if settings.secret_key.get_secret_value():
        yield Look("Key", "ok", "from RIGHTBACK_SECRET_KEY")
    elif kept.exists():
        yield from _private("Key", kept)
        if not kept.read_bytes():
            yield Look("Key", "broken", f"{kept} is empty", "Bring it back from where you keep it apart.")
    else:
        yield Look("Key", "note", "none yet", "`rightback up` makes one beside the data.")
    if Path(".env").exists():
        yield from _private("Settings file", Path(".env").absolute())


def _private(what: str, path: Path) -> Iterator[Look]:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Look(what, "broken", f"{path} can be read by others", f"chmod 600 {path}")
    else:
        yield Look(what, "ok", f"{path}, readable by its owner only")


def prompts(settings: Settings, _now: Now) -> Iterator[Look]:
    found = Prompts(settings.prompts)
    broken = []
    for name in found.names():
        try:
            found.get(name)
        except Exception as error:
            broken.append(f"{name}: {type(error).__name__}: {error}")
    for sentence in broken:
        yield Look("Prompts", "broken", sentence, "Mend the file, or take it away: the shipped one is used.")
    phrases.load(found)
    if not broken:
        yield Look("Prompts", "ok", f"{len(found.names())} readable")
    own = settings.prompts
    if own is not None and not own.is_dir():
        yield Look("Prompts", "broken", f"RIGHTBACK_PROMPTS names {own}, which is no folder", "Make it.")
    elif own is not None:
        files = [file for file in own.rglob("*") if file.is_file()]
        unknown = [str(f.relative_to(own)) for f in files if not (SHIPPED / f.relative_to(own)).exists()]
        if unknown:
            yield Look(
                "Prompts", "note", f"replace nothing shipped: {', '.join(unknown[:5])}", "A typing error?"
            )


def zones(_settings: Settings, _now: Now) -> Iterator[Look]:
    if not available_timezones():
        yield Look("Time zones", "broken", "no data", "Install tzdata (apt-get install tzdata).")
        return
    try:
        source = f"tzdata {version('tzdata')}"
    except PackageNotFoundError:
        source = "the system's"
    summer = ZoneInfo("America/New_York").utcoffset(datetime(2026, 7, 1))
    winter = ZoneInfo("America/New_York").utcoffset(datetime(2026, 12, 1))
    how = "ok" if summer != winter else "broken"
    yield Look("Time zones", how, f"{len(available_timezones())} known, {source}")


def token_counter(_settings: Settings, _now: Now) -> Iterator[Look]:
    yield Look("Token counter", "ok", f"works offline ({tokens.Tokens().count(QUESTION)} tokens)")


def backups(settings: Settings, now: Now) -> Iterator[Look]:
    mend = "`rightback backup FILE`, every night, and the file to another machine."
    try:
        last = json.loads((settings.data / LAST).read_text())
        age = now() - datetime.fromisoformat(last["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        yield Look("Backup", "note", "none that this machine knows of", mend)
        return
    hours = age.total_seconds() / 3600
    there = "" if Path(last["file"]).exists() else ", moved away since"
    found = f"{hours:.0f} hours ago, {last['rows']} rows: {last['file']}{there}"
    yield Look("Backup", "note" if age > OLD else "ok", found, mend if age > OLD else "")
    if last.get("key") and last["key"] != mark_of(settings.secret_key.get_secret_value(), settings.data):
        found = "the key changed since the last backup: what the old one sealed cannot be opened"
        yield Look("Key", "broken", found, "Bring back the old RIGHTBACK_SECRET_KEY or form-key.")


def metrics(settings: Settings, _now: Now) -> Iterator[Look]:
    if settings.metrics_token.get_secret_value():
        yield Look("Metrics", "ok", "/metrics answers to the token")
    else:
        yield Look("Metrics", "note", "/metrics is closed", "Set RIGHTBACK_METRICS_TOKEN to open it.")
