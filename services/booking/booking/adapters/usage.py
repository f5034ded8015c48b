"""What a town pays the provider for at booking."""

from booking.adapters.tables import appointment
from chassis.persistence.usage import Usage

USAGE = (
    Usage(
        key="appointments",
        table=appointment,
        at=appointment.c.begins_at,
        only=appointment.c.state.in_(("confirmed", "done", "missed")),
    ),
)
"""Appointments by the day on which they were; what was cancelled or never confirmed is no appointment."""
