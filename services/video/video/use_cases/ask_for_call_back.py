"""When no connection holds, the citizen asks to be called on the telephone; the clerk dials and hears the PIN."""

from dataclasses import replace
from uuid import UUID

from video.domain.consultation import State
from video.domain.errors import ConsultationOver, NotPossible, NotYourCall
from video.domain.phone_pin import phone_pin
from video.use_cases.ports import PinKey, VideoUnit
from video.use_cases.queries import consultation_of, locked_consultation_of, town_day


def pin_of(unit: VideoUnit, key: PinKey, appointment_id: UUID) -> str:
    """Return the PIN that citizen and clerk see."""
    consultation = consultation_of(unit, appointment_id)
    return phone_pin(key(), unit.tenant.key, consultation.id, consultation.epoch)


def ask_for_call_back(unit: VideoUnit, appointment_id: UUID, phone: str) -> None:
    """Put a call-back on the clerks' list; asking again changes the number."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.is_over:
        raise ConsultationOver
    if consultation.state is State.PLANNED:
        raise NotPossible
    asked = replace(consultation, phone=phone, call_back_at=consultation.call_back_at or unit.clock())
    unit.consultations.save(asked, town_day(unit, asked.begins_at))
    unit.audit("ask-for-call-back", asked.id, f"citizen:{appointment_id}")
    unit.line.ring(asked.id)


def note_called_back(unit: VideoUnit, appointment_id: UUID, clerk: str) -> None:
    """Take the call-back off the list once the clerk has reached the person."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.clerk not in (None, clerk):
        raise NotYourCall
    unit.consultations.save(replace(consultation, call_back_at=None), town_day(unit, consultation.begins_at))
    unit.audit("call-back", consultation.id, f"staff:{clerk}")
    unit.line.ring(consultation.id)
