"""Disclose to a citizen what is kept of their check; that somebody asked is audited."""

from typing import Any
from uuid import UUID

from identity.use_cases.ports import IdentityUnit
from identity.use_cases.queries import check_of


def disclose_check(unit: IdentityUnit, appointment_id: UUID) -> dict[str, Any]:
    """Return every row about the appointment, or raise `NoCheck` (Art. 15 DSGVO)."""
    check = check_of(unit, appointment_id)
    unit.audit("check.disclosed", check.id, "citizen")
    return unit.checks.everything_about(appointment_id)
