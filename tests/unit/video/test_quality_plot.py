"""Minutes become lines: in time, against the upper edge, each side for itself."""

from datetime import UTC, datetime, timedelta

from video.domain.quality import Measured, Minute
from video.entrypoints.quality_plot import plots

BEGUN = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)


def measured(kind: str, after: int, round_trip: float) -> Measured:
    minute = Minute(round_trip, 0.02, 24, 640, relayed=True, freezes=0)
    return Measured(kind, BEGUN + timedelta(minutes=after), minute)


def test_a_call_without_measurements_has_nothing_to_draw() -> None:
    assert plots(()) == ()


def test_the_worst_minute_touches_the_edge_and_each_side_has_its_line() -> None:
    drawn = plots([measured("clerk", 0, 0.05), measured("citizen", 1, 0.1), measured("clerk", 2, 0.4)])
    delay = drawn[0]
    assert (delay.measure, delay.top) == ("round_trip", 400)
    assert [curve.side for curve in delay.curves] == ["citizen", "clerk"]
    assert delay.curves[0].points == "300.0,90.0"
    assert delay.curves[1].points == "0.0,105.0 600.0,0.0"


def test_what_is_good_stays_flat_at_the_bottom() -> None:
    assert plots([measured("clerk", 0, 0.01)])[0].top == 100
