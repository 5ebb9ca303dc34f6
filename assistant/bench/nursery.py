"""Processes that start at once: a parent that has imported everything forks them, one line of JSON each.

Run as `python -m assistant.bench.nursery`: reads `{"name", "argv", "environment", "log"}` a line, answers
with the child's process id once it leads a process group of its own: one kill ends all of it. When the
lines end, whoever is left is killed: no child outlives the bench, however that ended.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

LOADED = (
    "assistant.cli.worker_command",
    "assistant.cli.serving",
    "assistant.wiring",
    "assistant.web.app",
    "assistant.engine.procrastinate",
    "assistant.live.postgresql",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "lxml.etree",
)


def main() -> None:
    for name in LOADED:
        import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    children = []
    for line in sys.stdin:
        children.append(_born(json.loads(line)))
        print(children[-1], flush=True)  # noqa: T201  # the answer
    for child in children:
        _end(child)


def _born(order: dict[str, object]) -> int:
    """The child's id, which is its group's: a kill that comes at once finds the group."""
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(hears)
        os.close(tells)
        _live(order)
    os.close(tells)
    os.read(hears, 1)  # nothing comes: it ends when the child closes its own
    os.close(hears)
    return child


def _end(child: int) -> None:
    with suppress(ChildProcessError, ProcessLookupError):
        os.waitpid(child, os.WNOHANG)  # whether the number is still our child's
        os.killpg(child, signal.SIGKILL)


def _live(order: dict[str, object]) -> None:
    """As a process of its own would begin: log, environment, arguments."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(str(order["log"])).open("ab") as log, Path("/dev/null").open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    sys.argv = list(order["argv"])  # type: ignore[call-overload]
    if sys.argv[0] == "gunicorn":
        import_module("gunicorn.app.wsgiapp").run()
    else:
        import_module("assistant.cli").main()
    os._exit(0)


if __name__ == "__main__":
    main()
