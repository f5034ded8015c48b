"""Finds and stops what a killed run left behind, by recorded process id and start time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local.home import Home
from local.records import Record

# Services first, then what they rest on, the broker's name service at the very end.
_LATE = (("postgres", "rabbitmq"), ("epmd",))


def stop_orphans(home: Home) -> list[str]:
    """Stop every recorded process that still lives; return their names.

    Only called while nobody else holds the home's lock, so that none of them belongs to a running supervisor.
    """
    files = sorted(home.path("pids").glob("*.json"))
    late = {name for group in _LATE for name in group}
    stopped = _stop_all([file for file in files if file.stem not in late])
    for group in _LATE:
        stopped += _stop_all([file for file in files if file.stem in group])
    return stopped


def _stop_all(files: list[Path]) -> list[str]:
    """Stop processes at once, since each may take seconds to finish what it has begun."""
    with ThreadPoolExecutor(max_workers=8) as workers:
        return [name for name in workers.map(_stop_one, files) if name is not None]


def _stop_one(file: Path) -> str | None:
    record = Record.read(file)
    was_there = record is not None and record.stop(grace=20)
    file.unlink(missing_ok=True)
    return file.stem if was_there else None
