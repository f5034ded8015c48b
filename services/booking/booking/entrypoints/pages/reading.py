"""Reads what forms and addresses say, and arranges what is shown."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import cast
from uuid import UUID, uuid4

from flask import current_app, request, url_for

from booking.domain.part_of_day import PartOfDay, part_of
from booking.domain.slot import Slot
from booking.entrypoints.pages.spoken import told
from booking.entrypoints.time_words import PART_NAMES
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import OfferedProcedure
from chassis.limits import network_of
from chassis.tenancy import Tenant
from chassis.web.auth import Staff, current_staff


def ports() -> BookingPorts:
    """Return what the composition root put in."""
    return cast("BookingPorts", current_app.extensions["ports"])


def person() -> Staff:
    """Return who is signed in, where the view is for staff alone."""
    found = current_staff()
    if found is None:
        raise RuntimeError("this view is for staff alone")
    return found


def network() -> str:
    """Return the network of whoever asks."""
    return network_of(request.remote_addr or "")


def wanted_procedures() -> tuple[str, ...]:
    """Return the keys that were chosen, from the address or the form."""
    return tuple(dict.fromkeys(request.values.getlist("leistung")))


def wanted_start() -> date | None:
    """Return the day from which to look, or None if there is none or it cannot be read."""
    try:
        return date.fromisoformat(request.values.get("ab", ""))
    except ValueError:
        return None


def wanted_time(name: str = "zeit") -> datetime | None:
    """Return the moment that was picked, or None if there is none or it cannot be read."""
    try:
        moment = datetime.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo is not None else None


def page_after(appointment_id: UUID) -> str:
    """Return where staff goes on: to the list that they came from, or to the appointment, which is a clerk's page."""
    if request.values.get("zurueck") == "betroffen" or not person().has("clerk", "supervisor"):
        return url_for("hours.orphans")
    return url_for("day_view.one", appointment_id=appointment_id)


def click() -> UUID:
    """Return the page's idempotency key; a page without one, or with a broken one, counts as a click of its own."""
    try:
        return UUID(request.form.get("klick", ""))
    except ValueError:
        return uuid4()


def stamp(moment: datetime) -> str:
    """Return a moment as forms and addresses carry it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def grouped(offered: Iterable[OfferedProcedure]) -> list[tuple[str, list[OfferedProcedure]]]:
    """Return the procedures by the groups of the catalogue in the language of the page, in its order."""
    groups: dict[str, list[OfferedProcedure]] = {}
    for one in offered:
        groups.setdefault(told(one.procedure).group, []).append(one)
    return list(groups.items())


def parts_of_day(slots: Iterable[Slot], tenant: Tenant) -> list[tuple[str, list[Slot]]]:
    """Return a day's times by morning, afternoon and evening."""
    parts: dict[PartOfDay, list[Slot]] = {}
    for slot in slots:
        parts.setdefault(part_of(slot.time.begins_at, tenant.zone), []).append(slot)
    return [(str(PART_NAMES[part]), within) for part, within in parts.items()]
