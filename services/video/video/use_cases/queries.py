"""What pages read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from video.domain.consultation import Consultation, State
from video.domain.copies import CaseCopy, CheckCopy
from video.domain.errors import NotPossible, NotYourCall, UnknownConsultation
from video.domain.room_hours import Opening
from video.use_cases.ports import VideoUnit


@dataclass(frozen=True)
class QueueRow:
    """One consultation of the day, as the queue shows it."""

    consultation: Consultation
    waited_minutes: int
    present: bool


@dataclass(frozen=True)
class Queue:
    """The day at the desk: who waits (longest first), who is in a call, who comes later, who is done."""

    waiting: tuple[QueueRow, ...]
    in_call: tuple[QueueRow, ...]
    offered: tuple[QueueRow, ...]
    planned: tuple[QueueRow, ...]
    over: tuple[QueueRow, ...]
    offices: tuple[str, ...]


@dataclass(frozen=True)
class DeskView:
    """Everything the desk shows about one consultation that is video's own."""

    consultation: Consultation
    note: str
    check: CheckCopy | None
    cases: tuple[CaseCopy, ...]
    present: bool
    opening: Opening


def town_day(unit: VideoUnit, moment: datetime) -> date:
    """Return the calendar day of a moment in the town."""
    return moment.astimezone(unit.tenant.zone).date()


def consultation_of(unit: VideoUnit, appointment_id: UUID) -> Consultation:
    """Return the consultation of an appointment, or raise `UnknownConsultation`."""
    found = unit.consultations.of_appointment(appointment_id)
    if found is None:
        raise UnknownConsultation(appointment_id)
    return found


def locked_consultation_of(unit: VideoUnit, appointment_id: UUID) -> Consultation:
    """Return the consultation of an appointment in order to change it, or raise `UnknownConsultation`."""
    found = unit.consultations.lock(appointment_id)
    if found is None:
        raise UnknownConsultation(appointment_id)
    return found


def own_call(unit: VideoUnit, appointment_id: UUID, clerk: str) -> Consultation:
    """Return the clerk's own running call in order to change it, or refuse."""
    consultation = locked_consultation_of(unit, appointment_id)
    if consultation.state is not State.IN_CALL:
        raise NotPossible
    if consultation.clerk != clerk:
        raise NotYourCall
    return consultation


def opening_of(unit: VideoUnit, consultation: Consultation) -> Opening:
    """Return when the room of a consultation is open."""
    return unit.catalogue.hours.opening(consultation.begins_at)


def place_in_queue(unit: VideoUnit, consultation: Consultation) -> int:
    """Return the place of a waiting citizen, 1 for the next."""
    return 1 + unit.consultations.waiting_before(consultation, town_day(unit, consultation.begins_at))


def todays_queue(unit: VideoUnit, office: str = "", clerk: str = "") -> Queue:
    """Return the consultations of the town's today, of one office or of all; `clerk` sees what is offered to them.

    Shortly before midnight those of the next day belong to it whose room is open already.
    """
    now = unit.clock()
    today = town_day(unit, now)
    next_day = unit.consultations.on(today + timedelta(days=1))
    mine = [*unit.consultations.on(today), *(item for item in next_day if opening_of(unit, item).contains(now))]
    rows = [_row(unit, item, now) for item in mine if office in ("", item.office_name)]
    waiting = [row for row in rows if row.consultation.state is State.WAITING]
    calls = _in(rows, State.IN_CALL)
    return Queue(
        waiting=tuple(sorted(waiting, key=lambda row: row.consultation.arrived_at or now)),
        in_call=calls,
        offered=tuple(row for row in calls if clerk and row.consultation.offered_to == clerk),
        planned=_in(rows, State.PLANNED),
        over=_in(rows, State.ENDED, State.MISSED, State.CANCELLED),
        offices=tuple(sorted({item.office_name for item in mine})),
    )


def desk_view(unit: VideoUnit, appointment_id: UUID, clerk: str) -> DeskView:
    """Return what the desk shows of one consultation, and note who looked."""
    view = desk_state(unit, appointment_id)
    unit.audit("view-consultation", view.consultation.id, f"staff:{clerk}")
    return view


def desk_state(unit: VideoUnit, appointment_id: UUID) -> DeskView:
    """Return where a consultation stands that the clerk has already opened."""
    consultation = consultation_of(unit, appointment_id)
    return DeskView(
        consultation=consultation,
        note=unit.notes.get(consultation.id),
        check=unit.copies.check(appointment_id),
        cases=unit.copies.cases(appointment_id),
        present=_citizen_present(unit, consultation, unit.clock()),
        opening=opening_of(unit, consultation),
    )


def _row(unit: VideoUnit, consultation: Consultation, now: datetime) -> QueueRow:
    waited = int(consultation.waits_since(now).total_seconds() // 60)
    waits = consultation.state is State.WAITING
    return QueueRow(consultation, waited, waits and _citizen_present(unit, consultation, now))


def _citizen_present(unit: VideoUnit, consultation: Consultation, now: datetime) -> bool:
    return any(person.kind == "citizen" and person.present(now) for person in unit.line.roster(consultation.id))


def _in(rows: Sequence[QueueRow], *states: State) -> tuple[QueueRow, ...]:
    return tuple(row for row in rows if row.consultation.state in states)
