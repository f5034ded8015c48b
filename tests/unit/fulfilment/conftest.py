"""A unit of work of fulfilment, in memory."""

import pytest

from tests.unit.fulfilment.fakes import FulfilmentFake


@pytest.fixture
def unit() -> FulfilmentFake:
    """An empty one."""
    return FulfilmentFake()
