"""The waiting room says whether the office is there, and about how long it will take."""

from dataclasses import dataclass

from video.domain.consultation import Consultation, State
from video.domain.waiting_time import expected_wait
from video.use_cases.be_at_desk import colleagues
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import place_in_queue, town_day


@dataclass(frozen=True)
class Outlook:
    """What a waiting citizen sees: their place, the minutes, and whether anybody is at a desk."""

    place: int
    minutes: int
    staffed: bool


def foresee_wait(unit: VideoUnit, consultation: Consultation) -> Outlook:
    """Return the outlook of a waiting citizen."""
    if consultation.state is not State.WAITING:
        return Outlook(0, 0, staffed=True)
    return outlook_at(unit, place_in_queue(unit, consultation))


def outlook_at(unit: VideoUnit, place: int) -> Outlook:
    """Return the outlook of whoever stands at this place, 1 for the next."""
    at_work = sum(one.state != "away" for one in colleagues(unit))
    today = unit.consultations.on(town_day(unit, unit.clock()))
    lengths = [one.ended_at - one.started_at for one in today if one.started_at and one.ended_at]
    talking = sum(one.state is State.IN_CALL for one in today)
    # A free clerk takes the first at once; else somebody has to finish before.
    before = place - 1 + (1 if at_work <= talking else 0)
    return Outlook(place, expected_wait(before, at_work, lengths, unit.catalogue.usual_call), staffed=at_work > 0)
