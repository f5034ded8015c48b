"""What a socket passes on to its page."""

from uuid import UUID

from video.domain.errors import NotPossible
from video.domain.line import Delivery, reaches
from video.use_cases.ports import VideoUnit


def read_line(unit: VideoUnit, consultation_id: UUID, participant_id: UUID, cursor: int) -> Delivery:
    """Return state, roster and new lines of the log, all of one moment, filtered again for this participant."""
    # The log first: every line's sender then stands in the roster with at least the epoch of the line.
    entries = unit.line.since(consultation_id, cursor)
    roster = unit.line.roster(consultation_id)
    consultation = unit.consultations.get(consultation_id)
    me = next((person for person in roster if person.id == participant_id), None)
    if consultation is None or me is None:
        raise NotPossible
    now = unit.clock()
    return Delivery(
        state=consultation.state,
        message=consultation.message,
        me=me,
        roster=roster,
        present=frozenset(person.id for person in roster if person.present(now)),
        entries=tuple(entry for entry in entries if reaches(entry, me, roster, consultation.state)),
        cursor=entries[-1].seq if entries else cursor,
    )
