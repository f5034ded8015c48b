"""Cancelling before the call closes everything in all five services."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from chassis.testing.waiting import until
from tests.e2e.inside import Inside
from tests.e2e.people import LATE, Citizen

CLOSED = {
    "booking": ("SELECT state FROM appointment WHERE id = %s", ["cancelled"]),
    "video": ("SELECT state FROM consultation WHERE appointment_id = %s", ["cancelled"]),
    "identity": ("SELECT status FROM checks WHERE appointment_id = %s", ["closed"]),
    "fulfilment": ("SELECT DISTINCT state FROM cases WHERE appointment_id = %s", ["withdrawn"]),
    "billing": ("SELECT id FROM charges WHERE appointment_id = %s AND voided_at IS NULL", []),
}


@pytest.fixture
def inside(system: dict[str, Any]) -> Inside:
    return Inside(system)


def test_cancelling_closes_everything(
    citizen: Citizen, inside: Inside, window: Callable[[int, int], BrowserContext]
) -> None:
    appointment = citizen.book_ahead("Meldebescheinigung", "Führungszeugnis")
    until(lambda: inside.ask("fulfilment", "SELECT 1 FROM cases WHERE appointment_id = %s", appointment), "cases", LATE)
    until(
        lambda: inside.ask("identity", "SELECT 1 FROM checks WHERE appointment_id = %s", appointment), "a check", LATE
    )

    citizen.page = window(390, 844).new_page()
    citizen.follow("Videotermin", "/termin/zugang/")
    citizen.page.locator("main form button").click()
    citizen.page.get_by_role("link", name="Termin absagen").click()
    citizen.page.get_by_role("button", name="Ja, Termin absagen").click()

    def is_closed(service: str) -> bool:
        question, answer = CLOSED[service]
        return inside.ask(service, question, appointment) == answer

    for service in CLOSED:
        until(partial(is_closed, service), f"{service} has closed it", LATE)
        doors = inside.ask(
            service, "SELECT 1 FROM access WHERE appointment_id = %s AND revoked_at IS NULL", appointment
        )
        assert doors == [], service

    mail = citizen.mailbox.newest(citizen.email, "abgesagt")
    assert "METHOD:CANCEL" in str(mail) or mail["attachments"][0]["content_type"] == "text/calendar"
    citizen.follow("Ihr Videotermin am", "/gespraech#")
    expect(citizen.page.locator("main")).to_contain_text("abgesagt")
