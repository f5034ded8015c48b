"""The whole system in a home of its own, and what the kernel knows of its processes."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.booking.cpu import of_process
from local.home import ROOT, Home
from local.records import Record
from local.service_list import SERVICES

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class System:
    """One home; the system in it may run or not."""

    folder: Path

    def start(self) -> float:
        """Start everything and return the seconds until it is ready."""
        begun = time.monotonic()
        self._local("demo", "--detach", "--home", str(self.folder))
        return time.monotonic() - begun

    def stop(self) -> None:
        """Stop everything."""
        self._local("stop", "--home", str(self.folder))

    @property
    def endpoints(self) -> dict[str, Any]:
        """The addresses of the running system."""
        found: dict[str, Any] = json.loads(Home(self.folder).path("endpoints.json").read_text(encoding="utf-8"))
        return found

    def processes(self) -> list[tuple[str, psutil.Process]]:
        """Return every process with the name of the program it belongs to."""
        records = ((file.stem, Record.read(file)) for file in (self.folder / "pids").glob("*.json"))
        return [(name, process) for name, record in records if record for process in record.members()]

    def megabytes(self) -> Counter[str]:
        """Return the proportional set size (PSS) by program, in MB: shared pages count once over all."""
        found: Counter[str] = Counter()
        for name, process in self.processes():
            found[name] += process.memory_full_info().pss / MEGABYTE
        return found

    def cpu_ms(self) -> Counter[str]:
        """Return the milliseconds of CPU that each service, and everything else together, has used."""
        found: Counter[str] = Counter()
        for name, process in self.processes():
            service = next((service for service in SERVICES if name.startswith(service)), name)
            found[service] += of_process(process.pid) / 1_000_000
        return found

    def _local(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "local", *arguments]
        subprocess.run(command, cwd=ROOT, check=True, timeout=600, stdout=subprocess.DEVNULL)
