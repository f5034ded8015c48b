"""The town's days: holidays of its Land, and a clock that stands still while somebody else has to act."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from fulfilment.domain.case import Step
from fulfilment.domain.flow import State
from fulfilment.domain.service_clock import due_on
from fulfilment.domain.working_days import is_working_day, working_days_after, working_days_between
from tests.unit.fulfilment.fakes import section

FRONLEICHNAM = date(2026, 6, 4)
BERLIN = ZoneInfo("Europe/Berlin")
FLOW = section().flows["certificate"]
CASE = uuid4()


def history(*stands: tuple[State, date]) -> list[Step]:
    at_noon = [(state, datetime(day.year, day.month, day.day, 11, tzinfo=UTC)) for state, day in stands]
    return [Step(CASE, at, "begin", state, "system") for state, at in at_noon]


@pytest.mark.parametrize(("land", "works"), [("BW", False), ("BE", True)])
def test_fronleichnam_is_a_holiday_in_baden_wuerttemberg_and_a_working_day_in_berlin(land: str, works: bool) -> None:
    assert is_working_day(FRONLEICHNAM, land) is works


def test_working_days_skip_weekends_and_the_holidays_of_the_land() -> None:
    wednesday = date(2026, 6, 3)
    assert working_days_after(wednesday, 2, "BW") == date(2026, 6, 8)
    assert working_days_after(wednesday, 2, "BE") == date(2026, 6, 5)


def test_counting_days_and_going_days_agree() -> None:
    start = date(2026, 12, 22)
    for count in range(1, 12):
        assert working_days_between(start, working_days_after(start, count, "BW"), "BW") == count


def test_the_clock_stands_still_while_the_fee_is_open() -> None:
    monday = date(2026, 11, 2)
    waiting = history(("open", monday), ("confirmed", monday), ("submitted", monday))
    assert due_on(FLOW, waiting, "BW", BERLIN) is None
    paid = [*waiting, *history(("settled", monday + timedelta(days=21)))]
    assert due_on(FLOW, paid, "BW", BERLIN) == date(2026, 11, 26)


def test_days_that_passed_before_a_pause_are_used_up() -> None:
    monday = date(2026, 11, 2)
    story = history(("confirmed", monday), ("submitted", date(2026, 11, 4)), ("settled", date(2026, 11, 16)))
    assert due_on(FLOW, story, "BW", BERLIN) == date(2026, 11, 17)


def test_a_clock_that_has_run_out_says_so_with_the_day_itself() -> None:
    story = history(("confirmed", date(2026, 11, 2)), ("submitted", date(2026, 11, 30)), ("settled", date(2026, 12, 1)))
    assert due_on(FLOW, story, "BW", BERLIN) == date(2026, 12, 1)
