"""In the middle of a call the citizen goes on with another device: the same link, shown as a QR code."""

from uuid import UUID

from chassis.access import Grant
from video.domain.errors import ConsultationOver
from video.use_cases.open_consultation import PURPOSE
from video.use_cases.ports import Keys, VideoUnit
from video.use_cases.queries import consultation_of


def link_for_another_device(unit: VideoUnit, keys: Keys, appointment_id: UUID) -> str:
    """Return the token of the citizen's own link; the newest page replaces the one before."""
    consultation = consultation_of(unit, appointment_id)
    if consultation.is_over:
        raise ConsultationOver
    return keys.token(Grant(unit.tenant.key, appointment_id, PURPOSE, consultation.epoch))
