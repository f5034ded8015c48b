"""Show a check to staff; every view of a name or a date of birth leaves a row of audit."""

from uuid import UUID

from identity.domain.check import Check
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.queries import check_of


def view_check(unit: IdentityUnit, appointment_id: UUID, actor: str) -> Check:
    """Return the check of an appointment, or raise `NoCheck`."""
    check = check_of(unit, appointment_id)
    if check.results.holder is not None or check.results.person is not None:
        unit.audit("check.viewed", check.id, actor)
    return check
