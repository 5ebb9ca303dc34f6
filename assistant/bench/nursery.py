"""Processes that start at once: a parent that has imported everything forks them, one line of JSON each.

Run as `python -m assistant.bench.nursery`: reads `{"name", "argv", "environment", "log"}` a line, answers
with the child's process id. A child leads a process group of its own, so that one kill ends all of it.
"""

import json
import os
import signal
import sys
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
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(order)
        print(child, flush=True)  # noqa: T201  # the answer


def _live(order: dict[str, object]) -> None:
    """As a process of its own would begin: session, log, environment, arguments."""
    os.setsid()
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
