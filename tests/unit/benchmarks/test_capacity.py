"""The year on paper: as many come as the figures say, when offices are open, and the page is what was played."""

import numpy as np
import pytest

from benchmarks.capacity.costs import Costs
from benchmarks.capacity.demand import Year, year
from benchmarks.capacity.page import needs, of_the_region
from benchmarks.capacity.play import DAYS, MINUTES_OF_DAY, Played, play
from local.home import ROOT


@pytest.fixture(scope="module")
def played() -> Played:
    """A year."""
    return play(year())


def test_as_many_come_as_the_figures_say(played: Played) -> None:
    assert played.begun.sum() == pytest.approx(year().appointments, rel=0.01)


def test_nobody_comes_at_night_or_on_a_sunday(played: Played) -> None:
    days = played.begun.reshape(DAYS, MINUTES_OF_DAY)
    assert days[:, : 8 * 60].sum() == 0
    assert days[3].sum() == 0, "4 January 2026 is a Sunday"
    assert days[4].sum() > 0


def test_who_begins_also_ends(played: Played) -> None:
    assert played.running.min() == 0
    assert played.running[-1] == 0


def test_the_busiest_minute_is_what_is_needed() -> None:
    begun = np.zeros(120, dtype=int)
    begun[:60] = 60
    found = needs(Played(begun, np.full(120, 40)), Costs({"booking": 100.0}, 200.0, 0.01))
    assert (found.busiest_hour, found.calls, found.sockets, found.processes) == (3600, 40, 80, 1)
    assert found.cores_of_bookings == pytest.approx(0.1), "one a second, a tenth of a second each"
    assert found.cores_of_relays == pytest.approx(40 * 3 * 0.01), "forty calls, all relayed by default, 3 Mbit/s each"


def test_twice_the_people_need_twice_as_much() -> None:
    once, twice = play(Year((10_000.0,) * 12)), play(Year((20_000.0,) * 12))
    assert twice.begun.sum() == pytest.approx(2 * once.begun.sum(), rel=0.02)


def test_the_page_is_what_was_played() -> None:
    assert (ROOT / "docs" / "capacity.md").read_text(encoding="utf-8") == of_the_region(), "run `make capacity`"
