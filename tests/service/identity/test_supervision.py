"""The supervisor's pages: how checks ended by clerk, alarms, the audit searched and verified."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.persistence.engine import create_engine
from chassis.persistence.tables import audit
from chassis.service import Running
from chassis.testing.fakes import FakeClock
from identity.adapters.tables import staff_name
from identity.domain.check import Step
from identity.use_cases import queries
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead, panel

PAGE, AUDIT = "/verwaltung/identity", "/verwaltung/identity/protokoll"


@pytest.fixture
def supervisor(browser: Callable[[], Browser]) -> Browser:
    """A supervisor."""
    return browser().sign_in("supervisor", subject="u-9", name="Vera Weber")


def rejected(clerk: Browser, booked: UUID, check_of: CheckOf, reason: str) -> None:
    """Reject a check at its features."""
    shown = lead(clerk, booked, check_of, Step.FEATURES)
    clerk.post(f"{panel(booked)}/ablehnen/features", shown, reason=reason)


def row_of(page: str, clerk: str) -> list[str]:
    """Return the cells of a clerk's row."""
    row = re.search(rf"<tr[^>]*>\s*<td[^>]*><a [^>]*>{clerk}<.*?</td>(.*?)</tr>", page, re.DOTALL)
    return re.findall(r">(\d+)</td>", row.group(1)) if row else []


def told_who(page: str) -> set[str]:
    """Return who acted, as the rows that were found say it."""
    rows = page.partition("<caption")[2]
    return {
        cell.strip() for cell in re.findall(r"<tr[^>]*>(?:\s*<td[^>]*>[^<]*</td>){2}\s*<td[^>]*>([^<]*)</td>", rows)
    }


def test_checks_are_shown_by_clerk_and_many_unseen_alarm(
    browser: Callable[[], Browser], supervisor: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    clerk = browser().sign_in("clerk")
    for reason in ("features-not-seen", "features-not-seen", "picture-too-poor", "doubt"):
        rejected(clerk, appointment(), check_of, reason)
    assert "Auffällig oft nicht erkennbar" not in supervisor.get(PAGE).text
    booked = appointment()
    clerk.post(f"{panel(booked)}/ergebnis", lead(clerk, booked, check_of, Step.DECISION))
    page = supervisor.get(PAGE).text
    assert row_of(page, "Sabine Schäfer") == ["1", "4", "3", "0"]
    assert "Auffällig oft nicht erkennbar" in page
    assert "Sabine Schäfer: bei 3 von 5" in page
    assert "u-1<" not in page


def test_who_has_not_acted_since_names_are_kept_is_shown_by_id(
    browser: Callable[[], Browser], supervisor: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    rejected(browser().sign_in("clerk"), appointment(), check_of, "doubt")
    with work() as unit:
        unit.connection.execute(staff_name.delete())
    assert row_of(supervisor.get(PAGE).text, "u-1") == ["0", "1", "0", "0"]


def test_a_name_is_kept_once_and_follows_the_provider(
    browser: Callable[[], Browser], appointment: Appointment, check_of: CheckOf, work: Open, clock: FakeClock
) -> None:
    def kept() -> list[tuple[str, str]]:
        with work() as unit:
            rows = unit.connection.execute(sa.select(staff_name.c.name, staff_name.c.seen_at)).all()
        return [(row.name, row.seen_at.strftime("%d.%m.")) for row in rows]

    clerk = browser().sign_in("clerk")
    rejected(clerk, appointment(), check_of, "doubt")
    assert kept() == [("Sabine Schäfer", "24.11.")]
    clock.now += timedelta(days=2)
    clerk.sign_in("supervisor", name="Sabine Sommer").post(f"{AUDIT}/pruefen", clerk.get(AUDIT))
    assert kept() == [("Sabine Sommer", "26.11.")]


def test_what_was_decided_last_stands_first(
    browser: Callable[[], Browser],
    supervisor: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    clock: FakeClock,
) -> None:
    clerk, opened_first, opened_second = browser().sign_in("clerk"), appointment(), appointment()
    for booked in (opened_second, opened_first):
        clock.now += timedelta(minutes=1)
        clerk.post(f"{panel(booked)}/ergebnis", lead(clerk, booked, check_of, Step.DECISION))
    page = supervisor.get(PAGE).text
    assert page.index(f"/{opened_first}") < page.index(f"/{opened_second}")


def test_a_check_that_the_list_does_not_show_is_found_by_its_appointment(  # noqa: PLR0917 - fixtures
    browser: Callable[[], Browser],
    supervisor: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "SHOWN", 1)
    clerk, oldest, newest, cut = browser().sign_in("clerk"), appointment(), appointment(), "Hier stehen nur die neues"
    for booked in (oldest, newest):
        assert cut not in supervisor.get(PAGE).text
        clock.now += timedelta(minutes=1)
        clerk.post(f"{panel(booked)}/ergebnis", lead(clerk, booked, check_of, Step.DECISION))
    page = supervisor.get(PAGE)
    assert (cut in page.text, f"/{newest}" in page.text, f"/{oldest}" in page.text) == (True, True, False)
    found = supervisor.post(PAGE, page, appointment=f" {oldest} ")
    assert (found.status_code, found.location) == (303, f"{PAGE}/{oldest}")
    for typed, told in (("T-1", "keine Kennung"), ("", "Bitte"), (str(uuid4()), "keine Prüfung")):
        refused = supervisor.post(PAGE, page, appointment=typed)
        assert (refused.status_code, told in refused.text) == (422, True)


def test_the_audit_is_searched_by_appointment_and_actor_and_searching_is_noted(
    browser: Callable[[], Browser], supervisor: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    first, second = appointment(), appointment()
    rejected(browser().sign_in("clerk"), first, check_of, "doubt")
    rejected(browser().sign_in("clerk", subject="u-2", name="Can Öz"), second, check_of, "doubt")
    days = {"first": "2026-11-24", "last": "2026-11-24"}
    form = supervisor.get(AUDIT)
    found = supervisor.post(AUDIT, form, appointment=str(first), **days).text
    assert told_who(found) == {"Sabine Schäfer"}
    assert "Sonstige Zweifel" in found
    assert "Mustermann" not in found
    assert '<option value="staff:u-2">Can Öz</option>' in form.text.replace("  ", " ")
    assert told_who(supervisor.post(AUDIT, form, actor="staff:u-2", **days).text) == {"Can Öz"}
    assert "0 Einträge" in supervisor.post(AUDIT, form, actor="staff:u-77", **days).text
    assert "0 Einträge" in supervisor.post(AUDIT, form, first="2026-11-20", last="2026-11-21").text
    with work() as unit:
        looked = sa.select(sa.func.count()).select_from(audit).where(audit.c.action == "audit.searched")
        assert unit.connection.execute(looked).scalar() == 4


def test_links_fill_in_what_the_audit_is_searched_for(
    browser: Callable[[], Browser], supervisor: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    clerk, booked = browser().sign_in("clerk"), appointment()
    clerk.post(f"{panel(booked)}/ergebnis", lead(clerk, booked, check_of, Step.DECISION))
    whose = re.search(rf'href="({AUDIT}\?wer=[^"]+)"', supervisor.get(PAGE).text)
    which = re.search(rf'href="({AUDIT}\?termin=[^"]+)"', supervisor.get(f"{PAGE}/{booked}").text)
    assert whose
    assert which
    assert '<option selected value="staff:u-1">Sabine Schäfer</option>' in supervisor.get(whose.group(1)).text
    assert f'value="{booked}"' in supervisor.get(which.group(1)).text


def test_the_audit_says_in_words_why_a_check_was_taken_back_and_what_was_not_visible(
    browser: Callable[[], Browser], supervisor: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    clerk, booked = browser().sign_in("clerk"), appointment()
    clerk.post(f"{panel(booked)}/ergebnis", lead(clerk, booked, check_of, Step.DECISION))
    supervisor.post(f"{PAGE}/{booked}", supervisor.get(f"{PAGE}/{booked}"), reason="forged-document")
    days = {"first": "2026-11-24", "last": "2026-11-24"}
    told = supervisor.post(AUDIT, supervisor.get(AUDIT), appointment=str(booked), **days).text
    assert "Der Ausweis war gefälscht oder gestohlen" in told
    assert "forged-document" not in told
    assert "Aus den letzten 90 Tagen gilt keine bestätigte Prüfung." in supervisor.get(PAGE).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"appointment": "T-1", "first": "2026-11-24", "last": "2026-11-24"}, "keine Kennung"),
        ({"first": "2026-11-24", "last": "2026-11-20"}, "liegt vor dem ersten"),
    ],
)
def test_a_search_that_makes_no_sense_is_explained(
    supervisor: Browser, work: Open, typed: dict[str, str], told: str
) -> None:
    assert work is not None
    answer = supervisor.post(AUDIT, supervisor.get(AUDIT), **typed)
    assert answer.status_code == 422
    assert told in answer.text


def test_the_button_says_whether_the_audit_was_changed(
    browser: Callable[[], Browser],
    supervisor: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    running: Running[Any],
) -> None:
    rejected(browser().sign_in("clerk"), appointment(), check_of, "doubt")

    def verify() -> str:
        supervisor.post(f"{AUDIT}/pruefen", supervisor.get(AUDIT))
        return str(supervisor.get(AUDIT).text)

    assert "Das Protokoll ist unverändert" in verify()
    owner = create_engine(running.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as connection:
        connection.execute(sa.text("UPDATE audit SET actor = 'x' WHERE position = (SELECT min(position) FROM audit)"))
    owner.dispose()
    assert "Das Protokoll wurde verändert, ab Eintrag" in verify()


def test_a_clerk_neither_searches_nor_verifies(browser: Callable[[], Browser], work: Open) -> None:
    assert work is not None
    assert browser().sign_in("clerk").get(AUDIT).status_code == 403
