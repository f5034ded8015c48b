"""What clerks do with appointments: see the day, find a number, book on the telephone, call off."""

import re
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import make_response

from booking.domain.appointment import Appointment
from booking.domain.number import read_number
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from chassis.web.staff_access import remember_staff
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import Browser

DESK = "/verwaltung/booking"


@pytest.fixture
def clerk(app: Any, work: Open) -> Browser:
    """The browser of a clerk."""
    browser = Browser(app.test_client())
    with app.test_request_context(base_url="https://ostfildern.localhost"):
        response = make_response("")
        remember_staff(response, "c-1", "Karla Klein", {"ostfildern": ["clerk"]})
    browser.take(response)
    return browser


@pytest.fixture
def booked(work: Open, free: datetime, ports: BookingPorts) -> Appointment:
    """An appointment of a citizen with an address."""
    with work() as unit:
        return confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)


def rows(work: Open, question: str) -> list[tuple[Any, ...]]:
    with work() as unit:
        return [tuple(row) for row in unit.connection.execute(sa.text(question))]


def by_telephone(clerk: Browser, free: datetime, **fields: str) -> Any:
    """Book as a clerk does and return the last answer."""
    clerk.get(f"{DESK}/neu")
    clerk.get(f"{DESK}/neu/zeit", leistung="meldebescheinigung")
    held = clerk.post(f"{DESK}/neu/zeit", leistung="meldebescheinigung", zeit=stamp(free), klick=str(uuid4()))
    assert held.status_code == 303
    address = held.headers["Location"]
    assert clerk.get(address).status_code == 200
    return clerk.post(address, **{"given_names": "Otto", "family_name": "Ohne", "language": "de"} | fields)


def test_the_day_lists_numbers_and_procedures_but_no_names(clerk: Browser, booked: Appointment) -> None:
    page = clerk.get(DESK, tag=booked.slot.day)
    assert booked.number in page.text
    assert "Meldebescheinigung" in page.text
    assert CITIZEN.family_name not in page.text


def test_the_list_can_be_filtered_by_state(clerk: Browser, booked: Appointment) -> None:
    assert booked.number in clerk.get(DESK, tag=booked.slot.day, stand="confirmed").text
    assert booked.number not in clerk.get(DESK, tag=booked.slot.day, stand="cancelled").text


@pytest.mark.parametrize("day", ["gestern", str(date.min), str(date.max), ""])
def test_a_day_that_cannot_be_read_is_today(clerk: Browser, day: str) -> None:
    assert clerk.get(DESK, tag=day).status_code == 200


def test_a_number_is_found_however_it_is_typed_and_the_look_is_noted(
    clerk: Browser, booked: Appointment, work: Open
) -> None:
    answer = clerk.get(DESK, nummer=booked.number.lower().replace("-", " "))
    assert answer.headers["Location"] == f"{DESK}/termin/{booked.id}"
    assert CITIZEN.name in clerk.get(answer.headers["Location"]).text
    assert rows(work, "SELECT actor, action, subject FROM audit") == [("staff:c-1", "saw appointment", booked.id)]


def test_a_number_that_does_not_exist_is_said_and_kept(clerk: Browser) -> None:
    page = clerk.get(DESK, nummer="ABC-DEF")
    assert page.status_code == 404
    assert "Diese Terminnummer gibt es nicht" in page.text
    assert 'value="ABC-DEF"' in page.text


def test_a_number_is_read_without_its_dash() -> None:
    assert {read_number(written) for written in ("7kq4mx", " 7KQ-4MX", "7kq 4mx")} == {"7KQ-4MX"}


def test_a_citizen_without_address_is_booked_and_gets_a_letter(
    clerk: Browser, free: datetime, work: Open, app: Any
) -> None:
    answer = by_telephone(clerk, free)
    assert answer.status_code == 303
    assert "Bitte drucken Sie den Brief" in clerk.get(answer.headers["Location"]).text
    letter = clerk.get(answer.headers["Location"] + "/brief")
    assert "Otto Ohne" in letter.text
    token = re.search(r"/termin/zugang/([\w.-]+)", letter.text)
    assert token is not None
    assert rows(work, "SELECT count(*) FROM mail") == [(0,)]
    assert rows(work, "SELECT body #>> '{data,contact,email}' FROM outbox") == [(None,)]
    assert ("booked appointment",) in rows(work, "SELECT action FROM audit")
    citizen = Browser(app.test_client())
    citizen.get(f"/termin/zugang/{token[1]}")
    shown = citizen.post("/termin/zugang", token=token[1])
    assert shown.status_code == 303
    address = shown.headers["Location"]
    assert citizen.get(address).status_code == 200
    assert citizen.get(f"{address}/termin.ics").status_code == 200
    citizen.get(f"{address}/absagen")
    assert citizen.post(f"{address}/absagen").status_code == 303
    assert rows(work, "SELECT count(*) FROM mail") == [(0,)]


def test_a_citizen_with_address_gets_the_usual_mail(clerk: Browser, free: datetime, work: Open) -> None:
    by_telephone(clerk, free, email="otto@example.org")
    assert rows(work, "SELECT recipient FROM mail") == [("otto@example.org",)]


def test_a_clerk_who_goes_back_after_booking_is_led_to_the_appointment(clerk: Browser, free: datetime) -> None:
    booked = by_telephone(clerk, free)
    address = booked.headers["Location"].replace("/termin/", "/neu/")
    assert clerk.get(address).headers["Location"] == booked.headers["Location"]
    clerk.get(f"{DESK}/neu")
    changed = {"given_names": "Olga", "family_name": "Ohne", "language": "de"}
    assert clerk.post(address, **changed).headers["Location"] == booked.headers["Location"]
    assert "Diese Änderung wurde nicht übernommen" in clerk.get(booked.headers["Location"]).text


def test_missing_details_are_said_and_the_rest_is_kept(clerk: Browser, free: datetime) -> None:
    page = by_telephone(clerk, free, family_name="")
    assert page.status_code == 422
    assert 'value="Otto"' in page.text


def test_without_a_procedure_or_reservation_the_clerk_begins_again(clerk: Browser) -> None:
    assert clerk.get(f"{DESK}/neu/zeit").status_code == 422
    assert clerk.get(f"{DESK}/neu/zeit", leistung="heirat").status_code == 422
    page = clerk.get(f"{DESK}/neu/{uuid4()}")
    assert page.status_code == 410
    assert "Die Reservierung ist abgelaufen" in page.text


def test_a_clerk_who_comes_second_is_told_and_sees_other_times(clerk: Browser, free: datetime, work: Open) -> None:
    for _ in range(2):
        with work() as unit:
            hold_time(unit, wish(free))
    clerk.get(f"{DESK}/neu/zeit", leistung="meldebescheinigung")
    page = clerk.post(f"{DESK}/neu/zeit", leistung="meldebescheinigung", zeit=stamp(free), klick=str(uuid4()))
    assert page.status_code == 409
    assert 'name="zeit"' in page.text


def test_the_town_calls_off_with_a_reason_that_the_citizen_reads(
    clerk: Browser, booked: Appointment, work: Open
) -> None:
    address = f"{DESK}/termin/{booked.id}/absagen"
    clerk.get(address)
    answer = clerk.post(address, reason="Der Arbeitsplatz ist krankheitsbedingt nicht besetzt.")
    assert answer.headers["Location"] == f"{DESK}/termin/{booked.id}"
    assert "bekommt eine E-Mail mit dem Grund" in clerk.get(answer.headers["Location"]).text
    told = rows(
        work, "SELECT body #>> '{data,by}', body #>> '{data,reason}' FROM outbox ORDER BY position DESC LIMIT 1"
    )
    assert told == [("town", "Der Arbeitsplatz ist krankheitsbedingt nicht besetzt.")]
    ((text,),) = rows(work, "SELECT text FROM mail WHERE subject LIKE '%abgesagt'")
    assert "leider müssen wir Ihren Videotermin absagen" in text
    assert "Der Grund: Der Arbeitsplatz ist krankheitsbedingt nicht besetzt." in text
    assert ("cancelled appointment",) in rows(work, "SELECT action FROM audit")
    assert clerk.get(address).status_code == 409


def test_without_a_reason_nothing_is_called_off(clerk: Browser, booked: Appointment, work: Open) -> None:
    address = f"{DESK}/termin/{booked.id}/absagen"
    clerk.get(address)
    page = clerk.post(address, reason="  ")
    assert page.status_code == 422
    assert "Bitte füllen Sie dieses Feld aus" in page.text
    assert rows(work, "SELECT state FROM appointment") == [("confirmed",)]


def test_a_citizen_who_did_not_come_is_noted_by_hand_once_the_time_has_begun(
    clerk: Browser, booked: Appointment, work: Open
) -> None:
    address = f"{DESK}/termin/{booked.id}"
    assert "Nicht erschienen" not in clerk.get(address).text
    clerk.post(f"{address}/ausgang", ausgang="missed")
    assert "hat noch nicht begonnen" in clerk.get(address).text
    with work() as unit:
        unit.connection.execute(sa.text("UPDATE appointment SET begins_at = now() - interval '5 min'"))
    assert "Nicht erschienen" in clerk.get(address).text
    assert clerk.post(f"{address}/ausgang", ausgang="missed").status_code == 303
    assert "Nicht erschienen ist vermerkt" in clerk.get(address).text
    assert rows(work, "SELECT state FROM appointment") == [("missed",)]
    assert rows(work, "SELECT count(*) FROM audit WHERE action = 'noted appointment as missed'") == [(1,)]
