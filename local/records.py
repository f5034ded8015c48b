"""Remembers which processes a home has started, so that exactly those can be stopped after a crash."""

import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from local.home import replace_text

_SAME = 0.05  # seconds by which two readings of one start time may differ


@dataclass(frozen=True)
class Record:
    """One started process: its id alone could meanwhile be somebody else's, with its start time it cannot."""

    pid: int
    started: float
    command: list[str]

    @classmethod
    def of(cls, pid: int) -> "Record":
        """Record a process that has just been started."""
        process = psutil.Process(pid)
        return cls(pid, process.create_time(), process.cmdline())

    @classmethod
    def read(cls, file: Path) -> "Record | None":
        """Read a record; one that is missing or was half written counts as none."""
        try:
            return cls(**json.loads(file.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write(self, file: Path) -> None:
        """Keep this record in a file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_text(file, json.dumps(asdict(self)))

    def lives(self) -> bool:
        """Tell whether the very process of this record still runs."""
        try:
            process = psutil.Process(self.pid)
            return bool(abs(process.create_time() - self.started) < _SAME) and _runs(process)
        except psutil.NoSuchProcess:
            return False

    def members(self) -> list[psutil.Process]:
        """Return what lives of the process group that this process led (a killed nginx leaves its workers)."""
        found = []
        for process in psutil.process_iter():
            try:
                if (
                    os.getpgid(process.pid) == self.pid
                    and process.create_time() >= self.started - _SAME
                    and _runs(process)
                ):
                    found.append(process)
            except (psutil.NoSuchProcess, ProcessLookupError):
                continue
        return found

    def stop(self, how: signal.Signals = signal.SIGTERM, grace: float = 15.0) -> bool:
        """Stop the process and its group, politely first; tell whether there was anything to stop."""
        alive = self.members()
        if not alive:
            return False
        if self.lives():
            os.kill(self.pid, how)
        else:
            _signal(alive, signal.SIGTERM)
        deadline = time.monotonic() + grace
        while (alive := self.members()) and time.monotonic() < deadline:
            psutil.wait_procs(alive, timeout=0.2)
        _signal(alive, signal.SIGKILL)
        psutil.wait_procs(alive, timeout=5)
        return True


def _runs(process: psutil.Process) -> bool:
    return bool(process.status() != psutil.STATUS_ZOMBIE)


def _signal(processes: list[psutil.Process], how: signal.Signals) -> None:
    for process in processes:
        try:
            process.send_signal(how)
        except psutil.NoSuchProcess:
            continue
