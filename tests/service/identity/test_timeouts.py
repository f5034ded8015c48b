"""Each step has its time: what comes later counts for nothing, and the check ends by itself."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.jobs.runner import JobRunner
from chassis.service import Running
from chassis.testing.fakes import FakeClock
from identity.domain.check import Status, Step
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead, panel, said


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


@pytest.fixture
def do_due_work(running: Running[Any]) -> Callable[[], int]:
    """Return what does all work that is due, as the worker does."""
    return JobRunner(running.work, running.tenants, running.due_work, running.ports).run_all


@pytest.mark.parametrize("step", [Step.CONSENT, Step.CONNECTION, Step.FEATURES, Step.NAMES, Step.DECISION])
def test_a_step_that_nobody_finishes_ends_the_check(  # noqa: PLR0917 - fixtures
    clerk: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    work: Open,
    clock: FakeClock,
    do_due_work: Callable[[], int],
    step: Step,
) -> None:
    booked = appointment("normal")
    lead(clerk, booked, check_of, step)
    do_due_work()
    assert check_of(booked).status is Status.OPEN
    clock.advance(minutes=15)
    do_due_work()
    ended = check_of(booked)
    assert ended.status is Status.REJECTED
    assert ended.results.person is None
    assert [event["reason"] for event in said(work)] == ["step-timed-out"]


def test_a_late_answer_is_refused_although_no_worker_was_there(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, clock: FakeClock
) -> None:
    booked = appointment("normal")
    shown = lead(clerk, booked, check_of, Step.DECISION)
    clock.advance(minutes=15, seconds=1)
    answer = clerk.post(f"{panel(booked)}/ergebnis", shown)
    assert "war abgelaufen" in answer.text
    assert check_of(booked).status is Status.REJECTED


def test_each_step_has_its_own_time(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, clock: FakeClock, do_due_work: Callable[[], int]
) -> None:
    booked = appointment("normal")
    for step in (Step.CONNECTION, Step.DOCUMENT):
        lead(clerk, booked, check_of, step) if step is Step.CONNECTION else clerk.post(
            f"{panel(booked)}/verbindung", clerk.get(panel(booked)), verbindung="ja"
        )
        clock.advance(minutes=9)
        do_due_work()
    assert (check_of(booked).status, check_of(booked).step) == (Status.OPEN, Step.DOCUMENT)
