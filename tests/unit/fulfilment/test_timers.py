"""What happens by itself: timers of the table, each once, in the town's own days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid5

import pytest
from pydantic import ValidationError

from fulfilment.domain.case import Case
from fulfilment.domain.flow import Flow
from fulfilment.domain.section import FulfilmentSection
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.fire_timer import fire_timer
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.reschedule_appointment import reschedule_appointment
from fulfilment.use_cases.settle_case import settle_case
from fulfilment.use_cases.start_timers import TIMER
from fulfilment.use_cases.transmit_case import transmit_case
from tests.service.fulfilment.story import Story
from tests.unit.fulfilment.around import FakeRegister, outside
from tests.unit.fulfilment.fakes import FulfilmentFake, section

OPEN = {"at": ["open"], "event": "advise", "by": ["clerk"], "to": "completed"}


def fire(unit: FulfilmentFake, story: Story, name: str) -> None:
    timer_id = uuid5(story.case_id, name)
    if due := unit.due.get((TIMER, timer_id)):
        unit.clock.now = due
    fire_timer(unit.work, timer_id)


def test_six_weeks_of_silence_become_a_task_and_only_one(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    sent = unit.clock()
    fire(unit, story, "no_answer")
    fire(unit, story, "no_answer")
    assert unit.clock() == sent + timedelta(days=42)
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["no_answer"]
    assert unit.cases.get(story.case_id).state == "transmitted"
    assert [step.event for step in unit.steps.of_case(story.case_id)].count("expire") == 1


@pytest.mark.parametrize("town", ["ostfildern", "musterstadt"])
@pytest.mark.parametrize("reach", [Story.open, Story.show])
def test_what_is_left_open_a_month_after_its_appointment_is_withdrawn(
    reach: Callable[[Story, Any], Case], town: str
) -> None:
    unit, story = FulfilmentFake(catalogue=section(town)), Story()
    reach(story, unit)
    begins_at = unit.appointments.rows[story.appointment_id].begins_at
    assert unit.due[TIMER, uuid5(story.case_id, "left_open")] == begins_at + timedelta(days=30)
    fire(unit, story, "left_open")
    case = unit.cases.get(story.case_id)
    assert (case.state, case.reason, unit.names()[-1]) == ("withdrawn", "left_open", "CaseWithdrawn")


def test_advice_that_nobody_closed_ends_too(unit: FulfilmentFake) -> None:
    story = Story("beratung")
    story.open(unit)
    fire(unit, story, "left_open")
    assert unit.cases.get(story.case_id).state == "withdrawn"


def test_what_counts_from_an_appointment_moves_with_it(unit: FulfilmentFake) -> None:
    story = Story()
    story.open(unit)
    begins_at = unit.clock() + timedelta(days=60)
    reschedule_appointment(unit, story.moved(begins_at))
    assert unit.due[TIMER, uuid5(story.case_id, "left_open")] == begins_at + timedelta(days=30)
    assert list(unit.due) == [(TIMER, uuid5(story.case_id, "left_open"))]


def test_a_case_that_opens_again_late_has_its_whole_time(unit: FulfilmentFake) -> None:
    story = Story()
    story.open(unit)
    reject_identity(unit, story.appointment_id, "expired", datetime.now(UTC))
    unit.clock.now = unit.appointments.rows[story.appointment_id].begins_at + timedelta(days=29)
    accept_identity(unit, story.verified())
    assert unit.due[TIMER, uuid5(story.case_id, "left_open")] == unit.clock() + timedelta(days=30)


def test_a_moved_appointment_starts_no_timer_of_what_has_gone_on_or_never_had_it(unit: FulfilmentFake) -> None:
    further, older = Story(), Story()
    further.submit(unit)
    older.open(unit)
    case = unit.cases.get(older.case_id)
    flow = unit.procedures.get(case.procedure, case.version).flow
    unit.procedures.rows[case.procedure, "before"] = unit.procedures.get(case.procedure, case.version).model_copy(
        update={"flow": flow.model_copy(update={"timers": ()})}
    )
    unit.cases.save(replace(case, version="before"))
    before = dict(unit.due)
    for story in (further, older):
        reschedule_appointment(unit, story.moved(unit.clock() + timedelta(days=60)))
    assert unit.due == before


def test_a_fee_that_is_never_arranged_withdraws_the_request_and_says_so(unit: FulfilmentFake) -> None:
    story = Story()
    story.submit(unit)
    fire(unit, story, "never_paid")
    case = unit.cases.get(story.case_id)
    assert (case.state, case.reason) == ("withdrawn", "never_paid")
    assert unit.names()[-1] == "CaseWithdrawn"
    assert ("tell-withdrawn", story.case_id) in unit.due


def test_a_case_that_goes_on_takes_its_timers_with_it(unit: FulfilmentFake) -> None:
    story = Story()
    story.submit(unit)
    waiting = uuid5(story.case_id, "never_paid")
    assert (TIMER, waiting) in unit.due
    settle_case(unit, story.settled())
    assert (TIMER, waiting) not in unit.due
    fire_timer(unit.work, waiting)
    assert unit.cases.get(story.case_id).state == "settled"


def test_a_timer_in_working_days_wakes_before_the_town_does(unit: FulfilmentFake) -> None:
    story = Story("fuehrungszeugnis")
    story.settle(unit)
    due = unit.due[TIMER, uuid5(story.case_id, "not_transmitted")].astimezone(unit.tenant.zone)
    assert (due.date(), due.hour) == (date(2026, 11, 26), 7)


def test_a_case_of_an_old_version_finishes_by_its_own_rules(unit: FulfilmentFake) -> None:
    old, new = Story(), Story()
    old.submit(unit)
    told = section().model_dump(mode="json")
    rows = told["flows"]["certificate"]["transitions"]
    told["flows"]["short"] = {"transitions": [row | {"at": at} for row in rows if (at := _without_paper(row))]}
    told["flows"]["short"]["transitions"].append(
        {"at": ["submitted"], "event": "settle", "by": ["system"], "to": "completed", "effects": []}
    )
    told["procedures"]["meldebescheinigung"] |= {"flow": "short", "certificate": None}
    unit.catalogue = FulfilmentSection.model_validate(told)
    new.submit(unit)
    settle_case(unit, old.settled())
    settle_case(unit, new.settled())
    assert unit.cases.get(old.case_id).state == "settled"
    assert ("issue-certificate", old.case_id) in unit.due
    assert unit.cases.get(new.case_id).state == "completed"
    assert unit.cases.get(old.case_id).version != unit.cases.get(new.case_id).version


def _without_paper(row: dict[str, Any]) -> list[str]:
    """Return where a row begins in a table that makes nothing."""
    gone = {"settled", "issued", "dispatched"}
    return [] if row["to"] in gone else [state for state in row["at"] if state not in gone]


@pytest.mark.parametrize(
    ("timer", "complaint"),
    [
        ({"name": "a", "at": ["open"], "event": "withdraw"}, "working_days or days"),
        ({"name": "a", "at": ["open"], "days": 1}, "an event or a task"),
        ({"name": "a", "at": ["issued"], "days": 1, "task": "follow_up"}, "where no case comes"),
        ({"name": "a", "at": ["open"], "days": 1, "event": "withdraw"}, "which open does not take"),
    ],
)
def test_a_timer_that_cannot_work_is_refused(timer: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Flow.model_validate({"transitions": [OPEN], "timers": [timer]})


def test_a_clock_that_never_runs_is_refused() -> None:
    with pytest.raises(ValidationError, match="the clock runs at issued"):
        Flow.model_validate({"transitions": [OPEN], "clock": {"working_days": 3, "runs_at": ["issued"]}})


def test_a_table_that_submits_a_stranger_is_refused() -> None:
    told = section().flows["certificate"].model_dump(mode="json")
    for row in told["transitions"]:
        if row["event"] == "submit":
            row["guards"] = ["level", "age"]
    with pytest.raises(ValidationError, match="submit also needs the guards identity"):
        Flow.model_validate(told)
