"""Lost links are sent again to the booking's address, and the page tells nobody whether it exists."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from booking.domain.limit import LINKS_TO_ADDRESS
from booking.entrypoints.jobs import due
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.send_lost_links import ANSWER_LINK_REQUEST
from chassis.limits import network_of
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import Browser

PAGE = "/termin/link-verloren"


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


def ask(browser: Browser, email: str | None) -> Any:
    browser.get(PAGE)
    return browser.post(PAGE, email=email)


def mails(work: Open, ports: BookingPorts) -> list[tuple[str, str]]:
    """Answer all wishes and return the mails with links: to whom, and what."""
    with work() as unit:
        waiting = unit.connection.execute(
            sa.text("SELECT item FROM due_work WHERE kind = :kind"), {"kind": ANSWER_LINK_REQUEST}
        ).scalars()
        items = list(waiting)
    for item in items:
        due.jobs[ANSWER_LINK_REQUEST](work, ports, item)
    with work() as unit:
        found = unit.connection.execute(sa.text("SELECT recipient, text FROM mail WHERE subject LIKE '%Link%'"))
        return [(row.recipient, row.text) for row in found]


def test_the_links_go_to_the_address_of_the_booking_however_it_is_written(
    browser: Browser, free: datetime, work: Open, ports: BookingPorts
) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        before = unit.connection.execute(sa.text("SELECT text FROM mail")).scalar_one()
    answer = ask(browser, "Erika@Example.org ")
    assert answer.headers["Location"] == f"{PAGE}/gesendet"
    assert browser.get(f"{PAGE}/gesendet").status_code == 200
    ((recipient, text),) = mails(work, ports)
    assert recipient == CITIZEN.email
    assert booked.number in text
    links = [word for word in text.split() if word.startswith("https://")]
    assert len(links) == 2
    assert all(link in before for link in links)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(browser: Browser, work: Open, ports: BookingPorts) -> None:
    answer = ask(browser, "niemand@example.org")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}/gesendet")
    assert mails(work, ports) == []
    with work() as unit:
        assert unit.connection.execute(sa.text("SELECT count(*) FROM link_request")).scalar() == 0


def test_a_cancelled_appointment_has_no_links_any_more(
    browser: Browser, free: datetime, work: Open, ports: BookingPorts
) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        cancel_appointment(unit, booked.id, ports)
    ask(browser, CITIZEN.email)
    assert mails(work, ports) == []


def test_an_address_is_served_a_few_times_an_hour_and_never_told_so(
    browser: Browser, free: datetime, work: Open, ports: BookingPorts
) -> None:
    with work() as unit:
        confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
    answers = {ask(browser, CITIZEN.email).headers["Location"] for _ in range(LINKS_TO_ADDRESS.most + 2)}
    assert answers == {f"{PAGE}/gesendet"}
    assert len(mails(work, ports)) == LINKS_TO_ADDRESS.most


def test_a_network_that_asks_too_often_is_put_off(browser: Browser) -> None:
    answers = [ask(browser, f"n{number}@example.org").status_code for number in range(21)]
    assert answers == [303] * 20 + [429]


def test_what_is_no_address_is_said_and_kept(browser: Browser) -> None:
    page = ask(browser, "erika")
    assert page.status_code == 422
    assert "name@beispiel.de" in page.text
    assert 'value="erika"' in page.text


def test_neighbours_of_one_network_are_counted_together() -> None:
    assert network_of("192.0.2.7") == network_of("192.0.2.99") != network_of("192.0.3.7")
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:1::1")
