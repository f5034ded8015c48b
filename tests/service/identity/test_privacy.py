"""What is forgotten and when, what the citizen sees of it, and that nothing secret is anywhere."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.access import Grant
from chassis.persistence.tables import request_tally
from chassis.retention.persons import erase
from chassis.retention.purge import PURGE
from chassis.service import Running
from chassis.testing.fakes import FakeClock
from contracts.video import ConsultationEnded
from identity.adapters.holdings import HOLDINGS
from identity.adapters.tables import asked_topic, audit_detail, checks, contact, metadata
from identity.domain.check import Status, Step
from identity.use_cases.follow_consultation import end_check
from tests.service.identity.conftest import TOWN, Browser, Open, found
from tests.service.identity.desk import Appointment, CheckOf, lead, newest_code, panel, said
from tests.unit.identity import fakes

NAMED = ("booked_given_names", "booked_family_name", "results")


@pytest.fixture
def forget(running: Running[Any]) -> Callable[[], None]:
    """Return what forgets as the night does."""
    tenant = running.tenants.by_key("ostfildern")
    return lambda: running.due_work.jobs[PURGE](running.work.of(tenant), running.ports, uuid4())


@pytest.fixture
def verified(browser: Callable[[], Browser], appointment: Appointment, check_of: CheckOf) -> UUID:
    """An appointment whose citizen is identified."""
    booked = appointment("substantial")
    clerk = browser().sign_in("clerk")
    clerk.post(f"{panel(booked)}/ergebnis", lead(clerk, booked, check_of, Step.DECISION))
    assert check_of(booked).status is Status.VERIFIED
    return booked


def rows(work: Open, table: sa.Table) -> int:
    """Count the rows of a table."""
    with work() as unit:
        return int(unit.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def names(work: Open) -> str:
    """Return what is kept of names."""
    with work() as unit:
        return str(unit.connection.execute(sa.select(*(checks.c[name] for name in NAMED))).all())


def test_names_go_after_120_days_and_counters_and_topics_after_90(
    verified: UUID, work: Open, clock: FakeClock, forget: Callable[[], None]
) -> None:
    clock.advance(days=89)
    forget()
    assert "Mustermann" in names(work)
    assert rows(work, asked_topic) == 3
    assert rows(work, request_tally) == 4
    clock.advance(days=2)
    forget()
    assert (rows(work, asked_topic), rows(work, request_tally)) == (0, 0)
    assert "Mustermann" in names(work)
    clock.advance(days=30)
    forget()
    assert "Mustermann" not in names(work)
    assert "1964" not in names(work)
    with work() as unit:
        kept = unit.connection.execute(sa.select(checks.c.status, checks.c.level)).one()
        assert unit.trail.verify().sound
    assert tuple(kept) == ("verified", "substantial")
    assert verified


def test_audit_details_go_after_three_years_and_the_chain_still_verifies(
    verified: UUID, work: Open, clock: FakeClock, forget: Callable[[], None]
) -> None:
    clock.advance(days=3 * 365 + 1)
    forget()
    assert rows(work, audit_detail) == 0
    with work() as unit:
        assert unit.trail.verify().sound
        assert unit.trail.verify().rows > 5
    assert verified


def test_a_person_who_wants_to_be_forgotten_is_and_the_chain_still_verifies(verified: UUID, work: Open) -> None:
    with work() as unit:
        receipt = erase(unit.connection, unit.tenant.key, HOLDINGS, (verified,))
    assert receipt["checks"] == 1
    assert receipt["audit-details"] > 5
    assert "Mustermann" not in names(work)
    with work() as unit:
        assert unit.trail.verify().sound


@pytest.mark.parametrize("how", ["erased", "after 121 days"])
def test_a_check_of_a_forgotten_person_is_still_shown_and_can_be_taken_back(  # noqa: PLR0917 - fixtures
    how: str,
    verified: UUID,
    work: Open,
    clock: FakeClock,
    forget: Callable[[], None],
    browser: Callable[[], Browser],
    check_of: CheckOf,
) -> None:
    if how == "erased":
        with work() as unit:
            erase(unit.connection, unit.tenant.key, HOLDINGS, (verified,))
    else:
        clock.advance(days=121)
        forget()
    told = "Die Angaben zur Person sind gelöscht."
    shown = browser().sign_in("clerk").get(panel(verified))
    assert (shown.status_code, told in shown.text, "bei BundID" in shown.text) == (200, True, False)
    supervisor, at = browser().sign_in("supervisor"), f"/verwaltung/identity/{verified}"
    asked = supervisor.get(at)
    assert (asked.status_code, told in asked.text) == (200, True)
    assert supervisor.post(at, asked, reason="wrong-person").status_code == 303
    assert check_of(verified).status is Status.REVOKED


def test_every_table_of_identity_says_how_long_it_keeps_what() -> None:
    ours = {table.name for table in metadata.sorted_tables} - set(sa.MetaData().tables)
    own = {"checks", "contact", "audit_detail", "asked_topic", "check_facts", "lock_task"}
    own |= {"register_entry", "staff_name"}
    assert own <= ours
    assert {holding.table.name for holding in HOLDINGS} == own


def test_a_call_that_broke_off_ends_the_check_at_once_and_its_contact_is_forgotten(
    appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("normal")
    with work() as unit:
        end_check(
            unit,
            ConsultationEnded(
                appointment_id=booked, consultation_id=fakes.CONSULTATION, ended_at=fakes.BEGINS, outcome="broken_off"
            ),
        )
    assert (check_of(booked).status, check_of(booked).decided.reason) == (Status.REJECTED, "not-finished")
    assert said(work)[-1]["reason"] == "not-finished"
    assert rows(work, contact) == 0


def test_the_citizen_sees_what_is_kept_and_gets_it_as_a_file(browser: Callable[[], Browser], verified: UUID) -> None:
    person = browser().hold(Grant("ostfildern", verified, "case"))
    page = person.client.get(f"/identitaet/auskunft/{verified}", base_url=TOWN)
    assert page.status_code == 200
    for told in ("Erika Mustermann", "12.08.1964", "Personalausweis, Deutschland", "120 Tage", "Nie gespeichert"):
        assert told in page.text
    file = person.client.post(
        f"/identitaet/auskunft/{verified}/datei", base_url=TOWN, data={"csrf_token": found("csrf_token", page.text)}
    )
    told = json.loads(file.text)
    assert told["checks"][0]["booked_family_name"] == "Mustermann"
    assert len(told["audit-details"]) > 5
    assert "attachment" in file.headers["Content-Disposition"]


def test_nobody_else_sees_it(browser: Callable[[], Browser], verified: UUID, appointment: Appointment) -> None:
    person = browser().hold(Grant("ostfildern", verified, "case"))
    assert person.client.get(f"/identitaet/auskunft/{appointment()}", base_url=TOWN).status_code == 404
    assert browser().sign_in("clerk").client.get(f"/identitaet/auskunft/{verified}", base_url=TOWN).status_code == 401


def test_no_code_no_zone_and_no_token_is_in_a_log(
    browser: Callable[[], Browser],
    appointment: Appointment,
    check_of: CheckOf,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    booked = appointment("substantial")
    clerk = browser().sign_in("clerk")
    lead(clerk, booked, check_of, Step.DECISION)
    code = newest_code(clerk)
    printed = capsys.readouterr()
    logged = printed.out + printed.err + caplog.text
    assert "/identitaet/arbeitsplatz/" in logged
    for secret in (code, code.replace(" ", ""), "L01X00T47", "MUSTERMANN<<", "Mustermann", "erika@example.org", "1964"):
        assert secret not in logged
