"""The Bundesamt at its worst, over weeks: the right end, one submission, one mail a step, a task where people help."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.jobs.runner import JobRunner
from chassis.persistence.tables import mail, outbox
from chassis.service import Running
from fulfilment.adapters import http_register
from fulfilment.adapters.unit import PostgresFulfilmentUnit
from fulfilment.domain.case import Case
from fulfilment.use_cases.transmission import message_id
from local.doubles.register import app, submissions
from tests.service.fulfilment.conftest import LONG, Open, RegisterDouble
from tests.service.fulfilment.story import Story

DAY = 24 * 3600.0
RECEIVED, SENT, REFUSED = "ist eingegangen", "liegt jetzt beim Bundesamt", "konnte nicht"


class Journey:
    """One Führungszeugnis, and a time that town and authority share."""

    def __init__(self, running: Running[Any], register: RegisterDouble) -> None:
        self.story = Story("fuehrungszeugnis")
        self.now = datetime.now(UTC)
        self._register = register
        self._tenants = running.tenants
        self._work = replace(running.work, clock=lambda: self.now)
        quiet = type(running.due_work)({**running.due_work.jobs, "send-mail": lambda *_: None})
        self._runner = JobRunner(self._work, running.tenants, quiet, running.ports)

    def read(self, ask: Callable[[PostgresFulfilmentUnit], Any]) -> Any:
        with self._work(self._tenants.by_key("ostfildern")) as unit:
            return ask(unit)

    def settle(self) -> Case:
        settled: Case = self.read(self.story.settle)
        return settled

    def live(self, days: int = 0) -> None:
        """Do what is due now, and then day by day."""
        self._runner.run_all()
        for _ in range(days):
            self.now += timedelta(days=1)
            self._runner.run_all()

    def state(self) -> str:
        return str(self.read(lambda unit: unit.cases.get(self.story.case_id)).state)

    def tasks(self) -> list[str]:
        return list(self.read(lambda unit: [task.kind for task in unit.tasks.open_of(self.story.case_id)]))

    def said(self, name: str) -> int:
        named = sa.select(sa.func.count()).where(outbox.c.routing_key == f"case.{name}.v1")
        return int(self.read(lambda unit: unit.connection.execute(named).scalar_one()))

    def told(self) -> list[str]:
        """Return which mails the citizen got."""
        subjects = self.read(lambda unit: list(unit.connection.execute(sa.select(mail.c.subject)).scalars()))
        return sorted(kind for kind in (RECEIVED, SENT, REFUSED) for subject in subjects if kind in subject)

    def arrived(self) -> list[dict[str, Any]]:
        """Return the submissions of this case that the authority holds."""
        sent = str(message_id(self.story.case_id))
        return [one for one in self._register.submissions() if one["messageId"] == sent]


@pytest.fixture
def journey(
    work: Open, fulfilment: Running[Any], register: RegisterDouble, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journey]:
    """A journey on empty tables; afterwards the authority is as slow as before."""
    assert work is not None
    begun = Journey(fulfilment, register)

    def told_time() -> float:
        return begun.now.timestamp()

    for module in (app, submissions):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=told_time))
    yield begun
    register.misbehave("normal", times=0, acknowledge_after=LONG, answer_after=LONG, hang_seconds=30)


def test_a_lost_acknowledgement_is_asked_for_again_and_stays_one_submission(
    journey: Journey, register: RegisterDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.misbehave("hang", hang_seconds=1, acknowledge_after=60, answer_after=DAY)
    journey.settle()
    with monkeypatch.context() as hurried:
        hurried.setattr(http_register, "TIMEOUT", 0.3)
        journey.live()
    assert (journey.state(), len(journey.arrived())) == ("settled", 1)
    journey.live(days=2)
    assert (journey.state(), [one["sentAgain"] for one in journey.arrived()]) == ("completed", [1])
    assert (journey.said("transmitted"), journey.told()) == (1, [RECEIVED, SENT])


def test_an_answer_given_twice_counts_once(journey: Journey, register: RegisterDouble) -> None:
    register.misbehave("duplicate", acknowledge_after=60, answer_after=DAY)
    journey.settle()
    journey.live(days=4)
    (arrived,) = journey.arrived()
    assert [answer["status"] for answer in arrived["answers"]] == ["acknowledged"] * 2 + ["issued"] * 2
    assert (journey.state(), journey.said("completed"), journey.said("dispatched")) == ("completed", 1, 1)
    assert (journey.told(), journey.tasks()) == ([RECEIVED, SENT], [])


def test_a_rejection_after_three_days_gives_the_money_back_and_lays_a_task_before_the_office(
    journey: Journey, register: RegisterDouble
) -> None:
    register.misbehave("reject", acknowledge_after=60, answer_after=3 * DAY)
    journey.settle()
    journey.live(days=2)
    assert (journey.state(), journey.tasks()) == ("acknowledged", [])
    journey.live(days=5)
    assert (journey.state(), journey.said("failed"), len(journey.arrived())) == ("failed", 1, 1)
    assert journey.tasks() == ["rejected"]
    assert journey.told() == sorted([RECEIVED, SENT, REFUSED])


@pytest.mark.parametrize(("mode", "state"), [("never", "acknowledged"), ("mute", "transmitted")])
def test_silence_for_six_weeks_is_one_task_and_no_mail(
    journey: Journey, register: RegisterDouble, mode: str, state: str
) -> None:
    register.misbehave(mode, acknowledge_after=60, answer_after=DAY)
    journey.settle()
    journey.live(days=45)
    assert (journey.state(), journey.tasks(), len(journey.arrived())) == (state, ["no_answer"], 1)
    assert (journey.told(), journey.said("failed")) == ([RECEIVED, SENT], 0)


def test_an_answer_that_is_there_before_we_have_noted_the_submission_is_not_lost(
    journey: Journey, register: RegisterDouble
) -> None:
    register.misbehave("normal", acknowledge_after=0, answer_after=0)
    settled = journey.settle()
    journey.live()

    def forget(unit: PostgresFulfilmentUnit) -> None:
        """Leave the case as if the worker had died between the call and its commit."""
        unit.cases.save(settled)
        unit.connection.execute(outbox.delete().where(outbox.c.routing_key == "case.transmitted.v1"))
        unit.schedule("transmit-case", settled.id, journey.now)

    journey.read(forget)
    journey.live(days=1)
    assert (journey.state(), [one["sentAgain"] for one in journey.arrived()]) == ("completed", [1])
    assert (journey.said("transmitted"), journey.told(), journey.tasks()) == (1, [RECEIVED, SENT], [])
