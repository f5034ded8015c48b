"""What happens before the services start: migrations and the towns' catalogues, skipped where nothing changed."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from local.home import ROOT, Home, replace_text
from local.process import Stopped, clean_environment
from local.progress import Progress
from local.tenants import Town

_DEADLINE = 180


class PreparationFailed(RuntimeError):
    """A command of a service failed; the message holds its last lines and names its log."""


class Preparation:
    """Prepares services, and remembers for which state of their code, database and broker that was done."""

    def __init__(self, home: Home, progress: Progress, server: str, stopping: threading.Event) -> None:
        self._home, self._progress = home, progress
        self._server = server  # another database server or broker means: all over again
        self._stopping = stopping
        self._lock = threading.Lock()  # services are prepared in parallel
        self._stamps = home.path("prepared.json")

    def prepare(self, service: str, variables: dict[str, str], towns: list[Town]) -> None:
        """Migrate a service and give it the towns' catalogues.

        Raises:
            PreparationFailed: with what the service said.
        """
        code = fingerprint(_code_of(service), self._server)
        if self._is_new(f"{service} migrate", code):
            self._run(service, ["migrate"], variables, f"{service} migrate")
            self._keep(f"{service} migrate", code)
        for town in towns:
            label = f"{service} catalogue {town.key}"
            state = fingerprint([town.catalogue], code)
            if town.catalogue.exists() and self._is_new(label, state):
                self._run(service, ["catalogue", "import", str(town.catalogue)], variables, label)
                self._keep(label, state)

    def _run(self, service: str, arguments: list[str], variables: dict[str, str], label: str) -> None:
        begin = time.monotonic()
        log = self._home.directory("logs") / f"{service}-{arguments[0]}.log"
        port = str(self._home.port(f"{service}-{arguments[0]}"))
        with log.open("ab") as out:
            command = subprocess.Popen(
                [sys.executable, "-m", service, *arguments],
                env={**clean_environment(), **variables, "PORT": port},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while command.poll() is None:
            if self._stopping.wait(0.1) or time.monotonic() > begin + _DEADLINE:
                command.kill()
                command.wait()
                if self._stopping.is_set():
                    raise Stopped(f"{label} was still running")
                raise PreparationFailed(f"{label} was not done after {_DEADLINE} s; see {log}")
        if command.returncode != 0:
            raise PreparationFailed(f"{label} ended with code {command.returncode}; see {log}\n{last_lines(log)}")
        self._progress.done(label, time.monotonic() - begin)

    def _is_new(self, label: str, state: str) -> bool:
        return self._read().get(label) != state

    def _keep(self, label: str, state: str) -> None:
        with self._lock:
            replace_text(self._stamps, json.dumps({**self._read(), label: state}, indent=1))

    def _read(self) -> dict[str, str]:
        try:
            stamps: dict[str, str] = json.loads(self._stamps.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return stamps


def _code_of(service: str) -> Iterator[Path]:
    for folder in (ROOT / "libs" / "contracts", ROOT / "libs" / "chassis", ROOT / "services" / service):
        yield from (file for file in folder.rglob("*.py") if "node_modules" not in file.parts)


def fingerprint(files: Iterator[Path] | list[Path], *more: str) -> str:
    """Return a digest of the contents of files."""
    digest = hashlib.sha256("|".join(more).encode())
    for file in sorted(files):
        if file.exists():
            digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def last_lines(log: Path, count: int = 8) -> str:
    """Return the end of a log, indented."""
    lines = log.read_text(encoding="utf-8", errors="replace").rstrip().splitlines()[-count:]
    return "\n".join(f"      {line[:300]}" for line in lines)
