"""What is done to a running system: parts killed, stopped, cut off; always bounded, always undone."""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from local.records import Record

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
KINDS = ("web", "worker", "relay")
HELD = (2.0, 12.0)
"""Seconds that a part stays stopped or cut off."""
REST = (4.0, 10.0)
"""Seconds between two faults, so that people get on in between."""


class Faults:
    """Does one fault after the other, chosen by a seed, until it is told to stop."""

    def __init__(self, system: dict[str, Any], seed: int) -> None:
        self._home = Path(system["home"])
        self._ports = {
            "rabbitmq": int(system["broker"]["url"].rpartition(":")[2].partition("/")[0]),
            "postgres": int(system["database_admin"].rpartition(":")[2].partition("/")[0]),
        }
        self._chance = random.Random(seed)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="faults")
        self.done: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(self._chance.uniform(*REST)):
            fault = self._chance.choice((self._kill, self._kill, self._stop, self._stop, self._cut_off))
            fault()

    def _victim(self) -> str:
        parts = [f"{service}-{kind}" for service in SERVICES for kind in KINDS]
        return self._chance.choice([*parts, *["rabbitmq", "postgres"] * 3])

    def _pid(self, name: str) -> int | None:
        record = Record.read(self._home / "pids" / f"{name}.json")
        return record.pid if record is not None and record.lives() else None

    def _kill(self) -> None:
        """End a part as a power cut does; the supervisor starts it again."""
        name = self._victim()
        if (pid := self._pid(name)) is not None:
            os.kill(pid, signal.SIGKILL)
            self.done[f"killed {name.rpartition('-')[2]}"] += 1

    def _stop(self) -> None:
        """Freeze a part: its sockets stay open and nobody answers."""
        name = self._victim()
        if (pid := self._pid(name)) is None:
            return
        frozen = family(pid)
        for one in frozen:
            _signal(one, signal.SIGSTOP)
        self.done[f"stopped {name.rpartition('-')[2]}"] += 1
        self._stopping.wait(self._chance.uniform(*HELD))
        for one in frozen:
            _signal(one, signal.SIGCONT)

    def _cut_off(self) -> None:
        """Drop every packet to the broker or the database: no answer and no refusal, as with a broken cable."""
        name = self._chance.choice(tuple(self._ports))
        with cut_off(self._ports[name]) as worked:
            if worked:
                self.done[f"cut off {name}"] += 1
                self._stopping.wait(self._chance.uniform(*HELD))


class cut_off:  # noqa: N801 - reads as a verb in `with cut_off(port)`
    """Drops what goes to a port of loopback, in a table of our own that is deleted afterwards."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._table = f"soak_{os.getpid()}_{port}"

    def __enter__(self) -> bool:
        chain = "{ type filter hook output priority 0; }"
        rule = f'add rule inet {self._table} out oifname "lo" tcp dport {self._port} drop'
        script = f"add table inet {self._table}\nadd chain inet {self._table} out {chain}\n{rule}\n"
        self._worked = _nft(script)
        return self._worked

    def __exit__(self, *_error: object) -> None:
        if self._worked:
            _nft(f"delete table inet {self._table}\n")


def _nft(script: str) -> bool:
    try:
        done = subprocess.run(["nft", "-f", "-"], input=script, text=True, capture_output=True, check=False)  # noqa: S607
    except FileNotFoundError:
        return False
    return done.returncode == 0


def family(pid: int) -> list[int]:
    """Return a process and its children: PostgreSQL and gunicorn are several."""
    import psutil

    try:
        parent = psutil.Process(pid)
        return [pid, *(child.pid for child in parent.children(recursive=True))]
    except psutil.NoSuchProcess:
        return []


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def for_minutes(minutes: float) -> Callable[[], bool]:
    """Return a function that says whether the time is not over yet."""
    end = time.monotonic() + minutes * 60
    return lambda: time.monotonic() < end
