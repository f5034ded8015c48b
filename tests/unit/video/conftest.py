"""What video's unit tests share."""

from uuid import UUID

import pytest

from tests.unit.video.fakes import FakeVideoUnit, confirmed
from video.use_cases.open_consultation import open_consultation


@pytest.fixture
def unit() -> FakeVideoUnit:
    """A town with nothing in it, at 15:00 local time; the appointment of `confirmed()` begins at 15:10."""
    return FakeVideoUnit()


@pytest.fixture
def appointment(unit: FakeVideoUnit) -> UUID:
    """A planned consultation's appointment."""
    said = confirmed()
    open_consultation(unit, said)
    return said.appointment_id
