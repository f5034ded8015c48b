"""What the use cases ask of the outside."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from chassis.unit import Unit
from identity.domain.check import Check, Status
from identity.domain.contact import ContactOf
from identity.domain.policy import Policy


class Checks(Protocol):
    """The checks of the current town."""

    def add(self, check: Check) -> None:
        """Keep a new check."""

    def of_appointment(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment."""

    def locked(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment and let nobody else change it until this unit ends."""

    def save(self, check: Check) -> None:
        """Keep a changed check."""

    def open_checks(self) -> Sequence[Check]:
        """Return the checks that clerks work on now, oldest first."""

    def decided_since(self, day: date, status: Status) -> Sequence[Check]:
        """Return the checks of a status whose appointment began on that day or later, newest first."""


class Contacts(Protocol):
    """Where one-time codes go."""

    def keep(self, appointment_id: UUID, told: ContactOf) -> None:
        """Keep what was given at booking."""

    def of(self, appointment_id: UUID) -> ContactOf:
        """Return the contact; empty if there is none."""

    def forget(self, appointment_id: UUID) -> None:
        """Drop it."""


class IdentityUnit(Unit, Protocol):
    """One transaction of one town at identity."""

    @property
    def checks(self) -> Checks: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def catalogue(self) -> Policy: ...

    def note(self, action: str, subject: UUID, actor: str, **details: object) -> None:
        """Audit with details: codes and typed reasons, which can be erased later without breaking the chain."""
