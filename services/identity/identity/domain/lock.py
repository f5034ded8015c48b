"""Locked security questions as a task: the person must hear that somebody guessed, and only people can write."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class LockedBy(StrEnum):
    """What was used up when questions were locked; the first four are the counters of `domain/guesses.py`."""

    APPOINTMENT = "appointment"
    PERSON = "person"
    CLERK = "clerk"
    TOWN = "town"
    TOPICS = "topics"
    """No topic is left that this person was not asked about lately."""


@dataclass(frozen=True)
class LockTask:
    """An open task; the names are those of the booking, empty once they are forgotten."""

    appointment_id: UUID
    check_id: UUID
    reasons: tuple[LockedBy, ...]
    opened_at: datetime
    given_names: str = ""
    family_name: str = ""
    clerk: str = ""
