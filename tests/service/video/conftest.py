"""Video with its own database."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.service import Running
from chassis.tenancy import Tenant


@pytest.fixture(scope="session")
def video(start: Callable[..., Running[Any]]) -> Running[Any]:
    """The service, migrated, with both towns' catalogues."""
    return start("video")


@pytest.fixture
def town(video: Running[Any], wipe: Callable[[Running[Any]], None]) -> Tenant:
    """Ostfildern with nothing in it."""
    wipe(video)
    return video.tenants.by_key("ostfildern")
