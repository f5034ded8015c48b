"""Returned mails on a real database and on the clerk's page."""

from datetime import datetime

import sqlalchemy as sa

from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.note_bounce import note_bounce
from booking.use_cases.ports import BookingPorts
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import Browser
from tests.service.booking.test_staff_pages import clerk as clerk  # noqa: PLC0414 - a fixture


def test_a_returned_mail_becomes_a_task_until_a_clerk_has_looked_after_it(
    clerk: Browser, work: Open, free: datetime, ports: BookingPorts
) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        mail_id = unit.connection.execute(sa.text("SELECT id FROM mail")).scalar_one()
    assert "Alle E-Mails sind angekommen" in clerk.get("/verwaltung/booking/unzustellbar").text
    for _ in range(2):  # servers repeat themselves
        with work() as unit:
            note_bounce(unit, mail_id, "5.1.1")
    page = clerk.get("/verwaltung/booking/unzustellbar")
    assert page.text.count(f"Termin {booked.number}") == 1
    assert "5.1.1" in page.text
    assert "erika@example.org" not in page.text
    assert "noch nicht erreicht haben: 1</a>" in clerk.get("/verwaltung/booking").text
    done = f"/verwaltung/booking/unzustellbar/{booked.id}"
    assert clerk.post(done).status_code == 303
    assert booked.number not in clerk.get("/verwaltung/booking/unzustellbar").text
    assert clerk.post(done).status_code == 404
    assert "E-Mails sind zurückgekommen" not in clerk.get("/verwaltung/booking").text
    with work() as unit:
        note_bounce(unit, mail_id, "5.1.1")  # the same mail again is no news
        assert unit.bounces.open() == ()
