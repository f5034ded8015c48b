"""Who booked on the telephone opens the appointment with number and PIN, and guessing tells nobody anything."""

import re
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from booking.domain.pin import TRIES_FROM_NETWORK, TRIES_OF_NUMBER
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.book_for_citizen import book_for_citizen
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.open_by_number import known_pin
from booking.use_cases.ports import BookingPorts
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import Browser
from tests.service.booking.test_staff_pages import DESK, by_telephone, clerk

__all__ = ["clerk"]
PAGE = "/termin/nummer"
NUMBER = r"Terminnummer (\w{3}-\w{3}), PIN (\d{4} \d{4})"
WRONG = "Terminnummer und PIN passen nicht zusammen"


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    """A browser that holds no link."""
    return Browser(app.test_client())


@pytest.fixture
def told(work: Open, free: datetime, ports: BookingPorts) -> tuple[str, str]:
    """Number and PIN of a telephone booking."""
    with work() as unit:
        booked = book_for_citizen(unit, hold_time(unit, wish(free)).id, CITIZEN, "staff:c-1", ports)
        return booked.number, known_pin(unit, booked, ports.keys) or ""


def enter(browser: Browser, number: str, pin: str) -> Any:
    browser.get(PAGE)
    return browser.post(PAGE, number=number, pin=pin)


def test_what_the_clerk_reads_out_stands_in_the_letter_and_opens_the_appointment(
    clerk: Browser, browser: Browser, free: datetime
) -> None:
    booked = by_telephone(clerk, free).headers["Location"]
    read_out = re.search(NUMBER, clerk.get(booked).text)
    printed = re.search(NUMBER, clerk.get(f"{booked}/brief").text)
    assert read_out is not None
    assert printed is not None
    assert read_out.groups() == printed.groups()
    answer = enter(browser, read_out[1].lower(), read_out[2])
    assert answer.status_code == 303
    assert read_out[1] in browser.get(answer.headers["Location"]).text


def test_who_is_called_in_again_is_read_a_number_and_pin_of_the_new_appointment(
    clerk: Browser, browser: Browser, free: datetime, work: Open
) -> None:
    booked = by_telephone(clerk, free).headers["Location"]
    before = re.search(NUMBER, clerk.get(booked).text)
    with work() as unit:
        unit.connection.execute(sa.text("UPDATE appointment SET begins_at = now() - interval '5 min'"))
    clerk.get(f"{booked}/verschieben")
    again = clerk.post(f"{booked}/verschieben", zeit=stamp(free))
    read_out = re.search(NUMBER, clerk.get(again.headers["Location"]).text)
    assert before is not None
    assert read_out is not None
    assert read_out[1] != before[1]
    assert read_out[1] in browser.get(enter(browser, read_out[1], read_out[2]).headers["Location"]).text


def test_only_a_salted_digest_of_the_pin_is_kept(told: tuple[str, str], work: Open) -> None:
    with work() as unit:
        kept = unit.connection.execute(sa.text("SELECT appointment::text FROM appointment")).scalar_one()
        digests = unit.connection.execute(sa.text("SELECT length(pin_salt), length(pin_digest) FROM appointment")).one()
    assert told[1] not in kept
    assert tuple(digests) == (16, 64)


def test_a_wrong_pin_and_an_unknown_number_get_the_same_answer_and_keep_what_was_typed(
    browser: Browser, told: tuple[str, str]
) -> None:
    wrong, unknown = enter(browser, told[0], "0000 0000"), enter(browser, "ABC-DEF", "0000 0000")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert WRONG in wrong.text
    assert f'value="{told[0]}"' in wrong.text
    assert _plain(wrong.text).replace(told[0], "ABC-DEF") == _plain(unknown.text)


def test_a_number_is_tried_five_times_an_hour_whether_it_exists_or_not(browser: Browser, told: tuple[str, str]) -> None:
    for number in (told[0], "ABC-DEF"):
        codes = [enter(browser, number, "0000 0000").status_code for _ in range(TRIES_OF_NUMBER.most + 1)]
        assert codes == [422] * TRIES_OF_NUMBER.most + [429]
    assert enter(browser, *told).status_code == 429


def test_a_network_is_held_up_however_many_numbers_it_tries(browser: Browser, told: tuple[str, str]) -> None:
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    codes = {enter(browser, f"AAA-AA{sign}", "0000 0000").status_code for sign in signs[: TRIES_FROM_NETWORK.most]}
    assert codes == {422}
    refused = enter(browser, *told)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "3600"


def test_a_cancelled_appointment_opens_no_more(
    browser: Browser, told: tuple[str, str], work: Open, ports: BookingPorts
) -> None:
    with work() as unit:
        booked = unit.appointments.of_number(told[0])
        assert booked is not None
        cancel_appointment(unit, booked.id, ports)
    assert WRONG in enter(browser, *told).text


def test_an_online_booking_has_no_pin(clerk: Browser, free: datetime, work: Open, ports: BookingPorts) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
    assert "mit Nummer und PIN" not in clerk.get(f"{DESK}/termin/{booked.id}/brief").text


def test_the_page_speaks_english(browser: Browser) -> None:
    assert "Did you book by telephone?" in browser.get(PAGE, sprache="en").text


def _plain(page: str) -> str:
    """Return a page without what differs at each request."""
    return re.sub(r"""((csrf_token"[^>]*value|nonce)="[^"]*"|hx-headers='[^']*')""", "", page)
