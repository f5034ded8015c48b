"""What the citizen sees, and what the supervisor may take back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.access import Grant
from chassis.persistence.tables import outbox
from contracts.booking import AppointmentCancelled
from identity.domain.check import Status, Step
from identity.use_cases.follow_appointment import close_check
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, features, lead, panel
from tests.unit.identity import fakes

Browsers = Callable[[], Browser]


def watch(appointment_id: UUID) -> str:
    """Return the address of the citizen's page."""
    return f"/identitaet/mitlesen/{appointment_id}"


def citizen(browser: Browsers, appointment_id: UUID) -> Browser:
    """Return the citizen's browser."""
    return browser().hold(Grant("ostfildern", appointment_id, "join"))


def test_the_citizen_reads_what_to_do_and_the_result(
    browser: Browsers, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    person, clerk = citizen(browser, booked), browser().sign_in("clerk")
    assert "Gleich prüfen wir Ihren Ausweis" in person.get(watch(booked)).text
    lead(clerk, booked, check_of, Step.FEATURES)
    assert "kippen" in person.get(watch(booked)).text
    shown = lead(clerk, appointment(), check_of, Step.CONSENT)
    assert shown.status_code == 200
    clerk.post(f"{panel(booked)}/ablehnen/features", clerk.get(panel(booked)), reason="doubt")
    ended = person.get(watch(booked))
    assert "Die Prüfung konnte nicht abgeschlossen werden" in ended.text
    assert "every 2s" not in ended.text


def test_a_page_that_is_up_to_date_gets_nothing_new(browser: Browsers, appointment: Appointment) -> None:
    booked = appointment()
    person = citizen(browser, booked)
    shown = person.get(watch(booked))
    assert "stand=open.consent" in shown.text
    assert person.get(watch(booked) + "?stand=open.consent").status_code == 204
    assert person.get(watch(booked) + "?stand=waiting.consent").status_code == 200


def test_features_that_were_drawn_and_never_looked_at_are_not_told_as_looked_at(
    browser: Browsers, appointment: Appointment, check_of: CheckOf
) -> None:
    booked, told = appointment(), "Sicherheitsmerkmale"
    person, clerk = citizen(browser, booked), browser().sign_in("clerk")
    shown = lead(clerk, booked, check_of, Step.FEATURES)
    assert told not in person.get(f"/identitaet/auskunft/{booked}").text
    clerk.post(f"{panel(booked)}/merkmale", shown, **features(check_of(booked)))
    assert told in person.get(f"/identitaet/auskunft/{booked}").text


def test_another_appointments_citizen_is_turned_away(browser: Browsers, appointment: Appointment) -> None:
    mine, other = appointment(), appointment()
    assert citizen(browser, mine).get(watch(other)).status_code == 404


def test_a_cancelled_appointment_closes_the_door(browser: Browsers, appointment: Appointment, work: Open) -> None:
    booked = appointment(call=False)
    person = citizen(browser, booked)
    assert person.get(watch(booked)).status_code == 200
    with work() as unit:
        close_check(unit, AppointmentCancelled(appointment_id=booked, cancelled_at=fakes.BEGINS, by="citizen"))
    assert person.get(watch(booked)).status_code == 410


def verified(browser: Browsers, appointment: Appointment, check_of: CheckOf) -> UUID:
    """Return an appointment whose citizen is identified."""
    booked = appointment()
    clerk = browser().sign_in("clerk")
    shown = lead(clerk, booked, check_of, Step.DECISION)
    clerk.post(f"{panel(booked)}/ergebnis", shown)
    return booked


def test_a_supervisor_revokes_a_check_and_says_so(
    browser: Browsers, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = verified(browser, appointment, check_of)
    supervisor = browser().sign_in("supervisor")
    assert "Erika Mustermann" in supervisor.get("/verwaltung/identity").text
    shown = supervisor.get(f"/verwaltung/identity/{booked}")
    missing: Any = supervisor.post(f"/verwaltung/identity/{booked}", shown)
    assert missing.status_code == 422
    supervisor.post(f"/verwaltung/identity/{booked}", shown, reason="forged-document")
    assert check_of(booked).status is Status.REVOKED
    with work() as unit:
        kinds = [body["type"] for body in unit.connection.execute(sa.select(outbox.c.body)).scalars()]
    assert kinds[-1] == "de.buergerbuero.identity.check.revoked.v1"
    assert "Erika Mustermann" not in supervisor.get("/verwaltung/identity").text


def test_a_clerk_revokes_nothing(browser: Browsers, appointment: Appointment, check_of: CheckOf) -> None:
    booked = verified(browser, appointment, check_of)
    assert browser().sign_in("clerk").get(f"/verwaltung/identity/{booked}").status_code == 403
