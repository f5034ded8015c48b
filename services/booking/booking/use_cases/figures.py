"""The town's figures of a period: appointments, load and searches, by procedure, weekday, hour and desk."""

from dataclasses import replace
from datetime import date
from typing import get_args

from booking.domain.statistics import Figures, Group, Searched, open_minutes
from booking.domain.town import Town
from booking.use_cases.ports import BookingUnit


def figures(unit: BookingUnit, first: date, last: date) -> dict[Group, tuple[Figures, ...]]:
    """Return the figures of each group, in the order of its keys; called-off appointments do not count."""
    opened = open_minutes(unit.catalogue, Town(unit.tenant.land, unit.tenant.zone), first, last)
    return {group: _of(unit, group, first, last, opened.get(group, {})) for group in get_args(Group)}


def _of(unit: BookingUnit, group: Group, first: date, last: date, opened: dict[str, int]) -> tuple[Figures, ...]:
    booked = {one.key: one for one in unit.statistics.of(group, first, last)}
    taken = unit.statistics.minutes(group, first, last, _desks(unit)) if opened else {}
    searched = unit.statistics.searched(group, first, last)
    return tuple(
        replace(
            booked.get(key, Figures(key)),
            minutes=taken.get(key, 0),
            open_minutes=opened.get(key, 0),
            searched=searched.get(key, Searched()),
        )
        for key in sorted({*booked, *searched, *opened})
    )


def _desks(unit: BookingUnit) -> list[str]:
    """Return the desks whose open time counts."""
    return [desk.key for office in unit.catalogue.offices for desk in office.desks if not desk.demo]
