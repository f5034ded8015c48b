"""A participant of a running call gets short-lived access to the relay; nobody gets it before admission."""

from uuid import UUID

from video.domain.consultation import State
from video.domain.errors import ConsultationOver, NotAdmitted
from video.use_cases.join_line import Caller
from video.use_cases.ports import MediaAccess, MediaBackend, VideoUnit
from video.use_cases.queries import consultation_of


def issue_media_access(unit: VideoUnit, media: MediaBackend, appointment_id: UUID, caller: Caller) -> MediaAccess:
    """Return relay credentials for one participant."""
    consultation = consultation_of(unit, appointment_id)
    me = unit.line.participant(consultation.id, caller.id(consultation.id))
    if consultation.is_over:
        raise ConsultationOver
    if consultation.state is not State.IN_CALL or me is None:
        raise NotAdmitted
    return media.issue_access(consultation.id, me, unit.clock())
