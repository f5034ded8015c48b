"""The code to the booking's contact: sent by mail, read out, compared; few tries, few codes, and then another way."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import mail
from chassis.testing.fakes import FakeClock
from identity.adapters.tables import contact
from identity.domain.check import Status, Step
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead, newest_code, panel


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


def at_code(clerk: Browser, booked: UUID, check_of: CheckOf) -> Any:
    """Lead a check to the step of the code."""
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    while check_of(booked).step is Step.QUESTIONS:
        shown = clerk.post(f"{panel(booked)}/frage", shown, antwort="right")
    assert check_of(booked).step is Step.CODE
    return shown


def wrong(code: str) -> str:
    """Return another code."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06d}"


def test_the_code_goes_to_the_bookings_contact_and_is_not_in_the_subject(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("substantial")
    shown = at_code(clerk, booked, check_of)
    assert "e…@example.org" in shown.text
    assert "erika@example.org" not in shown.text
    shown = clerk.post(f"{panel(booked)}/code/senden", shown, weg="mail")
    with work() as unit:
        (sent,) = unit.connection.execute(sa.select(mail)).all()
    code = newest_code(clerk)
    assert sent.recipient == "erika@example.org"
    assert code[:3] not in sent.subject
    assert code not in shown.text
    clerk.post(f"{panel(booked)}/code", shown, code=f" {code} ")
    assert check_of(booked).step is Step.DECISION


def test_a_wrong_code_costs_a_try_and_the_fourth_counts_no_more(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment("substantial")
    shown = clerk.post(f"{panel(booked)}/code/senden", at_code(clerk, booked, check_of), weg="mail")
    code = newest_code(clerk)
    told = [clerk.post(f"{panel(booked)}/code", shown, code=wrong(code)) for _ in range(3)]
    assert [answer.status_code for answer in told] == [422, 422, 422]
    assert "Code stimmt nicht" in told[0].text
    assert "zu oft falsch" in told[2].text
    assert 'value="code-not-confirmed" checked' in told[2].text
    clerk.post(f"{panel(booked)}/code", shown, code=code)
    assert check_of(booked).step is Step.CODE


def test_a_code_is_good_for_ten_minutes_and_a_new_one_replaces_it(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, clock: FakeClock
) -> None:
    booked = appointment("substantial")
    shown = clerk.post(f"{panel(booked)}/code/senden", at_code(clerk, booked, check_of), weg="mail")
    old = newest_code(clerk)
    clock.advance(minutes=10, seconds=1)
    assert "gilt nicht mehr" in clerk.post(f"{panel(booked)}/code", shown, code=old).text
    shown = clerk.post(f"{panel(booked)}/code/senden", shown, weg="mail")
    assert check_of(booked).step is Step.CODE


def test_only_three_codes_are_sent(clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open) -> None:
    booked = appointment("substantial")
    shown = at_code(clerk, booked, check_of)
    for _ in range(4):
        shown = clerk.post(f"{panel(booked)}/code/senden", shown, weg="mail")
    assert "schon drei Codes" in shown.text
    with work() as unit:
        assert unit.connection.execute(sa.select(sa.func.count()).select_from(mail)).scalar() == 3


def test_a_code_of_six_digits_is_asked_for(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment("substantial")
    shown = clerk.post(f"{panel(booked)}/code/senden", at_code(clerk, booked, check_of), weg="mail")
    assert "sechs Ziffern" in clerk.post(f"{panel(booked)}/code", shown, code="12345").text


def test_the_contact_is_dropped_with_the_decision(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.DECISION)
    clerk.post(f"{panel(booked)}/ergebnis", shown)
    assert check_of(booked).status is Status.VERIFIED
    with work() as unit:
        assert unit.connection.execute(sa.select(contact)).all() == []


def test_a_booking_without_contact_takes_four_eyes(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("substantial")
    with work() as unit:
        unit.contacts.forget(booked)
    shown = at_code(clerk, booked, check_of)
    assert "keine E-Mail-Adresse" in shown.text
    assert "Zweite Person fragen" in shown.text
    assert "steht in der Buchung nichts" in clerk.post(f"{panel(booked)}/code/senden", shown, weg="mail").text
