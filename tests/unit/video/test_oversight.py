"""The supervisor's view: what there is to do in each office, who waits how long, who is where and since when."""

from uuid import UUID

import pytest

from chassis.testing.fakes import FakeClock
from tests.unit.video.fakes import BEGINS, FakeVideoUnit, confirmed
from video.domain.clerk import AT_DESK_FOR
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.be_at_desk import be_at_desk
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.open_consultation import open_consultation
from video.use_cases.oversee import Standing, oversee


@pytest.fixture
def clock(unit: FakeVideoUnit) -> FakeClock:
    """Ten minutes before the first appointment."""
    assert isinstance(unit.clock, FakeClock)
    return unit.clock


def comes(unit: FakeVideoUnit, **changes: str) -> UUID:
    """Book and enter the waiting room at once."""
    said = confirmed(None, **changes)
    open_consultation(unit, said)
    enter_waiting_room(unit, said.appointment_id, consents=True)
    return said.appointment_id


def test_each_office_is_counted_for_itself_and_all_together(unit: FakeVideoUnit, clock: FakeClock) -> None:
    be_at_desk(unit, "kim", "Kim Klar")
    first = comes(unit)
    clock.advance(minutes=4)
    admit_citizen(unit, first, "kim", "Kim Klar")
    clock.advance(minutes=5)
    end_consultation(unit, first, "kim", "completed")
    comes(unit, office_name="Nellingen")
    clock.advance(minutes=3)
    comes(unit, office_name="Nellingen")
    open_consultation(unit, confirmed(office_name="Nellingen", begins_at=clock()))
    now = oversee(unit)
    house, nellingen = now.offices
    assert (house.name, house.waiting, house.done, house.mean_wait, house.longest_wait) == (
        "Bürgerbüro Stadthaus",
        0,
        1,
        4,
        None,
    )
    assert (nellingen.waiting, nellingen.longest_wait, nellingen.mean_wait) == (2, 3, None)
    assert (nellingen.to_come, nellingen.late) == (1, 1)
    assert (now.total.waiting, now.total.done, now.total.longest_wait) == (2, 1, 3)


def test_everybody_is_shown_with_what_they_do_where_and_since_when(unit: FakeVideoUnit, clock: FakeClock) -> None:
    begin = clock()
    be_at_desk(unit, "max", "Max Muster", office="Nellingen")
    clock.advance(minutes=2)
    for _ in range(3):
        be_at_desk(unit, "lou", "Lou Licht", office="Nellingen")
        be_at_desk(unit, "kim", "Kim Klar", "away")
        be_at_desk(unit, "ida", "Ida Igel")
        clock.advance(minutes=1)
    admit_citizen(unit, comes(unit), "ida", "Ida Igel")
    clock.advance(seconds=30)
    staff = oversee(unit).staff
    assert [(one.name, one.state, one.minutes, one.office) for one in staff] == [
        ("Lou Licht", "free", 3, "Nellingen"),
        ("Ida Igel", "in_call", 0, "Bürgerbüro Stadthaus"),
        ("Kim Klar", "away", 3, ""),
        ("Max Muster", "gone", 5, "Nellingen"),
    ]
    assert staff[3] == Standing("Max Muster", "gone", begin, 5, "Nellingen")


def test_who_changes_or_comes_back_begins_anew(unit: FakeVideoUnit, clock: FakeClock) -> None:
    def since() -> object:
        (one,) = oversee(unit).staff
        return one.since

    be_at_desk(unit, "kim", "Kim Klar")
    came = clock()
    clock.advance(minutes=1)
    be_at_desk(unit, "kim", "Kim Klar")
    assert since() == came
    be_at_desk(unit, "kim", "Kim Klar", "away")
    assert since() == clock()
    clock.advance(seconds=AT_DESK_FOR.total_seconds())
    be_at_desk(unit, "kim", "Kim Klar")
    assert since() == clock()


def test_who_was_there_yesterday_is_not_shown(unit: FakeVideoUnit, clock: FakeClock) -> None:
    be_at_desk(unit, "kim", "Kim Klar")
    clock.advance(hours=24)
    assert oversee(unit).staff == ()


def test_people_who_wait_for_nobody_are_told_of(unit: FakeVideoUnit, clock: FakeClock) -> None:
    assert clock() < BEGINS
    assert not oversee(unit).deserted
    comes(unit)
    assert oversee(unit).deserted
    be_at_desk(unit, "kim", "Kim Klar", "away")
    assert oversee(unit).deserted
    be_at_desk(unit, "kim", "Kim Klar", "free")
    now = oversee(unit)
    assert (now.deserted, now.free, now.newcomer.minutes) == (False, 1, 15)
