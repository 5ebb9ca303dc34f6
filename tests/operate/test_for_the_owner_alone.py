"""What the commands make is readable by the user who runs them, and by nobody else of that machine."""

import os
import stat
import subprocess
import sys

import pytest

from assistant.bench.server import Server

OPEN = 0o022  # the umask that most systems give
MAIN = "import os; os.umask(0o022); from assistant.cli import main; main()"


@pytest.fixture
def run(tmp_path):
    def run(*words):
        done = subprocess.run([sys.executable, "-c", MAIN, *words], cwd=tmp_path, capture_output=True)
        assert done.returncode == 0, done.stderr

    return run


def open_to_others(folder):
    found = [folder, *folder.rglob("*")]
    assert len(found) > 1
    return {path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077}


def test_data_backups_and_what_is_restored(run, tmp_path):
    first, second, file = tmp_path / "first", tmp_path / "second", tmp_path / "all.zip"
    run("sample", "--data", str(first))
    run("backup", str(file), "--data", str(first))
    run("restore", str(file), "--data", str(second))
    assert open_to_others(first) == open_to_others(second) == set()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_a_server_makes_however_it_was_started(tmp_path):
    before, server = os.umask(OPEN), Server(tmp_path)
    try:
        server.start()
        server.stop()
    finally:
        os.umask(before)
    assert open_to_others(tmp_path) <= {"server.log"}, "the log is the test's own"
