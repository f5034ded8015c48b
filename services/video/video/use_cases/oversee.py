"""The supervisor sees the office as it is now: how much there is to do, who waits how long, who is where.

Of citizens it holds counts alone; of staff the present alone, no history that could measure anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from video.domain.clerk import Clerk
from video.domain.consultation import Consultation, State
from video.use_cases.foresee_wait import Outlook, outlook_at
from video.use_cases.ports import VideoUnit
from video.use_cases.queries import QueueRow, todays_queue, town_day


@dataclass(frozen=True)
class OfficeLoad:
    """One office's day in numbers; waits in whole minutes, None where nobody has waited."""

    name: str
    waiting: int
    longest_wait: int | None
    in_call: int
    to_come: int
    late: int
    done: int
    missed: int
    mean_wait: int | None


@dataclass(frozen=True)
class Standing:
    """Where one of the staff is, and since when; `office` is empty for who looks after all."""

    name: str
    state: Literal["free", "in_call", "away", "gone"]
    since: datetime
    minutes: int
    office: str


@dataclass(frozen=True)
class Situation:
    """All of it at one moment; `newcomer` is what somebody who came now could expect."""

    now: datetime
    offices: tuple[OfficeLoad, ...]
    total: OfficeLoad
    staff: tuple[Standing, ...]
    newcomer: Outlook
    long_wait: int

    @property
    def free(self) -> int:
        """How many could take somebody at once."""
        return sum(one.state == "free" for one in self.staff)

    @property
    def deserted(self) -> bool:
        """Whether people wait and nobody is there for them."""
        return self.total.waiting > 0 and not any(one.state in ("free", "in_call") for one in self.staff)


def oversee(unit: VideoUnit) -> Situation:
    """Return how things stand now."""
    now = unit.clock()
    queue = todays_queue(unit)
    rows = (*queue.waiting, *queue.in_call, *queue.planned, *queue.over)
    calls = {row.consultation.clerk: row.consultation for row in queue.in_call}
    today = town_day(unit, now)
    staff = [
        _standing(clerk, calls.get(clerk.subject), now)
        for clerk in unit.clerks.all()
        if town_day(unit, clerk.seen_at) == today
    ]
    order = ("free", "in_call", "away", "gone")
    return Situation(
        now=now,
        offices=tuple(_load(name, _of(rows, name), now) for name in queue.offices),
        total=_load("", rows, now),
        staff=tuple(sorted(staff, key=lambda one: (order.index(one.state), one.name))),
        newcomer=outlook_at(unit, len(queue.waiting) + 1),
        long_wait=_minutes(unit.catalogue.usual_call),
    )


def _of(rows: Sequence[QueueRow], office: str) -> list[QueueRow]:
    return [row for row in rows if row.consultation.office_name == office]


def _load(name: str, rows: Sequence[QueueRow], now: datetime) -> OfficeLoad:
    all_of_it = [row.consultation for row in rows]
    count = {state: sum(one.state is state for one in all_of_it) for state in State}
    waits = [row.waited_minutes for row in rows if row.consultation.state is State.WAITING]
    waited = [one.started_at - one.arrived_at for one in all_of_it if one.started_at and one.arrived_at]
    return OfficeLoad(
        name=name,
        waiting=count[State.WAITING],
        longest_wait=max(waits, default=None),
        in_call=count[State.IN_CALL],
        to_come=count[State.PLANNED],
        late=sum(one.state is State.PLANNED and one.begins_at <= now for one in all_of_it),
        done=count[State.ENDED],
        missed=count[State.MISSED],
        mean_wait=_minutes(sum(waited, timedelta()) / len(waited)) if waited else None,
    )


def _standing(clerk: Clerk, call: Consultation | None, now: datetime) -> Standing:
    if call is not None and call.started_at is not None:
        return Standing(clerk.name, "in_call", call.started_at, _minutes(now - call.started_at), call.office_name)
    if not clerk.at_desk(now):
        return Standing(clerk.name, "gone", clerk.seen_at, _minutes(now - clerk.seen_at), clerk.office)
    return Standing(clerk.name, clerk.presence, clerk.since, _minutes(now - clerk.since), clerk.office)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
