"""What tests may look at and break behind the pages: databases, processes, spans."""

import os
import signal
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2
import requests

from chassis.testing.waiting import until
from local.records import Record

BACK = 90


class Inside:
    """A running system, seen by those who run it."""

    def __init__(self, system: dict[str, Any]) -> None:
        self._system = system

    def ask(self, service: str, sql: str, *values: object) -> list[Any]:
        """Return the first column of a query, asked as the role that owns the tables."""
        with psycopg2.connect(self._system["databases"][service]["migration"]) as connection:
            cursor = connection.cursor()
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]

    def kill(self, names: Iterable[str]) -> None:
        """End processes at once, as a power cut does, each by its recorded id."""
        for name in names:
            record = self._record(name)
            assert record is not None, name
            assert record.lives(), name
            os.kill(record.pid, signal.SIGKILL)
            until(partial(_is_gone, record), f"{name} is gone")

    def wait_until_back(self, names: Iterable[str]) -> None:
        """Wait until killed processes have been started again and are ready."""
        for name in names:
            until(partial(self._ready, name), f"{name} is back", BACK)

    def spans(self) -> list[dict[str, Any]]:
        """Return the spans that have arrived."""
        return list(requests.get(self._system["traces"]["url"], timeout=20).json())

    def told(self) -> dict[str, str]:
        """Return everything that an operator sees of the system: logs, spans, figures."""
        processes = self._system["processes"]
        seen = {name: Path(p["log"]).read_text(encoding="utf-8", errors="replace") for name, p in processes.items()}
        seen |= {f"figures of {name}": requests.get(p["metrics"], timeout=10).text for name, p in processes.items()}
        return seen | {"spans": str(self.spans())}

    def _record(self, name: str) -> Record | None:
        return Record.read(Path(self._system["home"]) / "pids" / f"{name}.json")

    def _ready(self, name: str) -> bool:
        record = self._record(name)
        if record is None or not record.lives():
            return False
        process = self._system["processes"].get(name)
        try:
            return process is None or requests.get(f"{process['url']}/readyz", timeout=2).ok
        except requests.RequestException:
            return False


def found(marks: Iterable[str], seen: dict[str, str]) -> list[tuple[str, str]]:
    """Return where one of the marks stands, in capitals or not, and which."""
    small = {where: text.casefold() for where, text in seen.items()}
    return [(where, mark) for mark in marks for where, text in small.items() if mark.casefold() in text]


def _is_gone(record: Record) -> bool:
    return not record.lives()
