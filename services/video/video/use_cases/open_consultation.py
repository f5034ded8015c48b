"""A confirmed appointment opens its consultation and its join link."""

from uuid import UUID, uuid4

from chassis.access import Grant
from contracts.booking import AppointmentConfirmed
from contracts.parts import Access
from video.domain.consultation import Booked, Consultation
from video.use_cases.close_room import schedule_closing
from video.use_cases.ports import VideoUnit

PURPOSE = "join"


def open_consultation(unit: VideoUnit, said: AppointmentConfirmed) -> None:
    """Plan the consultation of a confirmed appointment; hearing of it twice opens one."""
    if unit.consultations.of_appointment(said.appointment_id) is not None:
        return
    consultation = Consultation(
        id=uuid4(),
        appointment_id=said.appointment_id,
        number=said.number,
        begins_at=said.begins_at,
        ends_at=said.ends_at,
        office_name=said.office_name,
        desk=said.desk,
        given_names=said.contact.given_names,
        family_name=said.contact.family_name,
        phone=said.contact.phone,
        language=said.contact.language,
        interpreter=said.interpreter,
        sign_language=said.sign_language,
        needs=said.needs,
        walk_in=said.walk_in,
        procedures=tuple(Booked(item.procedure, item.name, item.identity_level) for item in said.procedures),
        epoch=keep_join_links(unit, said.appointment_id, said.access),
    )
    unit.consultations.add(consultation, said.begins_at.astimezone(unit.tenant.zone).date())
    schedule_closing(unit, consultation)


def keep_join_links(unit: VideoUnit, appointment_id: UUID, access: tuple[Access, ...]) -> int:
    """Keep the join links of an appointment and return the newest epoch."""
    epoch = 1
    for link in access:
        if link.purpose == PURPOSE:
            grant = Grant(unit.tenant.key, appointment_id, PURPOSE, link.epoch)
            unit.access.keep(link.digest, grant, link.valid_until)
            epoch = max(epoch, link.epoch)
    return epoch
