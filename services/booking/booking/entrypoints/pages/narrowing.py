"""How a citizen narrows the free times and looks at them, as the address says it."""

from typing import Any, Literal

from flask import request

from booking.domain.catalogue import WEEKDAYS
from booking.domain.part_of_day import PARTS
from booking.domain.time_filter import TimeFilter

View = Literal["liste", "woche", "monat"]
VIEWS: tuple[View, ...] = ("liste", "woche", "monat")


def wanted_filter() -> TimeFilter:
    """Return the wishes of address or form; what cannot be read is no wish."""
    days, parts = request.values.getlist("wochentag"), request.values.getlist("tageszeit")
    return TimeFilter(
        office=request.values.get("ort") or None,
        language=request.values.get("gespraech") or None,
        interpreter=request.values.get("dolmetschen") or None,
        weekdays=tuple(day for day in WEEKDAYS if day in days),
        parts=tuple(part for part in PARTS if part in parts),
    )


def filter_address(only: TimeFilter) -> dict[str, Any]:
    """Return what an address says of the wishes."""
    told = {
        "ort": only.office,
        "gespraech": only.language,
        "dolmetschen": only.interpreter,
        "wochentag": list(only.weekdays),
        "tageszeit": list(only.parts),
    }
    return {name: value for name, value in told.items() if value}


def wanted_view() -> View:
    """Return how the times are shown, as a list unless something else is asked for."""
    wanted = request.args.get("ansicht", "")
    return next((view for view in VIEWS if view == wanted), "liste")
