"""Due work of video."""

from uuid import UUID

from chassis.jobs.due_work import DueWork
from chassis.unit import Work
from video.use_cases.close_room import CLOSE_ROOM, close_room
from video.use_cases.note_ended import PURGE_LINE
from video.use_cases.ports import VideoUnit
from video.use_cases.purge_line import purge_line

due = DueWork()


@due.job(CLOSE_ROOM)
def close(work: Work[VideoUnit], _ports: object, item: UUID) -> None:
    """Close the waiting room of a consultation that nobody came to, or came back to."""
    with work() as unit:
        close_room(unit, item)


@due.job(PURGE_LINE)
def purge(work: Work[VideoUnit], _ports: object, item: UUID) -> None:
    """Forget the line of a consultation that is over."""
    with work() as unit:
        purge_line(unit, item)
