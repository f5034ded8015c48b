"""The month's plot: every day has its place, and no bar leaves the plot."""

from datetime import date

import pytest

from billing.domain.month import bars, whole_month

FEBRUARY = date(2028, 2, 1)


def test_every_day_of_the_month_is_there() -> None:
    month = whole_month(FEBRUARY, {date(2028, 2, 29): (1300, 0), date(2028, 3, 1): (1, 1)})
    assert len(month.days) == 29
    assert (month.assessed, month.received) == (1300, 0)
    assert [day.date for day in month.busy] == [date(2028, 2, 29)]
    assert (month.before, month.after) == (date(2028, 1, 1), date(2028, 3, 1))


@pytest.mark.parametrize(
    ("booked", "bottom", "top"),
    [
        ({}, 0, 1000),
        ({FEBRUARY: (1300, 1299)}, 0, 2000),
        ({FEBRUARY: (123_456, 9)}, 0, 200_000),
        ({FEBRUARY: (-1300, 2000)}, -2000, 2000),
        ({FEBRUARY: (0, -1)}, -1, 1000),
    ],
)
def test_the_lines_are_round_and_all_bars_lie_between(
    booked: dict[date, tuple[int, int]], bottom: int, top: int
) -> None:
    month = whole_month(FEBRUARY, booked)
    assert (month.bottom, month.top) == (bottom, top)
    for _day, assessed, received in bars(month, 700, 200):
        for bar in (assessed, received):
            assert 0 <= bar.y <= bar.y + bar.height <= 200.1
            assert 0 <= bar.x <= bar.x + bar.width <= 700


def test_bars_are_as_high_as_their_amounts() -> None:
    _day, assessed, received = bars(whole_month(FEBRUARY, {FEBRUARY: (2000, 500)}), 700, 200)[0]
    assert (assessed.height, received.height) == (200, 50)
    assert assessed.y + assessed.height == received.y + received.height == 200
