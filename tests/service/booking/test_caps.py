"""Caps of a day hold however many click at once on different times and desks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from booking.domain.errors import TimeTaken
from booking.use_cases.hold_time import hold_time
from booking.use_cases.queries import free_times
from chassis.service import Running
from tests.service.booking.conftest import Open, wish

CAP, CLICKS_ON_EACH = 3, 3
PAPER = "meldebescheinigung"


@pytest.mark.parametrize("where", ["offices", "procedures"])
def test_a_crowd_gets_no_more_than_the_day_takes(
    booking: Running[Any], work: Open, free: datetime, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work() as unit:
        section = unit.catalogue
    capped = tuple(one.model_copy(update={"most_per_day": CAP}) for one in getattr(section, where))
    told = section.model_copy(update={where: capped})
    monkeypatch.setattr(type(unit), "catalogue", told)
    with work() as unit:
        day = next(one for one in free_times(unit, [PAPER]).days if free in [slot.time.begins_at for slot in one.slots])
    clicks = [slot.time.begins_at for slot in day.slots] * CLICKS_ON_EACH
    assert len(clicks) > 2 * CAP
    line = Barrier(len(clicks))

    def click(begins_at: datetime) -> bool:
        line.wait(timeout=30)
        try:
            with work() as unit:
                return hold_time(unit, wish(begins_at, uuid4())).state == "held"
        except TimeTaken:
            return False

    with ThreadPoolExecutor(len(clicks)) as pool:
        assert sum(pool.map(click, clicks)) == CAP
    with work() as unit:
        assert day.day not in [one.day for one in free_times(unit, [PAPER], day.day).days]
