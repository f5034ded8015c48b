"""CPU of one search: the transaction, the catalogue, the one statement and the page of free times made of it."""

from typing import Any

import sqlalchemy as sa

from benchmarks.booking.cpu import per_call
from benchmarks.booking.towns import PROCEDURE
from booking.use_cases.queries import FreeTimes, free_times
from chassis.service import Running

ROUNDS, SEARCHES = 7, 60


def search(running: Running[Any], town: str) -> FreeTimes:
    """Find the town by its host and answer as the page does."""
    with running.work(running.tenants.by_host(f"{town}.localhost")) as unit:
        return free_times(unit, [PROCEDURE])


def milliseconds(running: Running[Any], *towns: str) -> dict[str, tuple[float, float]]:
    """Return for each town the least of several rounds, which take turns so that other load hits all alike."""
    with running.work(running.tenants.by_key(towns[0])) as unit:
        backend = unit.connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
    found: dict[str, list[tuple[float, float]]] = {town: [] for town in towns}
    for _ in range(ROUNDS):
        for town in towns:
            found[town].append(per_call(lambda town=town: search(running, town), backend, SEARCHES))  # type: ignore[misc]
    return {town: min(rounds, key=sum) for town, rounds in found.items()}
