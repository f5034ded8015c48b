"""Several clerks of an office: who is there, who takes over, who waits how long."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chassis.testing.fakes import FakeClock
from contracts.video import ConsultationStarted
from tests.unit.video.fakes import FakeVideoUnit, confirmed
from video.domain.consultation import State
from video.domain.errors import NotPossible, NotYourCall
from video.domain.guest import Guest, GuestState
from video.domain.waiting_time import expected_wait
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.be_at_desk import be_at_desk, colleagues
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.foresee_wait import foresee_wait
from video.use_cases.hand_over import offer_call, take_call
from video.use_cases.join_line import Caller, join_line
from video.use_cases.open_consultation import open_consultation
from video.use_cases.park_consultation import park_consultation
from video.use_cases.queries import consultation_of, todays_queue

ERIKA, KIM = Caller("citizen", "Erika Mustermann"), Caller("clerk", "Kim Klar", "kim")


@pytest.fixture
def called(unit: FakeVideoUnit, appointment: UUID) -> UUID:
    """Kim's call with Erika; Lou is at a desk too."""
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    for caller in (ERIKA, KIM):
        join_line(unit, appointment, caller, uuid4())
    be_at_desk(unit, "kim", "Kim Klar")
    be_at_desk(unit, "lou", "Lou Licht")
    return appointment


def begun(unit: FakeVideoUnit) -> list[str]:
    """Return with whom a call was said to begin, each time."""
    return [event.clerk for event in unit.events if isinstance(event, ConsultationStarted)]


def test_colleagues_see_who_is_free_in_a_call_or_away_while_their_page_is_open(
    unit: FakeVideoUnit, called: UUID
) -> None:
    assert consultation_of(unit, called).clerk == "kim"
    be_at_desk(unit, "max", "Max Muster", "away")
    be_at_desk(unit, "max", "Max Muster")
    assert {one.name: one.state for one in colleagues(unit)} == {
        "Kim Klar": "in_call",
        "Lou Licht": "free",
        "Max Muster": "away",
    }
    assert isinstance(unit.clock, FakeClock)
    unit.clock.advance(minutes=2)
    assert colleagues(unit) == ()


def test_who_is_parked_waits_at_the_old_place_and_whoever_goes_on_is_said(unit: FakeVideoUnit, called: UUID) -> None:
    call = consultation_of(unit, called)
    unit.guests.put(Guest(uuid4(), call.id, "companion", "Max Freund", GuestState.ADMITTED))
    with pytest.raises(NotYourCall):
        park_consultation(unit, called, "lou", "")
    park_consultation(unit, called, "kim", "Ich frage kurz nach.")
    parked = consultation_of(unit, called)
    assert (parked.state, parked.message, parked.arrived_at) == (
        State.WAITING,
        "Ich frage kurz nach.",
        call.arrived_at,
    )
    assert [person.kind for person in unit.line.roster(call.id)] == ["citizen"]
    assert [guest.state for guest in unit.guests.of(call.id)] == [GuestState.WAITING]
    again = admit_citizen(unit, called, "lou", "Lou Licht")
    assert (again.clerk, again.started_at, again.parked_at) == ("lou", call.started_at, None)
    assert begun(unit) == ["kim", "lou"]


def test_a_call_goes_to_whom_it_was_offered_and_its_number_has_to_be_compared_anew(
    unit: FakeVideoUnit, called: UUID
) -> None:
    with pytest.raises(NotYourCall):
        take_call(unit, called, "lou", "Lou Licht")
    with pytest.raises(NotPossible):
        offer_call(unit, called, "kim", "nobody")
    offer_call(unit, called, "kim", "lou")
    assert [row.consultation.appointment_id for row in todays_queue(unit, clerk="lou").offered] == [called]
    assert todays_queue(unit, clerk="kim").offered == ()
    take_call(unit, called, "lou", "Lou Licht")
    taken = consultation_of(unit, called)
    assert (taken.clerk, taken.offered_to, taken.authenticated_at) == ("lou", None, None)
    assert begun(unit) == ["kim", "lou"]
    assert [person.kind for person in unit.line.roster(taken.id)] == ["citizen"]
    with pytest.raises(NotYourCall):
        join_line(unit, called, KIM, uuid4())


def test_an_offer_can_be_taken_back(unit: FakeVideoUnit, called: UUID) -> None:
    offer_call(unit, called, "kim", "lou")
    offer_call(unit, called, "kim", "")
    with pytest.raises(NotYourCall):
        take_call(unit, called, "lou", "Lou Licht")


def test_the_queue_of_one_office_shows_nobody_of_another(unit: FakeVideoUnit, appointment: UUID) -> None:
    open_consultation(unit, confirmed(office_name="Nellingen"))
    queue = todays_queue(unit, "Nellingen")
    assert [row.consultation.office_name for row in queue.planned] == ["Nellingen"]
    assert queue.offices == ("Bürgerbüro Stadthaus", "Nellingen")
    assert appointment in [row.consultation.appointment_id for row in todays_queue(unit).planned]


@pytest.mark.parametrize(
    ("before", "at_work", "minutes"), [(0, 1, 0), (1, 1, 15), (2, 1, 30), (2, 2, 15), (1, 2, 10), (3, 0, 45)]
)
def test_the_wait_is_what_is_before_one_shared_among_who_is_at_work(before: int, at_work: int, minutes: int) -> None:
    assert expected_wait(before, at_work, (), timedelta(minutes=15)) == minutes


def test_the_waiting_room_says_whether_the_office_is_there_and_how_long_it_takes(
    unit: FakeVideoUnit, called: UUID
) -> None:
    assert consultation_of(unit, called).state is State.IN_CALL
    other = confirmed()
    open_consultation(unit, other)
    waits = enter_waiting_room(unit, other.appointment_id, consents=True, devices="microphone")
    assert waits.devices == "microphone"
    assert foresee_wait(unit, waits).minutes == 0, "Lou is free"
    be_at_desk(unit, "lou", "Lou Licht", "away")
    assert foresee_wait(unit, waits).minutes == 15
    assert isinstance(unit.clock, FakeClock)
    unit.clock.advance(minutes=2)
    assert not foresee_wait(unit, waits).staffed
