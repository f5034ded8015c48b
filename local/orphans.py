"""Finds and stops what a killed run left behind, by recorded process id and start time."""

from local.home import Home
from local.records import Record


def stop_orphans(home: Home) -> list[str]:
    """Stop every recorded process that still lives; return their names.

    Only called while holding the home's lock, so that none of them belongs to a running supervisor.
    """
    stopped = []
    for file in sorted(home.path("pids").glob("*.json"), key=_order):
        record = Record.read(file)
        if record is not None and record.stop(grace=15):
            stopped.append(file.stem)
        file.unlink(missing_ok=True)
    return stopped


def _order(file: object) -> tuple[int, str]:
    """Services first, then what they rest on, the broker's name service at the very end."""
    name = getattr(file, "stem", "")
    late = {"postgres": 1, "rabbitmq": 2, "epmd": 3}
    return late.get(name, 0), name
