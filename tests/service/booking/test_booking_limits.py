"""Nobody takes all the times: bookings are counted by address, telephone and network, across offices, for a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from booking.domain.citizen_options import MostBookings
from booking.domain.limit import same_phone
from booking.use_cases.queries import free_times
from chassis.service import Running
from tests.service.booking.conftest import Open
from tests.service.booking.test_api import API, DETAILS, HOST, hold


@pytest.fixture
def strict(booking: Running[Any], work: Open) -> Any:
    """The town allows two a day of each."""
    with work() as unit:
        kept = unit.catalogue
        two = MostBookings(of_address=2, of_phone=2, of_network=3)
        booking.work.sections.store(unit.connection, "ostfildern", kept.model_copy(update={"most_bookings": two}))
    yield
    with work() as unit:
        booking.work.sections.store(unit.connection, "ostfildern", kept)


@pytest.fixture
def book(app: Any, strict: None, work: Open) -> Callable[..., Any]:
    """Return `book(email, phone, network)`, which books the next free time."""

    def next_one(email: str, phone: str | None = None, network: str = "198.51.100.7") -> Any:
        client = app.test_client()
        with work() as unit:
            begins_at: datetime = free_times(unit, ["meldebescheinigung"]).days[0].slots[-1].time.begins_at
        held = hold(client, begins_at).json["hold_id"]
        details = DETAILS | {"email": email} | ({"phone": phone} if phone else {})
        told = {"X-Forwarded-For": network}
        return client.post(f"{API}/holds/{held}/confirmation", json=details, base_url=HOST, headers=told)

    return next_one


def test_an_address_books_as_often_as_the_town_allows(book: Callable[..., Any]) -> None:
    spellings = ("erika@example.org", "Erika@Example.org", "ERIKA@example.org")
    answers = [book(one, network=f"198.51.{number}.1") for number, one in enumerate(spellings)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json["type"] == "urn:problem-type:too-many-bookings"


def test_so_does_a_telephone_however_it_is_written(book: Callable[..., Any]) -> None:
    spellings = ("0711 34041234", "+49 711 3404-1234", "0049711/34041234")
    answers = [book(f"e{number}@example.org", one, f"198.51.{number}.1") for number, one in enumerate(spellings[:2])]
    last = book("e9@example.org", "0711/34041234", "198.51.9.1")
    assert [answer.status_code for answer in (*answers, last)] == [200, 200, 429]


def test_so_does_a_network(book: Callable[..., Any]) -> None:
    answers = [book(f"e{number}@example.org", network=f"198.51.100.{number}") for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_what_is_refused_keeps_the_reserved_time(book: Callable[..., Any], work: Open) -> None:
    for _ in range(3):
        book("erika@example.org")
    with work() as unit:
        states = unit.connection.exec_driver_sql("SELECT state FROM appointment ORDER BY state").scalars().all()
    assert states == ["confirmed", "confirmed", "held"]


@pytest.mark.parametrize(
    ("written", "digits"),
    [("0711 3404", "497113404"), ("+49 711/3404", "497113404"), ("0049 711 3404", "497113404"), ("+43 1 2", "4312")],
)
def test_a_telephone_number_is_one_however_it_is_written(written: str, digits: str) -> None:
    assert same_phone(written) == digits
