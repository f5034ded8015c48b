"""Narrowing the free times, and seeing them by month and week."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from booking.domain.errors import TimeTaken
from booking.domain.time_filter import TimeFilter, spoken_languages
from booking.use_cases.calendar_views import month_view, week_view
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.queries import free_days, free_times
from tests.unit.booking.fakes import FakeBookingUnit, one_desk, section

PROCEDURES = ("meldebescheinigung",)
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def states(unit: FakeBookingUnit, month: date) -> dict[int, str]:
    page = month_view(unit, PROCEDURES, month)
    return {cell.day.day: cell.state for week in page.weeks for cell in week}


def test_only_days_and_times_that_suit_are_shown() -> None:
    unit = FakeBookingUnit()
    only = TimeFilter(weekdays=("mo",), parts=("afternoon",))
    found = free_days(unit, PROCEDURES, only=only)
    assert found
    assert {one.day.weekday() for one in found} == {0}
    hours = {slot.time.begins_at.astimezone(unit.tenant.zone).hour for one in found for slot in one.slots}
    assert hours == {15}
    assert free_times(unit, PROCEDURES, only=only).next_free == found[0].slots[0]


def test_a_language_narrows_to_the_desks_where_it_is_spoken_also_when_the_time_is_taken() -> None:
    unit = FakeBookingUnit()
    assert spoken_languages(unit.catalogue) == ("de", "en")
    (desk,) = {slot.desk for one in free_days(unit, PROCEDURES, only=TimeFilter(language="en")) for slot in one.slots}
    held = hold_time(unit, Wish(PROCEDURES, FRIDAY, uuid4(), language="en"))
    assert held.slot.desk == desk
    with pytest.raises(TimeTaken):
        hold_time(unit, Wish(PROCEDURES, FRIDAY, uuid4(), language="en"))
    assert hold_time(unit, Wish(PROCEDURES, FRIDAY, uuid4())).slot.desk != desk


def test_an_office_that_does_not_exist_narrows_nothing() -> None:
    unit = FakeBookingUnit()
    assert free_days(unit, PROCEDURES, only=TimeFilter(office="abgerissen")) == free_days(unit, PROCEDURES)


def test_a_month_tells_free_full_and_closed_days_apart() -> None:
    unit = FakeBookingUnit(catalogue=one_desk(section()))
    for one in free_days(unit, PROCEDURES):
        if one.day == FRIDAY.date():
            for slot in one.slots:
                hold_time(unit, Wish(PROCEDURES, slot.time.begins_at, uuid4()))
    seen = states(unit, date(2026, 11, 1))
    assert (seen[23], seen[26], seen[27], seen[28], seen[30]) == ("beyond", "free", "full", "closed", "free")


def test_a_month_has_its_own_days_only_and_leads_to_its_neighbours() -> None:
    page = month_view(FakeBookingUnit(), PROCEDURES, date(2026, 12, 15))
    days = [cell.day for week in page.weeks for cell in week]
    assert (days[0], days[-1], len(days)) == (date(2026, 12, 1), date(2026, 12, 31), 31)
    assert (page.earlier, page.later) == (date(2026, 11, 30), date(2027, 1, 1))
    assert not page.is_full


def test_a_full_month_says_when_the_next_free_day_is() -> None:
    unit = FakeBookingUnit(catalogue=one_desk(section()))
    for one in free_days(unit, PROCEDURES):
        if one.day.month == 11:
            for slot in one.slots:
                hold_time(unit, Wish(PROCEDURES, slot.time.begins_at, uuid4()))
    page = month_view(unit, PROCEDURES, date(2026, 11, 1))
    assert page.is_full
    assert page.next_free == date(2026, 12, 1)


def test_a_week_begins_on_monday_and_shows_the_first_free_one() -> None:
    page = week_view(FakeBookingUnit(), PROCEDURES)
    assert page.first.weekday() == 0
    assert not page.is_full
    assert [cell.day.weekday() for cell in page.weeks[0]] == list(range(7))


@pytest.mark.parametrize("asked", [date(1999, 1, 1), date(2999, 12, 31)])
def test_a_day_far_away_leads_to_what_may_be_booked(asked: date) -> None:
    unit = FakeBookingUnit()
    for view in (month_view, week_view):
        page = view(unit, PROCEDURES, asked)
        assert page.earlier is None or page.later is None
