"""Counts a search for free times and whether it found any, without a word about who asked.

A web process counts in its memory and writes now and then along with a search, so that searching stays a question that
changes nothing and costs one statement; a process that is killed loses the last seconds.
"""

from collections.abc import Sequence

from booking.domain.statistics import Searched, SearchKey
from booking.use_cases.ports import BookingPorts, BookingUnit


def note_search(unit: BookingUnit, procedures: Sequence[str], ports: BookingPorts, *, found: bool) -> None:
    """Count a search by the town's day and hour: as a whole, and for each procedure."""
    now = unit.clock()
    local = now.astimezone(unit.tenant.zone)
    counted = Searched(1, 0 if found else 1)
    for procedure in ("", *procedures):
        ports.searches.add(unit.tenant.key, SearchKey(local.date(), local.hour, procedure), counted)
    keep_searches(unit, ports, only_if_due=True)


def keep_searches(unit: BookingUnit, ports: BookingPorts, *, only_if_due: bool = False) -> None:
    """Write what this process has counted for the town."""
    if batch := ports.searches.take(unit.tenant.key, unit.clock(), only_if_due=only_if_due):
        unit.statistics.keep_searches(batch)
