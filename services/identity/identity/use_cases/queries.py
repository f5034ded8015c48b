"""What pages ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from identity.domain.check import Check, Status
from identity.domain.errors import NoCheck
from identity.use_cases.ports import IdentityUnit

REVOCABLE_DAYS = 90
SHOWN = 200
KEPT_DAYS = 120
"""What `adapters/holdings.py` keeps of a check, if the town says nothing else."""


def check_of(unit: IdentityUnit, appointment_id: UUID) -> Check:
    """Return the check of an appointment, or raise `NoCheck`."""
    check = unit.checks.of_appointment(appointment_id)
    if check is None:
        raise NoCheck(appointment_id)
    return check


@dataclass(frozen=True)
class Revocable:
    """Verified checks of the last months, newest first, and whether there are more of them than are shown."""

    shown: Sequence[Check]
    more: bool


def revocable_checks(unit: IdentityUnit) -> Revocable:
    """Return those of which the person is known still; the others are found by their appointment."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    found = unit.checks.decided_since(today - timedelta(days=REVOCABLE_DAYS), Status.VERIFIED, SHOWN + 1)
    return Revocable([check for check in found[:SHOWN] if check.results.person is not None], len(found) > SHOWN)
