"""Counts a search for free times and whether it found any, without a word about who asked.

A web process counts in its memory and writes now and then along with a search, so that searching stays a question that
changes nothing and costs one statement; a process that is killed loses the last seconds.
"""

from collections.abc import Sequence
from datetime import datetime

from booking.domain.statistics import Searched, SearchKey
from booking.use_cases.ports import BookingPorts, BookingUnit
from chassis.tenancy import Tenant


def note_search(unit: BookingUnit, procedures: Sequence[str], ports: BookingPorts, *, found: bool) -> None:
    """Count a search by the town's day and hour: as a whole, and for each procedure."""
    count_search(unit.tenant, unit.clock(), procedures, ports, found=found)
    keep_searches(unit, ports, only_if_due=True)


def count_search(tenant: Tenant, at: datetime, procedures: Sequence[str], ports: BookingPorts, *, found: bool) -> None:
    """Count a search without writing anything."""
    local = at.astimezone(tenant.zone)
    counted = Searched(1, 0 if found else 1)
    for procedure in ("", *procedures):
        ports.searches.add(tenant.key, SearchKey(local.date(), local.hour, procedure), counted)


def keep_searches(unit: BookingUnit, ports: BookingPorts, *, only_if_due: bool = False) -> None:
    """Write what this process has counted for the town."""
    if batch := ports.searches.take(unit.tenant.key, unit.clock(), only_if_due=only_if_due):
        unit.statistics.keep_searches(batch)
