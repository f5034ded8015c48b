"""Locked security questions open a task at the supervisor, who lets the person know and says so."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import audit
from identity.domain.check import Status, Step
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead, panel
from tests.service.identity.test_register import listed, rules

__all__ = ["listed", "rules"]

Lock = Callable[..., UUID]
PAGE = "/verwaltung/identity"
HEADING = "Gesperrte Sicherheitsfragen"


@pytest.fixture
def locked(
    browser: Callable[[], Browser], appointment: Appointment, check_of: CheckOf, rules: Callable[..., None]
) -> Lock:
    """Return `locked(**guesses)`: a check whose questions were locked by a limit."""

    def begin(**guesses: int) -> UUID:
        rules(guesses=guesses)
        clerk, booked = browser().sign_in("clerk"), appointment("substantial")
        shown: Any = lead(clerk, booked, check_of, Step.QUESTIONS)
        while check_of(booked).status is Status.OPEN:
            shown = clerk.post(f"{panel(booked)}/frage", shown, antwort="right")
        decision = check_of(booked).decision
        assert decision is not None
        assert decision.reason == "questions-locked"
        return booked

    return begin


@pytest.fixture
def supervisor(browser: Callable[[], Browser]) -> Browser:
    """A supervisor."""
    return browser().sign_in("supervisor", subject="u-9")


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ("appointment", "zu viele Antworten zu diesem Termin"),
        ("person", "zu viele Antworten zu dieser Person"),
        ("clerk", "zu viele Antworten bei dieser Sachbearbeitung"),
        ("town", "zu viele Antworten in der ganzen Kommune"),
    ],
)
def test_a_lock_opens_a_task_with_name_reason_and_what_to_search_the_audit_for(
    limit: str, reason: str, supervisor: Browser, locked: Lock
) -> None:
    assert HEADING not in supervisor.get(PAGE).text
    booked = locked(**{limit: 1})
    page = supervisor.get(PAGE).text
    assert HEADING in page
    assert "Erika Mustermann" in page
    assert reason in page
    assert page.count("zu viele Antworten") == 1
    assert str(booked) in page


def test_a_task_is_done_once_and_both_moments_are_in_the_audit(supervisor: Browser, locked: Lock, work: Open) -> None:
    booked = locked(appointment=1)
    page = supervisor.get(PAGE)
    for _ in range(2):
        assert supervisor.post(f"{PAGE}/{booked}/sperre", page).status_code == 303
    assert HEADING not in supervisor.get(PAGE).text
    with work() as unit:
        noted = list(unit.connection.execute(sa.select(audit.c.action, audit.c.actor)).all())
    assert [row.action for row in noted if row.action.startswith("questions.")] == [
        "questions.locked",
        "questions.lock-handled",
    ]
    assert [row.actor for row in noted if row.action == "questions.lock-handled"] == ["staff:u-9"]


def test_a_letter_is_ready_for_the_address_of_the_register_which_stays_in_the_browser(
    browser: Callable[[], Browser], supervisor: Browser, locked: Lock
) -> None:
    booked = locked(appointment=1)
    assert f'href="{PAGE}/{booked}/sperre/brief"' in supervisor.get(PAGE).text
    letter = supervisor.get(f"{PAGE}/{booked}/sperre/brief").text
    assert "Guten Tag Erika Mustermann," in letter
    (field,) = re.findall(r"<textarea[^>]*>", letter)
    assert "name=" not in field
    assert browser().sign_in("clerk").get(f"{PAGE}/{booked}/sperre/brief").status_code == 403
    supervisor.post(f"{PAGE}/{booked}/sperre", supervisor.get(PAGE))
    assert supervisor.get(f"{PAGE}/{booked}/sperre/brief").status_code == 404


def test_clerks_and_other_towns_cannot_close_a_task(
    browser: Callable[[], Browser], supervisor: Browser, locked: Lock, work: Open
) -> None:
    booked = locked(appointment=1)
    page = supervisor.get(PAGE)
    assert browser().sign_in("clerk").post(f"{PAGE}/{booked}/sperre", page).status_code in {400, 403}
    supervisor.post(f"{PAGE}/{uuid4()}/sperre", page)
    with work("musterstadt") as unit:
        assert unit.locks.open_tasks() == []
        assert not unit.locks.finish(booked, unit.clock())
    assert HEADING in supervisor.get(PAGE).text


def test_a_rejection_that_locks_nothing_opens_no_task(
    browser: Callable[[], Browser], supervisor: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    clerk, booked = browser().sign_in("clerk"), appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    while check_of(booked).status is Status.OPEN:
        shown = clerk.post(f"{panel(booked)}/frage", shown, antwort="wrong")
    assert check_of(booked).status is Status.REJECTED
    assert HEADING not in supervisor.get(PAGE).text
