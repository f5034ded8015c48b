"""The way of a case as a citizen sees it: what is done, where it stands, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fulfilment.domain.case import Case, Step
from fulfilment.domain.flow import FIRST, Event, State
from fulfilment.domain.section import Procedure

Place = Literal["done", "current", "ahead"]
_BEFORE: tuple[Event, ...] = ("begin", "confirm", "submit", "settle")
_REACHED: dict[State, Event] = {
    "open": "begin",
    "prepared": "begin",
    "other_way": "begin",
    "confirmed": "confirm",
    "submitted": "submit",
    "settled": "settle",
    "issued": "issue",
    "transmitted": "transmit",
    "acknowledged": "acknowledge",
    "dispatched": "dispatch",
    "completed": "dispatch",
}


@dataclass(frozen=True)
class Milestone:
    """One step of the way."""

    event: Event
    place: Place
    at: datetime | None


def spine(procedure: Procedure) -> tuple[Event, ...]:
    """Return the milestones of a procedure in their order."""
    if procedure.register_plan is not None:
        return (*_BEFORE, "transmit", "acknowledge", "dispatch")
    if procedure.certificate is not None:
        return (*_BEFORE, "issue", "dispatch")
    return ("begin", "advise")


def milestones(case: Case, procedure: Procedure, history: Sequence[Step]) -> tuple[Milestone, ...]:
    """Return the way with dates; the first that is not done is where the case stands, unless it has ended."""
    way = spine(procedure)
    reached = way.index(_last_reached(case, way, history))
    dates = {step.event: step.at for step in history if step.case_id == case.id}
    found = []
    for number, event in enumerate(way):
        if number <= reached:
            found.append(Milestone(event, "done", dates.get(event)))
        elif case.state not in ("withdrawn", "failed"):
            found.append(Milestone(event, "current" if number == reached + 1 else "ahead", None))
    return tuple(found)


def _last_reached(case: Case, way: tuple[Event, ...], history: Sequence[Step]) -> Event:
    """Return the last milestone that stands; for a case that was stopped, the one before it was."""
    states: list[State] = [case.state, *(step.state for step in reversed(history) if step.case_id == case.id)]
    standing = next((state for state in states if state in _REACHED), FIRST)
    if case.state == "completed":
        return way[-1]
    event = _REACHED[standing]
    return event if event in way else way[0]
