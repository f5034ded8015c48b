"""One supervised program: started in its own process group, probed until ready, stopped by id."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

from local.home import Home
from local.records import Record

_LOG_LIMIT = 20_000_000


class NotReady(RuntimeError):
    """A program ended or did not answer before its deadline; the message names its log."""


class Stopped(RuntimeError):
    """Somebody asked to stop while something was still being waited for."""


@dataclass(frozen=True)
class Launch:
    """What to execute, in which folder, with which variables on top of the inherited ones."""

    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


class Program(ABC):
    """A program of a home. A subclass says how it is prepared, launched and known to be ready."""

    name: str
    stage: str = "backing"  # programs of one stage are stopped together
    deadline: float = 60.0
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 15.0

    def __init__(self, home: Home) -> None:
        self.home = home
        self._child: subprocess.Popen[bytes] | None = None

    # What a subclass says.

    def prepare(self) -> None:  # noqa: B027 - most programs have nothing to prepare
        """Write configuration and make folders; called before every start, so it must be repeatable."""

    @abstractmethod
    def launch(self) -> Launch:
        """Return what to execute."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Tell whether the program does its work; must return quickly."""

    def after_ready(self) -> None:  # noqa: B027 - the same
        """Set up what can only be set up in the running program; must be repeatable."""

    # What everybody uses.

    @property
    def log(self) -> Path:
        """Where the program's output goes."""
        return self.home.directory("logs") / f"{self.name}.log"

    @property
    def record_file(self) -> Path:
        """Where the program's process id is remembered."""
        return self.home.path("pids", f"{self.name}.json")

    def start(self) -> Self:
        """Start the program without waiting for it; what a crashed run left behind is stopped first."""
        if self._child is not None and self._child.poll() is None:
            return self
        self.end()
        self.prepare()
        launch = self.launch()
        with self._open_log() as log:
            self._child = subprocess.Popen(
                launch.command,
                env={**clean_environment(), **launch.environment},
                cwd=launch.folder or self.home.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal goes to the supervisor alone, which then stops all in order.
                start_new_session=True,
            )
        with contextlib.suppress(Exception):  # it may have ended at once: wait() tells with its log
            Record.of(self._child.pid).write(self.record_file)
        return self

    def wait(self, deadline: float | None = None, stopping: threading.Event | None = None) -> Self:
        """Wait until the program is ready.

        Raises:
            NotReady: if it ends, or does not answer within `deadline` seconds.
            Stopped: if `stopping` is set meanwhile.
        """
        seconds = deadline or self.deadline
        stopping = stopping or threading.Event()
        until = time.monotonic() + seconds
        while True:
            if self._child is not None and self._child.poll() is not None:
                raise NotReady(f"{self.name} ended with code {self._child.returncode}; its last words in {self.log}")
            if self.is_ready():
                self.after_ready()
                return self
            if time.monotonic() > until:
                raise NotReady(f"{self.name} is not ready after {seconds:.0f} s; see {self.log}")
            if stopping.wait(0.1):
                raise Stopped(f"{self.name} was still starting")

    def exit_code(self) -> int | None:
        """Return how the program ended, or `None` while it runs."""
        return self._child.poll() if self._child is not None else None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._child.pid if self._child is not None and self._child.poll() is None else None

    def stop(self) -> bool:
        """Stop the program (and what a subclass started with it)."""
        return self.end()

    def end(self) -> bool:
        """End this very program, also one that an earlier run left behind; tell whether there was one."""
        record = Record.read(self.record_file)
        stopped = record.stop(self.stop_signal, self.grace) if record is not None else False
        if self._child is not None:
            self._child.wait(timeout=10)
            self._child = None
        self.record_file.unlink(missing_ok=True)
        return stopped

    def __enter__(self) -> Self:
        try:
            return self.start().wait()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def _open_log(self) -> IO[bytes]:
        # One old log is kept: a demo that runs for weeks must not fill the disk by restarts.
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.open("ab")


def clean_environment() -> dict[str, str]:
    """Return the environment without what would let a program use somebody else's database, broker or proxy."""
    unwanted = ("PG", "RABBITMQ_", "ERL_", "OTEL_")
    exact = {"DATABASE_URL", "BROKER_URL", "PYTHONPATH", "NODE_OPTIONS", "http_proxy", "HTTP_PROXY"}
    return {k: v for k, v in os.environ.items() if not k.startswith(unwanted) and k not in exact}
