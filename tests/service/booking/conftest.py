"""Booking on a real database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from booking.adapters.unit import PostgresBookingUnit
from booking.domain.appointment import Citizen
from booking.use_cases.hold_time import Wish
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.service import Running

CITIZEN = Citizen(given_names="Erika", family_name="Mustermann", email="erika@example.org")
Open = Callable[..., AbstractContextManager[PostgresBookingUnit]]


@pytest.fixture(scope="session")
def booking(start: Callable[..., Running[Any]]) -> Running[Any]:
    """The service with its database."""
    return start("booking")


@pytest.fixture(scope="session")
def app(booking: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    """Its web application."""
    return application(booking)


@pytest.fixture
def work(booking: Running[Any], wipe: Callable[[Running[Any]], None]) -> Open:
    """Open units of work of a town, on empty tables."""
    wipe(booking)

    def begin(town: str = "ostfildern") -> AbstractContextManager[PostgresBookingUnit]:
        return booking.work(booking.tenants.by_key(town))

    return begin


@pytest.fixture
def ports(booking: Running[Any]) -> BookingPorts:
    """Real keys and letters."""
    assert isinstance(booking.ports, BookingPorts)
    return booking.ports


@pytest.fixture
def free(work: Open) -> datetime:
    """A time that is offered by two ordinary desks."""
    with work() as unit:
        days = free_times(unit, ["meldebescheinigung"]).days
    return days[-1].slots[0].time.begins_at


def wish(begins_at: datetime, click: UUID | None = None) -> Wish:
    """Return a wish for a certificate at that time."""
    return Wish(("meldebescheinigung",), begins_at, click or uuid4())
