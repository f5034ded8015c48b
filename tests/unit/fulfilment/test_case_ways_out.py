"""Every way out of a case, and what goes wrong on the way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from chassis.unit import TooEarly
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.advance_case import POST, TRANSMIT
from fulfilment.use_cases.answer_refused_letter import answer_refused_letter
from fulfilment.use_cases.back_off import next_look
from fulfilment.use_cases.dispatch_certificate import post_certificate
from fulfilment.use_cases.inform_citizen import inform_citizen
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.reschedule_appointment import reschedule_appointment
from fulfilment.use_cases.settle_case import settle_case
from fulfilment.use_cases.transmit_case import transmit_case
from fulfilment.use_cases.withdraw_cases import withdraw_cases
from tests.service.fulfilment.story import CLERK, Story
from tests.unit.fulfilment.around import FakeSpool, outside
from tests.unit.fulfilment.fakes import FulfilmentFake


def state(unit: FulfilmentFake, story: Story) -> str:
    return unit.cases.get(story.case_id).state


@pytest.mark.parametrize("reach", [Story.open, Story.show, Story.submit, Story.settle])
def test_a_cancelled_appointment_withdraws_its_cases_before_the_pivot(
    unit: FulfilmentFake, reach: Callable[..., object]
) -> None:
    story = Story("fuehrungszeugnis")
    reach(story, unit)
    withdraw_cases(unit, story.appointment_id, "cancelled")
    assert (state(unit, story), unit.names()[-1]) == ("withdrawn", "CaseWithdrawn")
    assert unit.access.revoked == [story.appointment_id]
    assert (TRANSMIT, story.case_id) not in unit.due
    accept_identity(unit, story.verified())
    settle_case(unit, story.settled())
    assert state(unit, story) == "withdrawn"


def test_what_is_with_the_authority_is_not_withdrawn_and_its_tracker_stays(unit: FulfilmentFake) -> None:
    story = Story("fuehrungszeugnis")
    story.settle(unit)
    transmit_case(unit.work, outside(), story.case_id)
    withdraw_cases(unit, story.appointment_id, "cancelled")
    assert state(unit, story) == "transmitted"
    assert unit.steps.rows[-1].detail == "too_late"
    assert unit.access.revoked == []


@pytest.mark.parametrize(
    "hear",
    [
        lambda unit, appointment_id: withdraw_cases(unit, appointment_id, "missed"),
        lambda unit, appointment_id: reject_identity(unit, appointment_id, "expired", datetime.now(UTC)),
    ],
)
def test_what_comes_before_its_appointment_waits(
    unit: FulfilmentFake, hear: Callable[[FulfilmentFake, UUID], None]
) -> None:
    with pytest.raises(TooEarly):
        hear(unit, Story().appointment_id)


def test_a_moved_appointment_has_new_doors(unit: FulfilmentFake) -> None:
    story = Story()
    story.open(unit)
    moved = story.moved(story.confirmed().begins_at + timedelta(days=1))
    reschedule_appointment(unit, moved)
    assert {grant.epoch for grant, _ in unit.access.kept.values()} == {2}
    assert unit.appointments.rows[story.appointment_id].begins_at == moved.begins_at


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("tell-submitted", "ist eingegangen"),
        ("tell-ready", "ist fertig"),
        ("tell-failed", "konnte nicht erledigt werden"),
        ("tell-withdrawn", "wurde zurückgenommen"),
    ],
)
def test_mails_carry_the_link_while_it_opens(unit: FulfilmentFake, kind: str, words: str) -> None:
    story = Story()
    story.settle(unit)
    inform_citizen(unit.work, outside(), story.case_id, kind)
    mail = unit.mails[f"{kind}:{story.case_id}"]
    assert words in mail.subject
    assert "\n" not in mail.subject
    assert ("/vorgang/zugang/" in mail.text) is (kind != "tell-withdrawn")
    assert story.token("case") in mail.text or kind == "tell-withdrawn"


def test_what_failed_together_does_not_come_back_together() -> None:
    start = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    now = start + timedelta(hours=2)
    waits = {next_look(start, now) - now for _ in range(20)}
    assert len(waits) > 1
    assert all(timedelta(minutes=48) <= wait <= timedelta(minutes=72) for wait in waits)


def test_a_letter_that_nobody_takes_becomes_a_task(unit: FulfilmentFake) -> None:
    story = Story(answers={"delivery": "post"})
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    post_certificate(unit.work, outside(spool=FakeSpool(refuses=True)), story.case_id)
    assert state(unit, story) == "issued"
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["refused_letter"]


def refused(unit: FulfilmentFake) -> tuple[Story, UUID]:
    """Return a case whose letter was refused, and the task about it."""
    story = Story("ummeldung", answers={"delivery": "post"})
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    post_certificate(unit.work, outside(spool=FakeSpool(refuses=True)), story.case_id)
    unit.unschedule(POST, story.case_id)
    (task,) = unit.tasks.open_of(story.case_id)
    return story, task.id


def test_a_refused_letter_is_handed_over_again(unit: FulfilmentFake) -> None:
    story, task_id = refused(unit)
    answer_refused_letter(unit, task_id, "again", CLERK)
    assert (state(unit, story), unit.tasks.open_of(story.case_id)) == ("issued", ())
    assert (POST, story.case_id) in unit.due
    post_certificate(unit.work, outside(), story.case_id)
    assert state(unit, story) == "completed"


def test_a_refused_letter_that_the_office_has_posted_itself_completes_the_case_as_usual(unit: FulfilmentFake) -> None:
    story, task_id = refused(unit)
    answer_refused_letter(unit, task_id, "posted", CLERK)
    assert (state(unit, story), unit.names()[-2:]) == ("completed", ["CaseDispatched", "CaseCompleted"])
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["follow_up"]
    assert (POST, story.case_id) not in unit.due
