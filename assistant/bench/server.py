"""A real server process of our own, on a free port and a folder of its own, to be measured or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from assistant.web.server import gunicorn_arguments

READY_SECONDS = 60.0


@dataclass
class Server:
    """gunicorn as `rightback up` starts it (`pages`: as `rightback web` does); one process group."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    app: str = "app"
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Seconds until the first page answered."""
        self.port = self.port or free_port()
        began = time.perf_counter()
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    *gunicorn_arguments("127.0.0.1", self.port, self.app, workers=1),
                ],
                env={**os.environ, **self._environment()},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while time.perf_counter() - began < READY_SECONDS:
            try:
                if requests.get(f"{self.url}/healthz", timeout=2).ok:
                    return time.perf_counter() - began
            except requests.RequestException:
                time.sleep(0.02)
            if self.process.poll() is not None:
                break
        raise RuntimeError(f"the server did not start; see {self.data / 'server.log'}")

    def kill(self) -> None:
        """As a power cut does: SIGKILL to master and worker, nothing is said goodbye to."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """SIGTERM: finishes what runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def memory(self) -> float:
        """MB that the processes hold by themselves: shared pages counted by share (PSS), else resident."""
        assert self.process is not None
        found = subprocess.run(  # noqa: S603
            ["ps", "-o", "pid=", "-g", str(self.process.pid)],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        return sum(_memory(int(pid)) for pid in found.stdout.split()) / 1024

    def _environment(self) -> dict[str, str]:
        return {"RIGHTBACK_DATA": str(self.data), "RIGHTBACK_LOG_LEVEL": "warning", **self.environment}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _memory(pid: int) -> int:
    """Kilobytes of one process."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
