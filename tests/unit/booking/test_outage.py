"""An outage closes what it names and nothing else, and new hours tell whom they would leave alone."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Hours
from booking.domain.errors import UnknownAppointment
from booking.domain.outage import Outage, close_during, orphans
from booking.use_cases.call_off_outage import announce_outage, call_off_outage
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports, section
from tests.unit.booking.test_search import MONDAY, TOWN, clocks, search

NEXT_MONDAY = MONDAY + timedelta(days=7)
AT_8 = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)


def outage(**told: Any) -> Outage:
    values: dict[str, Any] = {
        "id": uuid4(),
        "office": "online",
        "first": MONDAY,
        "last": MONDAY,
        "reason": "Krank",
        "actor": "staff:1",
    }
    return Outage(**(values | told))


def held(begins_at: datetime = AT_8) -> Appointment:
    return hold_time(FakeBookingUnit(), Wish(("meldebescheinigung",), begins_at, uuid4()))


def test_an_office_that_is_closed_offers_nothing_on_these_days_and_all_on_others() -> None:
    closed = close_during(section(), outage())
    assert clocks(search(told=closed), MONDAY) == []
    assert clocks(search(told=closed), NEXT_MONDAY) == clocks(search(), NEXT_MONDAY)


def test_a_desk_whose_clerk_is_ill_leaves_the_times_of_the_others() -> None:
    found = search(told=close_during(section(), outage(desk="platz-1"))).on(MONDAY, {})
    assert {slot.desk for slots in found for slot in slots} == {"platz-2"}


def test_hours_that_end_before_an_appointment_does_leave_it_alone() -> None:
    one = held()
    assert orphans(section(), TOWN, [one]) == ()
    told = section()
    early = Hours(days=("mo", "di", "mi", "do", "fr"), opens=7 * 60, closes=8 * 60 + 5)
    office = told.offices[0].model_copy(update={"hours": (early,)})
    assert orphans(told.model_copy(update={"offices": (office,)}), TOWN, [one]) == (one,)


def test_a_walk_in_is_left_alone_by_a_day_off_and_not_by_the_hours() -> None:
    one, told = replace(held(), walk_in=True), section()
    desks = tuple(desk.model_copy(update={"hours": ()}) for desk in told.offices[0].desks)
    without_hours = told.offices[0].model_copy(update={"hours": (), "desks": desks})
    assert orphans(told.model_copy(update={"offices": (without_hours,)}), TOWN, [one]) == ()
    for desk in (None, one.slot.desk):
        closed = close_during(told, outage(desk=desk, first=one.slot.day, last=one.slot.day))
        assert orphans(closed, TOWN, [one]) == (one,)


def test_a_new_raster_leaves_nobody_alone_but_a_desk_that_is_gone_does() -> None:
    one, told = held(), section()
    assert orphans(told.model_copy(update={"raster_minutes": 60}), TOWN, [one]) == ()
    others = tuple(desk for desk in told.offices[0].desks if desk.key != one.slot.desk)
    office = told.offices[0].model_copy(update={"desks": others})
    assert orphans(told.model_copy(update={"offices": (office,)}), TOWN, [one]) == (one,)


def test_the_n_th_weekday_of_a_month_and_the_last_one_are_open() -> None:
    second, last = (Hours(days=("do",), opens=480, closes=540, weeks=(week,)) for week in (2, -1))
    assert [day for day in range(1, 31) if second.apply_on(date(2026, 11, day))] == [12]
    assert [day for day in range(1, 31) if last.apply_on(date(2026, 11, day))] == [26]


def test_hours_at_home_serve_only_what_may_be_done_from_home() -> None:
    told = section()
    home = told.offices[0].model_copy(
        update={"hours": tuple(hours.model_copy(update={"home_office": True}) for hours in told.offices[0].hours)}
    )
    papers = tuple(one.model_copy(update={"at_home": one.key != "meldebescheinigung"}) for one in told.procedures)
    told = told.model_copy(update={"offices": (home,), "procedures": papers})
    assert clocks(search("meldebescheinigung", told=told), MONDAY) == []
    assert clocks(search("beratung", told=told), MONDAY)


def test_a_new_day_is_released_at_the_towns_hour() -> None:
    told = section().model_copy(update={"release_at": 7 * 60, "horizon_days": 8})
    before, after = (datetime(2026, 11, 22, hour, 30, tzinfo=UTC) for hour in (5, 6))
    last = date(2026, 11, 30)
    assert clocks(search(told=told, now=before), last) == []
    assert clocks(search(told=told, now=after), last)


@pytest.mark.parametrize(("desk", "gone"), [(None, True), ("platz-1", True), ("platz-2", False)])
def test_a_time_that_is_held_there_is_lost_at_once_and_no_other(desk: str | None, gone: bool) -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("meldebescheinigung",), AT_8, uuid4()))
    assert hold.slot.desk == "platz-1"
    announce_outage(unit, outage(desk=desk, first=hold.slot.day, last=hold.slot.day), "Sabine Sommer")
    if gone:
        with pytest.raises(UnknownAppointment):
            confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    else:
        assert confirm_appointment(unit, hold.id, CITIZEN, ports(unit)).state == "confirmed"


def test_who_moves_away_while_the_others_are_called_off_keeps_the_new_time() -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("meldebescheinigung",), AT_8, uuid4()))
    booked = confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    told = announce_outage(unit, outage(first=hold.slot.day, last=hold.slot.day), "Sabine Sommer")
    later, opened = AT_8 + timedelta(days=4), []

    def work() -> AbstractContextManager[FakeBookingUnit]:
        """The citizen moves between the list and the first one on it."""
        opened.append(unit)
        if len(opened) == 2:
            move_appointment(unit, booked.id, later, ports(unit))
        return nullcontext(unit)

    call_off_outage(work, told.id, ports(unit))
    kept = unit.appointments.kept[booked.id]
    assert (kept.state, kept.begins_at) == ("confirmed", later)
