"""From a confirmed appointment to the end of its call."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chassis.testing.fakes import FakeClock
from chassis.unit import TooEarly
from contracts.booking import AppointmentCancelled, AppointmentRescheduled
from contracts.parts import Access
from contracts.video import CitizenArrived, ConsultationEnded, ConsultationMissed, ConsultationStarted
from tests.unit.video.fakes import BEGINS, FakeVideoUnit, confirmed
from video.domain.consultation import State
from video.domain.errors import AlreadyAdmitted, ConsentMissing, NotPossible, NotYourCall, RoomClosed
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.cancel_consultation import cancel_consultation
from video.use_cases.close_room import CLOSE_ROOM, close_room
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.join_line import Caller, join_line
from video.use_cases.miss_consultation import miss_consultation
from video.use_cases.move_consultation import move_consultation
from video.use_cases.note_ended import PURGE_LINE
from video.use_cases.open_consultation import open_consultation
from video.use_cases.park_consultation import park_consultation
from video.use_cases.queries import consultation_of, place_in_queue, todays_queue
from video.use_cases.tell_waiting_citizen import tell_waiting_citizen


def set_clock(unit: FakeVideoUnit, **by: float) -> None:
    """Stand at the agreed beginning plus `by`."""
    assert isinstance(unit.clock, FakeClock)
    unit.clock.now = BEGINS + timedelta(**by)


def kinds(unit: FakeVideoUnit) -> list[type]:
    """Which events were said."""
    return [type(event) for event in unit.events]


def moved(appointment_id: UUID, epoch: int, days: int = 1) -> AppointmentRescheduled:
    """A move to the same time some days later."""
    return AppointmentRescheduled(
        appointment_id=appointment_id,
        begins_at=BEGINS + timedelta(days=days),
        ends_at=BEGINS + timedelta(days=days, minutes=30),
        office="rathaus",
        office_name="Bürgerbüro Stadthaus",
        desk="1",
        access=(
            Access(purpose="join", digest=f"{epoch}" * 64, epoch=epoch, valid_until=BEGINS + timedelta(days=days + 1)),
        ),
    )


def test_a_confirmed_appointment_opens_one_consultation_with_its_join_link_alone(unit: FakeVideoUnit) -> None:
    said = confirmed()
    open_consultation(unit, said)
    open_consultation(unit, said)
    assert [item.appointment_id for item in unit.consultations.kept.values()] == [said.appointment_id]
    assert [grant.purpose for grant, _ in unit.access.kept.values()] == ["join"]


def test_the_room_opens_a_quarter_of_an_hour_before_and_not_earlier(unit: FakeVideoUnit, appointment: UUID) -> None:
    set_clock(unit, minutes=-15, seconds=-1)
    with pytest.raises(RoomClosed):
        enter_waiting_room(unit, appointment, consents=True)
    set_clock(unit, minutes=-15)
    assert enter_waiting_room(unit, appointment, consents=True).state is State.WAITING


def test_the_room_closes_two_hours_after_the_beginning(unit: FakeVideoUnit, appointment: UUID) -> None:
    set_clock(unit, hours=2)
    with pytest.raises(RoomClosed):
        enter_waiting_room(unit, appointment, consents=True)


def test_nobody_enters_without_consent(unit: FakeVideoUnit, appointment: UUID) -> None:
    with pytest.raises(ConsentMissing):
        enter_waiting_room(unit, appointment, consents=False)
    assert unit.events == []


def test_arriving_is_said_once_however_often_the_page_is_reloaded(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    enter_waiting_room(unit, appointment, consents=False)
    assert kinds(unit) == [CitizenArrived]


def test_of_two_clerks_one_admits_and_the_other_learns_who_was_faster(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    with pytest.raises(AlreadyAdmitted) as refused:
        admit_citizen(unit, appointment, "lou", "Lou Licht")
    assert refused.value.clerk_name == "Kim Klar"
    assert kinds(unit) == [CitizenArrived, ConsultationStarted]


def test_the_same_clerk_may_admit_twice_and_it_is_said_once(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    for _ in range(2):
        assert admit_citizen(unit, appointment, "kim", "Kim Klar").clerk == "kim"
    assert kinds(unit).count(ConsultationStarted) == 1


def test_who_is_not_in_the_waiting_room_cannot_be_admitted(unit: FakeVideoUnit, appointment: UUID) -> None:
    with pytest.raises(NotPossible):
        admit_citizen(unit, appointment, "kim", "Kim Klar")


def test_only_the_clerk_of_a_call_ends_it_and_its_line_is_purged_a_day_later(
    unit: FakeVideoUnit, appointment: UUID
) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    consultation = admit_citizen(unit, appointment, "kim", "Kim Klar")
    with pytest.raises(NotYourCall):
        end_consultation(unit, appointment, "lou", "completed")
    end_consultation(unit, appointment, "kim", "completed")
    assert isinstance(unit.events[-1], ConsultationEnded)
    assert unit.due[PURGE_LINE, consultation.id] - unit.clock() == timedelta(hours=24)
    assert (CLOSE_ROOM, consultation.id) not in unit.due


def test_a_call_that_is_over_cannot_be_ended_again(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    end_consultation(unit, appointment, "kim", "broken_off")
    with pytest.raises(NotPossible):
        end_consultation(unit, appointment, "kim", "completed")


def test_nobody_has_missed_an_appointment_before_its_time(unit: FakeVideoUnit, appointment: UUID) -> None:
    with pytest.raises(NotPossible):
        miss_consultation(unit, appointment, "kim")
    set_clock(unit, minutes=10)
    miss_consultation(unit, appointment, "kim")
    assert kinds(unit) == [ConsultationMissed]


def test_the_room_of_whoever_never_came_closes_by_itself(unit: FakeVideoUnit, appointment: UUID) -> None:
    consultation = consultation_of(unit, appointment)
    assert unit.due[CLOSE_ROOM, consultation.id] == BEGINS + timedelta(hours=2)
    set_clock(unit, hours=2)
    close_room(unit, consultation.id)
    assert consultation_of(unit, appointment).state is State.MISSED
    assert kinds(unit) == [ConsultationMissed]


def test_a_timer_sends_nobody_away_who_still_waits(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    set_clock(unit, hours=2)
    consultation = join_line(unit, appointment, Caller("citizen", "Erika Mustermann"), uuid4())
    close_room(unit, consultation.id)
    assert consultation_of(unit, appointment).state is State.WAITING
    assert unit.due[CLOSE_ROOM, consultation.id] > unit.clock()


@pytest.fixture
def parked(unit: FakeVideoUnit, appointment: UUID) -> UUID:
    """A citizen who was called by Kim, and sent back to the waiting room; two hours later nobody is there."""
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    park_consultation(unit, appointment, "kim", "")
    set_clock(unit, hours=2)
    return appointment


def test_who_was_parked_and_has_left_missed_nothing_their_call_was_broken_off(
    unit: FakeVideoUnit, parked: UUID
) -> None:
    with pytest.raises(NotPossible):
        miss_consultation(unit, parked, "kim")
    consultation = consultation_of(unit, parked)
    assert not consultation.may_be_missed(unit.clock())
    close_room(unit, consultation.id)
    closed = consultation_of(unit, parked)
    assert (closed.state, closed.outcome, closed.ended_at) == (State.ENDED, "broken_off", unit.clock())
    assert kinds(unit) == [CitizenArrived, ConsultationStarted, ConsultationEnded]
    assert unit.due[PURGE_LINE, closed.id] - unit.clock() == timedelta(hours=24)


def test_whoever_is_at_the_desk_ends_a_call_that_is_parked(unit: FakeVideoUnit, parked: UUID) -> None:
    end_consultation(unit, parked, "lou", "completed")
    assert consultation_of(unit, parked).outcome == "completed"
    assert (CLOSE_ROOM, consultation_of(unit, parked).id) not in unit.due


def test_a_parked_consultation_that_gets_a_new_time_begins_anew_and_can_be_missed(
    unit: FakeVideoUnit, parked: UUID
) -> None:
    move_consultation(unit, moved(parked, epoch=2))
    set_clock(unit, days=1, hours=2)
    close_room(unit, consultation_of(unit, parked).id)
    assert consultation_of(unit, parked).state is State.MISSED


def test_a_room_that_should_close_during_the_call_is_looked_at_again_later(
    unit: FakeVideoUnit, appointment: UUID
) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    consultation = admit_citizen(unit, appointment, "kim", "Kim Klar")
    set_clock(unit, hours=2)
    close_room(unit, consultation.id)
    assert consultation_of(unit, appointment).state is State.IN_CALL
    assert unit.due[CLOSE_ROOM, consultation.id] > unit.clock()


def test_a_cancelled_appointment_closes_consultation_and_access(unit: FakeVideoUnit, appointment: UUID) -> None:
    cancel_consultation(unit, AppointmentCancelled(appointment_id=appointment, cancelled_at=unit.clock(), by="citizen"))
    assert consultation_of(unit, appointment).state is State.CANCELLED
    assert unit.access.revoked == [appointment]
    with pytest.raises(RoomClosed):
        enter_waiting_room(unit, appointment, consents=True)


def test_a_cancellation_that_overtakes_its_confirmation_waits(unit: FakeVideoUnit) -> None:
    with pytest.raises(TooEarly):
        cancel_consultation(unit, AppointmentCancelled(appointment_id=uuid4(), cancelled_at=unit.clock(), by="town"))


def test_a_moved_appointment_gets_its_new_day_and_link_and_a_missed_one_is_planned_again(
    unit: FakeVideoUnit, appointment: UUID
) -> None:
    set_clock(unit, hours=2)
    close_room(unit, consultation_of(unit, appointment).id)
    move_consultation(unit, moved(appointment, epoch=2))
    consultation = consultation_of(unit, appointment)
    assert (consultation.state, consultation.begins_at) == (State.PLANNED, BEGINS + timedelta(days=1))
    assert list(unit.access.kept) == ["2" * 64]
    assert unit.due[CLOSE_ROOM, consultation.id] == BEGINS + timedelta(days=1, hours=2)


def test_an_older_move_that_comes_late_changes_nothing(unit: FakeVideoUnit, appointment: UUID) -> None:
    move_consultation(unit, moved(appointment, epoch=3, days=3))
    move_consultation(unit, moved(appointment, epoch=2, days=2))
    assert consultation_of(unit, appointment).begins_at == BEGINS + timedelta(days=3)
    assert list(unit.access.kept) == ["3" * 64]


def test_the_place_in_the_queue_counts_who_waits_longer(unit: FakeVideoUnit, appointment: UUID) -> None:
    other = confirmed()
    open_consultation(unit, other)
    enter_waiting_room(unit, appointment, consents=True)
    set_clock(unit, minutes=-5)
    assert place_in_queue(unit, enter_waiting_room(unit, other.appointment_id, consents=True)) == 2
    assert place_in_queue(unit, consultation_of(unit, appointment)) == 1


def test_the_queue_shows_the_towns_today_with_the_longest_waiting_first(unit: FakeVideoUnit, appointment: UUID) -> None:
    early = replace(confirmed(), begins_at=BEGINS - timedelta(minutes=5))
    tomorrow = replace(confirmed(), begins_at=BEGINS + timedelta(days=1))
    for said in (early, tomorrow):
        open_consultation(unit, said)
    enter_waiting_room(unit, appointment, consents=True)
    set_clock(unit, minutes=0)
    enter_waiting_room(unit, early.appointment_id, consents=True)
    queue = todays_queue(unit)
    assert [row.consultation.appointment_id for row in queue.waiting] == [appointment, early.appointment_id]
    assert queue.waiting[0].waited_minutes == 10
    assert queue.planned == ()


def test_shortly_before_midnight_the_queue_holds_the_next_days_open_rooms(unit: FakeVideoUnit) -> None:
    midnight = BEGINS.replace(hour=23, minute=0)
    soon, later = (
        replace(confirmed(), begins_at=midnight),
        replace(confirmed(), begins_at=midnight + timedelta(hours=8)),
    )
    for said in (soon, later):
        open_consultation(unit, said)
    set_clock(unit, minutes=(midnight - BEGINS) / timedelta(minutes=1) - 10)
    assert [row.consultation.appointment_id for row in todays_queue(unit).planned] == [soon.appointment_id]


def test_a_message_reaches_who_waits_and_is_refused_in_the_call(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    tell_waiting_citizen(unit, appointment, "Es dauert noch fünf Minuten.", "kim")
    assert consultation_of(unit, appointment).message == "Es dauert noch fünf Minuten."
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    with pytest.raises(NotPossible):
        tell_waiting_citizen(unit, appointment, "zu spät", "kim")
