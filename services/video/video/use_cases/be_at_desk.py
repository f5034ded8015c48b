"""A clerk's open page says that somebody is there, and whether they can be called upon."""

from dataclasses import replace

from video.domain.clerk import Clerk, Colleague, Presence
from video.domain.consultation import State
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import town_day


def be_at_desk(
    unit: VideoUnit, subject: str, name: str, presence: Presence | None = None, office: str | None = None
) -> None:
    """Note a sign of life; without a new presence or office the last one holds."""
    now = unit.clock()
    known = next((clerk for clerk in unit.clerks.all() if clerk.subject == subject), None)
    clerk = replace(known, name=name) if known else Clerk(subject, name, "free", now, now)
    unit.clerks.put(clerk.seen(now, presence, office))


def colleagues(unit: VideoUnit) -> tuple[Colleague, ...]:
    """Return who is at a desk now, and what they do."""
    now = unit.clock()
    talking = {one.clerk for one in unit.consultations.on(town_day(unit, now)) if one.state is State.IN_CALL}
    return tuple(
        Colleague(clerk.subject, clerk.name, "in_call" if clerk.subject in talking else clerk.presence)
        for clerk in unit.clerks.all()
        if clerk.at_desk(now)
    )
