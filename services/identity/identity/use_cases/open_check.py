"""Open the check of an appointment that was booked."""

from datetime import datetime
from uuid import UUID, uuid5

from chassis.access import Grant
from contracts.booking import AppointmentConfirmed
from contracts.parts import Access
from identity.domain.check import Check, Status
from identity.domain.contact import ContactOf, mobile
from identity.domain.levels import highest
from identity.domain.names import Names
from identity.use_cases.ports import IdentityUnit

SERVED = ("join", "case")
_CHECKS = UUID("5f0e1c1b-52e0-5a5c-9a84-6d7c2f6f1d52")


def open_check(unit: IdentityUnit, confirmed: AppointmentConfirmed) -> Check:
    """Open a check at the highest level of the booked procedures; none needs one, and it is not needed."""
    keep_access(unit, confirmed.appointment_id, confirmed.access)
    known = unit.checks.of_appointment(confirmed.appointment_id)
    if known is not None:
        return known
    check = _new(confirmed.appointment_id, confirmed.begins_at, confirmed)
    unit.checks.add(check)
    if check.status is Status.WAITING:
        said = confirmed.contact
        told = ContactOf(said.email or "", mobile(said.phone), said.mail_language)
        unit.contacts.keep(confirmed.appointment_id, told)
    return check


def keep_access(unit: IdentityUnit, appointment_id: UUID, access: tuple[Access, ...]) -> None:
    """Keep the tokens that open identity's pages."""
    for one in access:
        if one.purpose in SERVED:
            grant = Grant(unit.tenant.key, appointment_id, one.purpose, one.epoch)
            unit.access.keep(one.digest, grant, one.valid_until)


def _new(appointment_id: UUID, begins_at: datetime, confirmed: AppointmentConfirmed) -> Check:
    required = highest(procedure.identity_level for procedure in confirmed.procedures)
    return Check(
        id=uuid5(_CHECKS, str(appointment_id)),
        appointment_id=appointment_id,
        booked=Names(confirmed.contact.given_names, confirmed.contact.family_name),
        required=required,
        begins_at=begins_at,
        status=Status.NOT_NEEDED if required == "none" else Status.WAITING,
    )
