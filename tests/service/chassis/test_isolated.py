"""A function in a process of its own: it ends with whoever asked for it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.jobs.isolated import IsolatedFailure, isolated
from chassis.testing.waiting import until
from local.home import ROOT

ASKS = "from chassis.jobs.isolated import isolated; isolated('tests.service.chassis.test_isolated:lingers')({!r})"


def lingers(note: str) -> None:
    """Write down who we are and stay."""
    Path(note).write_text(str(os.getpid()), encoding="ascii")
    signal.pause()


def runs(pid: int) -> bool:
    """Say whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_who_asks_gets_the_result() -> None:
    assert isolated("operator:add")(1, 2) == 3


def test_a_failure_is_told_without_what_was_given() -> None:
    with pytest.raises(IsolatedFailure, match="ValueError") as failed:
        isolated("uuid:UUID")("geheim")
    assert "geheim" not in str(failed.value)


def test_it_ends_when_whoever_asked_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    asks = subprocess.Popen([sys.executable, "-c", ASKS.format(str(note))], cwd=ROOT)
    until(lambda: note.exists() and note.read_text(encoding="ascii"), "it runs")
    pid = int(note.read_text(encoding="ascii"))
    assert runs(pid)
    asks.kill()
    asks.wait()
    until(lambda: not runs(pid), "it is gone")
