"""Records the citizen's word that the shown text is right."""

from uuid import UUID

from chassis.unit import TooEarly
from fulfilment.domain.case import Confirmation
from fulfilment.domain.errors import StatementChanged
from fulfilment.use_cases.advance_case import advance
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.submit_case import submit_if_ready


def confirm_case(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID, digest: str) -> None:
    """Keep SHA-256 and time of the confirmed text, and submit if the identity is known already.

    Raises:
        StatementChanged: when the text has changed since it was shown.
    """
    appointment = unit.appointments.lock(appointment_id)
    if appointment is None:
        raise TooEarly(f"appointment {appointment_id} is not known yet")
    case = unit.cases.lock(case_id)
    if case.confirmation is not None and case.confirmation.digest == digest:
        return
    if case.statement is None or case.statement.digest != digest:
        raise StatementChanged
    confirmation = Confirmation(digest, unit.clock())
    confirmed = advance(unit, case, "confirm", "citizen", digest, confirmation=confirmation)
    submit_if_ready(unit, confirmed, appointment)
