"""What a citizen has chosen before the time: procedures and persons, carried from page to page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request

from booking.domain.appointment import Appointment
from booking.domain.time_filter import ANY_TIME, TimeFilter
from booking.entrypoints.pages.reading import wanted_procedures
from booking.use_cases.hold_time import Wish


@dataclass(frozen=True)
class Choice:
    """Procedures, and how many persons come."""

    procedures: tuple[str, ...]
    persons: int = 1

    @property
    def address(self) -> dict[str, Any]:
        """What an address says of it."""
        told: dict[str, Any] = {"leistung": list(self.procedures)}
        return told if self.persons == 1 else told | {"personen": self.persons}

    def wish(self, begins_at: datetime, click: UUID, only: TimeFilter = ANY_TIME) -> Wish:
        """Return the wish for a time, at a desk that suits the filter."""
        return Wish(self.procedures, begins_at, click, self.persons, only.office, only.language, only.interpreter)


def wanted_choice() -> Choice:
    """Return the choice that address or form tell; a number that cannot be read is one person."""
    written = request.values.get("personen", "")
    persons = int(written) if written.isascii() and written.isdigit() and len(written) <= 2 else 1  # noqa: PLR2004 - digits
    return Choice(wanted_procedures(), persons)


def choice_of(appointment: Appointment) -> Choice:
    """Return what an appointment was booked for."""
    return Choice(tuple(item.procedure for item in appointment.items), appointment.persons)
