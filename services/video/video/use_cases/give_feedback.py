"""After a call the citizen says how it was; nobody learns who said it."""

from datetime import timedelta
from uuid import UUID

from chassis.limits import Limit
from video.domain.consultation import State
from video.domain.errors import NotPossible
from video.domain.feedback import Answer, Feedback
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import consultation_of

# The counter is a digest, and is deleted before the link ends.
_ONCE = Limit("feedback", 1, timedelta(days=1))


def give_feedback(unit: VideoUnit, appointment_id: UUID, answer: Answer, words: str) -> bool:
    """Keep an answer without its appointment; False if one was given before. Raise `NotPossible` before the end."""
    if consultation_of(unit, appointment_id).state is not State.ENDED:
        raise NotPossible
    if not unit.limits.allows(_ONCE, str(appointment_id)):
        return False
    midnight = unit.clock().astimezone(unit.tenant.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    unit.feedback.add(Feedback(midnight, answer, words.strip()))
    return True
