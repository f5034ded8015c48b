"""A case from the submission to its end: money, certificates, the authority."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from chassis.unit import TooEarly
from fulfilment.use_cases.advance_case import ISSUE, TRANSMIT
from fulfilment.use_cases.back_off import wait_after
from fulfilment.use_cases.dispatch_certificate import post_certificate
from fulfilment.use_cases.follow_transmission import follow_transmission
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.outside import RegisterAnswer
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.settle_case import note_money, settle_case
from fulfilment.use_cases.transmit_case import transmit_case
from tests.service.fulfilment.story import Story
from tests.unit.fulfilment.around import FakeRegister, FakeSpool, outside
from tests.unit.fulfilment.fakes import FulfilmentFake


def state(unit: FulfilmentFake, story: Story) -> str:
    return unit.cases.get(story.case_id).state


@pytest.mark.parametrize(("procedure", "job"), [("meldebescheinigung", ISSUE), ("fuehrungszeugnis", TRANSMIT)])
def test_a_settled_charge_sets_the_next_job_going_once(unit: FulfilmentFake, procedure: str, job: str) -> None:
    story = Story(procedure)
    story.settle(unit)
    assert (job, story.case_id) in unit.due
    settle_case(unit, story.settled("paid"))
    assert unit.cases.get(story.case_id).settlement == "free"


def test_a_charge_of_a_case_that_is_not_known_yet_waits(unit: FulfilmentFake) -> None:
    with pytest.raises(TooEarly):
        settle_case(unit, Story().settled())


def test_money_that_goes_back_is_remembered(unit: FulfilmentFake) -> None:
    story = Story()
    story.settle(unit)
    note_money(unit, story.case_id, "refunded")
    assert unit.cases.get(story.case_id).settlement == "refunded"


def test_a_certificate_holds_what_the_plan_names_and_reaches_its_end(unit: FulfilmentFake) -> None:
    story = Story()
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    assert unit.names()[-3:] == ["CaseIssued", "CaseDispatched", "CaseCompleted"]
    assert unit.events[-2].delivery == "download"
    assert len(unit.certificates.of(story.appointment_id)) == 1


def test_a_letter_goes_to_the_address_that_was_given(unit: FulfilmentFake) -> None:
    story, spool = Story(answers={"delivery": "post"}), FakeSpool()
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    assert state(unit, story) == "issued"
    post_certificate(unit.work, outside(spool=spool), story.case_id)
    post_certificate(unit.work, outside(spool=spool), story.case_id)
    assert [(letter.tenant, letter.recipient[0]) for letter in spool.letters] == [("ostfildern", "Erika Mustermann")]
    assert unit.events[-2].delivery == "post"


def test_a_request_is_followed_from_acknowledgement_to_its_end(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    states = [state(unit, story)]
    for answer in ("waiting", "acknowledged", "issued"):
        register.answer = RegisterAnswer(answer)
        follow_transmission(unit.work, outside(register), story.case_id)
        states.append(state(unit, story))
    assert states == ["transmitted", "transmitted", "acknowledged", "completed"]
    assert unit.names()[-3:] == ["CaseTransmitted", "CaseDispatched", "CaseCompleted"]


def test_an_authority_that_is_silent_is_asked_again_and_again(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    register.down = True
    unit.clock.advance(hours=2)
    follow_transmission(unit.work, outside(register), story.case_id)
    assert state(unit, story) == "transmitted"
    wait = unit.due["follow-transmission", story.case_id] - unit.clock()
    assert timedelta(minutes=48) <= wait <= timedelta(minutes=72)


@pytest.mark.parametrize(("answer", "tasks"), [("waiting", set()), ("lost", {"no_answer"})])
def test_a_check_that_is_revoked_on_the_way_leaves_the_request_followed_and_sends_nothing_for_nobody(
    unit: FulfilmentFake, answer: Literal["waiting", "lost"], tasks: set[str]
) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    reject_identity(unit, story.appointment_id, "forged", datetime.now(UTC))
    register.answer = RegisterAnswer(answer)
    follow_transmission(unit.work, outside(register), story.case_id)
    assert state(unit, story) == "transmitted"
    assert {task.kind for task in unit.tasks.open_of(story.case_id)} == tasks
    assert len(register.received) == 1
    assert ("follow-transmission", story.case_id) in unit.due


def test_what_the_authority_may_have_is_looked_after_when_the_check_is_revoked(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister(down=True, kept_out=False)
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    reject_identity(unit, story.appointment_id, "forged", datetime.now(UTC))
    register.down = False
    transmit_case(unit.work, outside(register), story.case_id)
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["no_answer"]
    assert (state(unit, story), len(register.received)) == ("settled", 1)


def test_looks_grow_rarer_up_to_some_hours() -> None:
    start = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    waits = [wait_after(start, start + timedelta(seconds=s)) for s in (0, 60, 10**7)]
    assert waits == [timedelta(seconds=2), timedelta(seconds=30), timedelta(hours=6)]
