"""A consultation: the video session of one appointment, from planned to its end."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal
from uuid import UUID

from video.domain.errors import ConsentMissing, NotPossible, RoomClosed
from video.domain.room_hours import RoomHours

Outcome = Literal["completed", "broken_off"]


class State(StrEnum):
    """planned → waiting → in_call → ended; a consultation that does not happen is missed or cancelled."""

    PLANNED = "planned"
    WAITING = "waiting"
    IN_CALL = "in_call"
    ENDED = "ended"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen in it any more."""
        return self in (State.ENDED, State.MISSED, State.CANCELLED)


@dataclass(frozen=True)
class Booked:
    """What the citizen has booked, by name, and how sure the clerk must be of the person."""

    procedure: str
    name: str
    identity_level: str


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """The video session of an appointment, with what the desk shows about it."""

    id: UUID
    appointment_id: UUID
    number: str
    begins_at: datetime
    ends_at: datetime
    office_name: str
    desk: str
    given_names: str
    family_name: str
    language: str
    procedures: tuple[Booked, ...]
    phone: str | None = None
    interpreter: str | None = None
    epoch: int = 1
    state: State = State.PLANNED
    consented_at: datetime | None = None
    arrived_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    clerk: str | None = None
    clerk_name: str | None = None
    outcome: Outcome | None = None
    message: str = ""
    authenticated_at: datetime | None = None
    walk_in: bool = False
    sign_language: bool = False
    needs: str | None = None
    devices: str = ""
    parked_at: datetime | None = None
    offered_to: str | None = None
    call_back_at: datetime | None = None

    @property
    def name(self) -> str:
        """The citizen's full name, as they typed it when booking."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen in it any more."""
        return self.state.is_over

    @property
    def is_parked(self) -> bool:
        """Whether its call has begun and waits to go on."""
        return self.state is State.WAITING and self.started_at is not None

    def may_be_missed(self, now: datetime) -> bool:
        """Whether it can be noted as missed: its time has come, and the two have never spoken."""
        never_began = self.state in (State.PLANNED, State.WAITING) and self.started_at is None
        return never_began and now >= self.begins_at

    def enter(self, now: datetime, hours: RoomHours, *, consents: bool, devices: str = "") -> "Consultation":
        """Let the citizen into the waiting room; who is already in stays in."""
        if self.state in (State.WAITING, State.IN_CALL):
            return self
        if self.state is not State.PLANNED or not hours.opening(self.begins_at).contains(now):
            raise RoomClosed
        if not consents:
            raise ConsentMissing
        return replace(self, state=State.WAITING, consented_at=now, arrived_at=now, devices=devices)

    def end(self, now: datetime, outcome: Outcome) -> "Consultation":
        """End the call, also one that is parked."""
        if self.state is not State.IN_CALL and not self.is_parked:
            raise NotPossible
        return replace(self, state=State.ENDED, ended_at=now, outcome=outcome)

    def park(self, now: datetime, message: str) -> "Consultation":
        """Go back to the waiting room, at the place that the citizen had."""
        if self.state is not State.IN_CALL:
            raise NotPossible
        return replace(
            self, state=State.WAITING, parked_at=now, message=message, offered_to=None, authenticated_at=None
        )

    def miss(self, now: datetime) -> "Consultation":
        """Note that the citizen did not appear, or left before being called; never before the time agreed."""
        if not self.may_be_missed(now):
            raise NotPossible
        return replace(self, state=State.MISSED, ended_at=now)

    def cancel(self, now: datetime) -> "Consultation":
        """Close a consultation that will not take place; one that is over stays as it is."""
        return self if self.is_over else replace(self, state=State.CANCELLED, ended_at=now)

    def move(self, begins_at: datetime, ends_at: datetime, epoch: int) -> "Consultation":
        """Take a new time; a missed consultation is planned again, stale news of an older time changes nothing."""
        if epoch < self.epoch or self.state in (State.ENDED, State.CANCELLED, State.IN_CALL):
            return self
        return replace(
            self,
            begins_at=begins_at,
            ends_at=ends_at,
            epoch=epoch,
            state=State.PLANNED,
            arrived_at=None,
            started_at=None,
            parked_at=None,
            ended_at=None,
            message="",
        )

    def waits_since(self, now: datetime) -> timedelta:
        """How long the citizen has been waiting."""
        return now - self.arrived_at if self.arrived_at else timedelta()
