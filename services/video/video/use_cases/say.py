"""A participant tells the others something: a signal of the connection, a chat line, whether the camera is on."""

import json
from uuid import UUID

from video.domain.errors import NotPossible
from video.domain.line import Said, permit
from video.use_cases.ports import VideoUnit


def say(unit: VideoUnit, consultation_id: UUID, participant_id: UUID, page: UUID, said: Said) -> int:
    """Append to the log and wake the others; refused before admission and from a page that was replaced."""
    consultation = unit.consultations.get(consultation_id)
    sender = unit.line.participant(consultation_id, participant_id)
    if consultation is None or sender is None or sender.page != page:
        raise NotPossible
    permit(consultation.state, said, _length(said))
    seq = unit.line.append(consultation_id, sender, said, unit.clock())
    unit.line.ring(consultation_id)
    return seq


def _length(said: Said) -> int:
    """Return how long it is: a chat line as its field counts it, anything else as it is sent."""
    return len(said.body if said.topic == "chat" else json.dumps(said.body, ensure_ascii=False))
