"""Withdraws the cases of an appointment that will not take place, as far as they can still be called back."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from chassis.unit import TooEarly
from fulfilment.domain.case import Case
from fulfilment.use_cases.advance_case import can, note
from fulfilment.use_cases.end_early import end_early
from fulfilment.use_cases.ports import FulfilmentUnit

Reason = Literal["cancelled", "missed"]


def withdraw_cases(unit: FulfilmentUnit, appointment_id: UUID, reason: Reason) -> None:
    """Close every case before the pivot; one that has left the house goes on, and its history says why."""
    appointment = unit.appointments.lock(appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {appointment_id} is not known yet")
    unit.appointments.save(replace(appointment, closed_at=unit.clock()))
    kept = [case for case in unit.cases.lock_of(appointment_id) if not _withdraw(unit, case, reason)]
    if not any(case.behind_the_pivot for case in kept):
        # A case that goes on keeps its tracker open: the citizen has a right to its result.
        unit.access.revoke(appointment_id)


def _withdraw(unit: FulfilmentUnit, case: Case, reason: Reason) -> bool:
    if case.ended:
        return False
    if not can(unit, case, "withdraw", "system"):
        note(unit, case, "withdraw", "system", "too_late")
        return False
    end_early(unit, case, "withdraw", reason)
    return True
